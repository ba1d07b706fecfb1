"""Certificates on the wire, and the public page that checks their numbers."""

import json
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

import app
from chalicelib.certificates.model import displayed_number
from chalicelib.content.contract_questions import contract_reference
from chalicelib.content.message_bodies import Card, Notice
from chalicelib.contracts.holder import Instalment, InsuranceContract, InsuredCoverage, Policyholder
from tests.entry.centre import HOUR_MS, KIM, LEE, Centre, event
from tests.entry.claim_fixtures import DOYUN, YUJIN, registered, stepped

CONTRACT = InsuranceContract(
    "2026-0318-77120", "standard", "123가4567", "현대 아반떼", starts_on=date(2026, 3, 18), ends_on=date(2027, 3, 18),
    coverages=(InsuredCoverage("bodily_1", 150_000_000),),
    instalments=(Instalment(date(2026, 3, 18), 730_000, date(2026, 3, 18)),),
)  # fmt: skip
NUMBER = CONTRACT.number
GROUNDS = "운전자 범위 밖의 운전"


@pytest.fixture(autouse=True)
def _kims_contract(centre: Centre) -> None:
    centre.contracts.put(Policyholder("cust-kim", "김서연", "01000001234", (CONTRACT,)))
    centre.contracts.put(Policyholder("cust-lee", "이순자", "01000002222"))


def page(
    number: str, digest: str = "", address: str = "203.0.113.9", accept: str = "text/html", lang: str = "ko"
) -> Any:
    """The page's answer: status and body."""
    request = event("health")
    request |= {"path": "/certificates", "resource": "/certificates", "httpMethod": "GET", "body": None}
    query = {name: value for name, value in (("number", number), ("digest", digest), ("lang", lang)) if value}
    request["queryStringParameters"] = query
    request["multiValueQueryStringParameters"] = {name: [value] for name, value in query.items()}
    request["headers"] = {"accept": accept}
    request["multiValueHeaders"] = {"accept": [accept]}
    request["requestContext"] |= {
        "resourcePath": "/certificates",
        "httpMethod": "GET",
        "identity": {"sourceIp": address},
    }
    answer = app.app(request, None)
    return answer["statusCode"], json.loads(answer["body"]) if "json" in accept else answer["body"]


def test_a_receipt_asked_for_in_the_chat_is_a_card_that_opens_it(centre: Centre) -> None:
    conversation = centre.opened()
    to, bodies = 1, dict[int, object]()
    for number, pressed in enumerate(("intent:policy_summary", "contract:payments::", "contract:payments:receipt:"), 1):
        press = {"type": "answer", "to": to, "button": pressed}
        centre.done(KIM, "send", conversation=conversation, client_id=f"phone001:{number}", body=press)
        bodies = {seq: entry.body for seq, (_, entry) in centre.store.logs[conversation].items()}
        to = max(seq for seq, body in bodies.items() if isinstance(body, Card) and body.title != "이럴 때 보상돼요")
    answered = bodies[to]
    assert isinstance(answered, Card)
    (button, *_others) = answered.buttons
    assert (answered.title, button.action, button.label) == ("보험료 영수증", "open", "PDF 열기")
    _, kind, contract = button.id.split(":")
    opened = centre.done(KIM, "open_certificate", kind=kind, contract=contract)
    assert opened["title"] == "보험료 영수증"
    assert opened["name"] == f"보험료 영수증 {displayed_number(opened['number'])}.pdf"
    assert opened["number"] in opened["url"]


def test_the_same_certificate_keeps_its_number_and_every_opening_is_kept(centre: Centre) -> None:
    first = centre.done(KIM, "open_certificate", kind="insurance", contract=NUMBER)
    centre.now += 60_000
    again = centre.done(KIM, "open_certificate", kind="insurance", contract=contract_reference(NUMBER))
    assert again["number"] == first["number"]
    assert len(centre.certificate_files.objects) == len(centre.rendered) == 1
    assert [person for _, person in centre.certificates.store.openings(first["number"])] == ["cust-kim"] * 2
    centre.now += 24 * HOUR_MS
    later = replace(KIM, expires_at=centre.now + HOUR_MS)
    assert centre.done(later, "open_certificate", kind="insurance", contract=NUMBER)["number"] != first["number"]


def test_nobody_gets_a_certificate_about_anothers_contract_or_unverified(centre: Centre) -> None:
    for contract in (NUMBER, contract_reference(NUMBER), "nosuchcontract"):
        for who, code in ((LEE, "not_allowed"), (replace(KIM, verified=False), "not_verified")):
            assert centre.ask(who, "open_certificate", kind="receipt", contract=contract)["code"] == code
    centre.contracts.put(Policyholder("cust-lee", "이순자", "", (InsuranceContract("9"),)))
    assert centre.ask(LEE, "open_certificate", kind="receipt", contract="9")["code"] == "certificate_unavailable"
    assert not centre.certificate_files.objects


def test_who_has_a_name_that_the_font_lacks_is_sent_to_a_person(centre: Centre) -> None:
    centre.contracts.put(Policyholder("cust-kim", "金瑞姸", "01000001234", (CONTRACT,)))
    answer = centre.ask(KIM, "open_certificate", kind="insurance", contract=NUMBER)
    assert (answer["code"], "상담원" in answer["text"]) == ("certificate_unwritable", True)
    assert not centre.certificate_files.objects


@pytest.mark.parametrize(
    "locale, expected",
    [
        ("ko", ("보험금을 지급해 드리기 어려워요", "사유", "1332", "2027년 1월 15일")),
        ("en", ("We can't pay", "Grounds", "1332", "Jan 15, 2027")),
    ],
)
def test_a_decision_is_a_letter_with_its_rows_and_rights_for_its_customer_alone(
    centre: Centre, locale: str, expected: tuple[str, ...]
) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    for step, fields in (("assign", {}), ("investigate", {}), ("deny", {"grounds": GROUNDS})):
        stepped(centre, DOYUN, number, step, **fields)
    proposal = next(
        each["proposal"]["id"]
        for each in centre.done(YUJIN, "claim", claim=number)["claim"]["exposures"]
        if each["coverage"] == "own_damage"
    )
    stepped(centre, YUJIN, number, "confirm_denial", proposal=proposal)
    notice = centre.bodies(conversation)[-1]
    assert isinstance(notice, Notice)
    of = f"{number}:{notice.data['event']}"
    reader = replace(KIM, locale=locale)
    opened = centre.done(reader, "open_certificate", kind="letter", contract=of)
    (letter,) = centre.rendered
    rows = [row for section in letter.sections for row in section.rows]
    headings = [section.heading for section in letter.sections]
    said = [letter.title, letter.statement, *headings, *(words for row in rows for words in (row.label, row.value))]
    assert all(any(words in each for each in said) for words in (*expected, GROUNDS, number, "김서연"))
    assert (opened["title"], letter.facts["decision"]) == (letter.title, "deny")
    for who, other, code in (
        (LEE, of, "not_allowed"),
        (KIM, "x:1", "not_allowed"),
        (KIM, f"{number}:1", "certificate_unavailable"),
        (KIM, number, "certificate_unavailable"),
    ):
        assert centre.ask(who, "open_certificate", kind="letter", contract=other)["code"] == code


def test_anybody_learns_when_a_certificate_was_issued_and_nothing_else(centre: Centre) -> None:
    opened = centre.done(KIM, "open_certificate", kind="receipt", contract=NUMBER)
    digest = centre.certificates.store.get(opened["number"]).digest  # type: ignore[union-attr]
    status, said = page(displayed_number(opened["number"]))
    assert (status, "2027년 1월 15일에 발급했고, 바뀌지 않았어요." in said) == (200, True)
    assert "Issued on Jan 15, 2027, unchanged." in page(opened["number"], digest, lang="en")[1]
    unknown = page(opened["number"], "0" * 64, accept="application/json")
    assert unknown == page("0" * 16, accept="application/json")
    assert unknown[1]["state"] == "unknown"
    for answer in (said, page(opened["number"])[1]):
        assert not any(secret in answer for secret in ("김서연", NUMBER, "영수증", "cust-kim", "730"))


def test_a_typed_number_never_becomes_a_part_of_the_page(centre: Centre) -> None:
    assert "<b>" not in page('"><b>')[1]
    assert page("")[0] == 200


def test_an_address_checks_twenty_times_an_hour(centre: Centre) -> None:
    centre.now -= centre.now % HOUR_MS
    centre.presence.limits_actions = True
    opened = centre.done(KIM, "open_certificate", kind="receipt", contract=NUMBER)
    assert [page(opened["number"])[0] for _ in range(21)] == [200] * 20 + [429]
    assert "한 시간 뒤에" in page(opened["number"])[1]
    assert page(opened["number"], address="203.0.113.10")[0] == 200
    assert page("")[0] == 200, "the empty form is no try"
    centre.now += HOUR_MS
    assert page(opened["number"])[0] == 200
