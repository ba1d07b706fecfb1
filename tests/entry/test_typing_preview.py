"""What a customer is writing is shown to their agent alone, its numbers masked, if the configuration allows it."""

import logging
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.content import desk_rules as rules
from chalicelib.content.server_frames import TypingFrame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general")
WRITTEN = "주민번호 900101-1234567, 카드 1234 5678 9012 3456 그리고 12가3456"
SHOWN = "주민번호 ******-*******, 카드 **** **** **** **** 그리고 12가3456"


@pytest.fixture
def talk(centre: Centre) -> str:
    for connection in ("desk", "tablet"):
        centre.courier.inboxes[connection] = []
    centre.courier.inboxes[f"connection-of-{HANEUL.id}"] = []
    centre.courier.inboxes[f"connection-of-{KIM.id}"] = []
    conversation = centre.assigned(HANEUL)
    centre.done(KIM, "hello", connection="tablet", device="tablet01")
    return conversation


def write(centre: Centre, talk: str, who: Identity = KIM, text: str = WRITTEN, **how: Any) -> None:
    centre.now += 3_000
    centre.done(who, "typing", conversation=talk, text=text, **how)


def typed(centre: Centre, connection: str) -> list[str]:
    return [frame.text for frame in centre.courier.inboxes[connection] if isinstance(frame, TypingFrame)]


def test_the_agent_sees_it_masked_and_the_customers_other_devices_only_that_they_type(
    centre: Centre, talk: str
) -> None:
    write(centre, talk)
    assert typed(centre, f"connection-of-{HANEUL.id}") == [SHOWN]
    assert typed(centre, "tablet") == [""]


def test_it_is_stored_nowhere_and_stands_in_no_log(centre: Centre, talk: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    write(centre, talk, text="아직 보내지 않은 말")
    kept = (centre.store, centre.outbox, centre.bot_states, centre.presence, centre.routing, centre.event_jobs)
    assert not [each for each in kept if "보내지 않은" in repr(vars(each))]
    assert "보내지 않은" not in caplog.text


def test_without_the_configuration_nobody_sees_it(centre: Centre, talk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    off = replace(rules.desk_rules(), typing_preview=False)
    monkeypatch.setattr("chalicelib.queries.typing_preview.desk_rules", lambda: off)
    write(centre, talk)
    assert typed(centre, f"connection-of-{HANEUL.id}") == [""]


def test_an_agents_words_are_shown_to_nobody_before_they_are_sent(centre: Centre, talk: str) -> None:
    write(centre, talk, HANEUL, "잠시만요")
    assert typed(centre, f"connection-of-{KIM.id}") == [""]


def test_while_nobody_serves_the_customer_nobody_sees_it(centre: Centre, talk: str) -> None:
    centre.done(HANEUL, "transfer", conversation=talk, queue="contract")
    centre.follow_events()
    write(centre, talk)
    assert typed(centre, f"connection-of-{HANEUL.id}") == []
