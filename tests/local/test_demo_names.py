"""README, terminal and pages call the same things by the same names, and there are people for five chats."""

import re
from pathlib import Path

import pytest

from chalicelib.content.configuration import texts
from local.demo.people import AGENTS, CUSTOMERS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TERMINAL = (ROOT / "local" / "__main__.py").read_text("utf-8")
PANEL = "".join(
    (ROOT / "web" / "panel" / path).read_text("utf-8")
    for path in ("src/i18n/ko.ts", "src/claims/i18n/ko.ts", "index.html")
)
CUSTOMER = "".join(
    (ROOT / "web" / "customer" / path).read_text("utf-8") for path in ("index.html", "public/manifest.webmanifest")
)
WRITTEN = ("document_texts", "certificates", "contract_changes", "referral_mail")
"""Documents, what is signed, and letters are written, not spoken."""
SPOKEN = {name: section for name, section in texts("ko").sections.items() if name not in WRITTEN}
GIVEN = "충격이 감지됐습니다. 괜찮으신가요?"
"""The insurer's own words after a crash."""
SERVER = "\n".join(words for section in SPOKEN.values() for words in section.values())


@pytest.mark.parametrize(
    "name, places",
    [
        ("바로 상담", (README, TERMINAL, CUSTOMER)),
        ("바로 상담원 화면", (README, TERMINAL, PANEL, SERVER)),
        ("상담 가능", (README, TERMINAL, PANEL)),
        ("보상 업무", (README, TERMINAL, PANEL)),
        ("접수번호", (PANEL, SERVER)),
        ("파트장", (PANEL, SERVER)),
    ],
)
def test_a_thing_has_one_name_everywhere(name: str, places: tuple[str, ...]) -> None:
    assert all(name in place for place in places)


@pytest.mark.parametrize(
    "other", ["고객 채팅", "사고번호", "관리자", "상담 시작하기", "업무 목록 (g", "담당 상담원을 연결"]
)
def test_a_thing_has_no_second_name(other: str) -> None:
    assert [place[:40] for place in (README, TERMINAL, PANEL, CUSTOMER, SERVER) if other in place] == []


def test_there_are_customers_for_five_chats_and_everybody_differs() -> None:
    korean = [person for person in CUSTOMERS if person.locale == "ko"]
    assert len(korean) >= 5
    people = (*CUSTOMERS, *AGENTS)
    assert len({person.id for person in people}) == len({person.name for person in people}) == len(people)
    assert len({person.detail for person in CUSTOMERS}) == len(CUSTOMERS)
    assert max(agent.capacity for agent in AGENTS) >= 5


def test_pages_speak_in_one_voice() -> None:
    """The customer's page and the bot in 해요체, the agents' page in 합니다체."""
    polite = re.compile(r"습니다|입니다|합니다|십시오|하세요\?")
    customer = "".join(path.read_text("utf-8") for path in (ROOT / "web/customer/src/texts").glob("*ko.ts"))
    assert re.findall(r'"[^"\n]*(?:습니다|입니다|합니다|십시오)[^"\n]*"', customer) == []
    assert [words for words in SERVER.split("\n") if polite.search(words)] == [GIVEN]
    words = re.findall(r'["`]([^"`\n]*[가-힣][^"`\n]*)["`]', PANEL)
    assert [each for each in words if re.search(r"(?:해요|어요|아요|예요|이에요|돼요|네요)[.!?]?$", each)] == []
