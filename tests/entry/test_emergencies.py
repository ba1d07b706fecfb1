"""An emergency reported to a serving agent: safety advice and numbers at once, and a mark on the conversation."""

import pytest

from chalicelib.conversations.states import State
from chalicelib.entry.emergency_words import may_be_emergency
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.draft_talk import Talk
from tests.unit.nlu.test_stranded_vehicle import STRANDED

AGENT = person("agent-haneul", Role.AGENT, "general", "accident")


def served(centre: Centre, customer: Identity = KIM) -> Talk:
    talk = Talk(centre, customer)
    talk.presses("intent:agent_request")
    centre.done(AGENT, "availability", status="available")
    centre.work()
    return talk


@pytest.mark.parametrize(
    "words, code, first",
    [
        ("차가 안 움직여요 영동고속도로 갓길이에요", "stranded_served", "112"),
        ("차에 불이 났어요", "emergency_served", "119"),
        ("고속도로 갓길인데 아내가 의식이 없어요", "emergency_served", "119"),
    ],
)
def test_an_emergency_is_answered_once_and_shown_at_the_desk(centre: Centre, words: str, code: str, first: str) -> None:
    talk = served(centre)
    talk.writes(words)
    last = talk.last()
    assert (last["code"], last["buttons"][0]["number"]) == (code, first)
    assert last["buttons"][-1]["action"] == "locate"
    conversation = centre.stored_conversation(talk.id)
    assert (conversation.state, conversation.emergency) == (State.ASSIGNED, True)
    talk.writes(words)
    assert talk.last()["type"] == "text", "said once"


def test_two_messages_together_report_a_stranded_car(centre: Centre) -> None:
    talk = served(centre)
    for words in ("차가 안 움직여요", "영동고속도로예요"):
        talk.writes(words)
    assert talk.last()["code"] == "stranded_served"


@pytest.mark.parametrize(
    "words", ["어제 고속도로에서 차가 멈췄어요", "휴게소인데 시동이 안 걸려요", "허리가 좀 아파요", "네 감사합니다"]
)
def test_a_message_without_a_present_emergency_goes_to_the_agent_alone(centre: Centre, words: str) -> None:
    talk = served(centre)
    talk.writes(words)
    assert talk.last()["type"] == "text"
    assert not centre.stored_conversation(talk.id).emergency


def test_an_emergency_keeps_its_priority_after_transfer_and_requeue(centre: Centre) -> None:
    before, talk = served(centre, LEE), served(centre)
    talk.writes("고속도로 갓길에 차가 섰어요")
    centre.done(AGENT, "transfer", conversation=before.id, queue="contract")
    centre.done(AGENT, "transfer", conversation=talk.id, queue="contract")
    assert [entry.conversation for entry in centre.routing.list_waiting("contract", 9)] == [talk.id, before.id]
    centre.done(AGENT, "take", conversation=talk.id)
    centre.done(AGENT, "availability", status="offline")
    entry = centre.routing.find_entry(talk.id)
    assert entry is not None
    assert entry[0].emergency


def test_every_text_that_the_traffic_rules_match_is_checked_for_emergencies() -> None:
    assert [words for words in STRANDED if not may_be_emergency(words)] == []
    assert not may_be_emergency("네 감사합니다. 보험료 문의드려요")
