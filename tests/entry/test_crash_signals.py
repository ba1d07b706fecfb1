"""A crash or SOS signal of the plug: a chat opens by itself, danger first, and the form has what the signal tells."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

import app
from chalicelib.contracts.feed_jobs import CheckCrash
from chalicelib.contracts.holder import Policyholder
from chalicelib.conversations.states import State
from chalicelib.nlu.reading import recognise_intent
from local.demo.contracts import KIM as CONTRACT
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.claim_fixtures import HANEUL
from tests.entry.draft_talk import Talk

SIGNAL = {
    "id": "s-1", "contract": CONTRACT.number, "sign": "crash", "at": "2026-11-23T09:00:00.0000000+09:00",
    "latitude": 37.4979, "longitude": 127.0276,
}  # fmt: skip


def send(centre: Centre, *rows: dict[str, Any], kind: str = "signal") -> bool:
    """A message of the queue; whether it was taken."""
    body = json.dumps({"schema": 1, "kind": kind, "id": "m1", "rows": rows}, ensure_ascii=False)
    answer = app.contract_feeds({"Records": [{"messageId": "1", "body": body}]}, None)
    centre.work()
    return bool(answer == {"batchItemFailures": []})


@pytest.fixture
def crashed(centre: Centre) -> Centre:
    """A customer with a contract whose car has had a crash just now."""
    centre.services = replace(centre.services, recognise_intent=recognise_intent)
    centre.contracts.put(Policyholder(KIM.id, KIM.name, "01000001234", (CONTRACT,)))
    assert send(centre, {**SIGNAL, "at": _iso(centre.now // 1000)})
    return centre


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def only_chat(centre: Centre) -> str:
    (conversation,) = centre.store.topics(KIM.id).values()
    return conversation


def test_a_crash_opens_a_chat_that_asks_after_the_customer_first(crashed: Centre) -> None:
    (question,) = crashed.bodies(only_chat(crashed))
    assert question.text.startswith("충격이 감지됐습니다. 괜찮으신가요?")
    buttons = [button.id for button in question.buttons]
    assert (buttons[:3], buttons[-1]) == (["emergency:yes", "emergency:no", "call:fire"], "place:here")
    assert send(crashed, {**SIGNAL, "at": _iso(crashed.now // 1000)}), "the same signal again"
    assert len(crashed.bodies(only_chat(crashed))) == 1


@pytest.mark.parametrize("answer", ["괜찮아요", "네", "네 괜찮습니다"])
def test_who_is_well_is_offered_the_form_with_time_and_place_of_the_signal(crashed: Centre, answer: str) -> None:
    talk = Talk(crashed)
    talk.writes(answer)
    last = talk.last()
    assert last["text"].startswith("다행이에요.")
    talk.presses(last["buttons"][0]["id"])
    slots = crashed.bot_states.load(talk.id).active_flow.slots  # type: ignore[union-attr]
    assert "37.49790,127.02760" in slots["place"]
    assert slots["occurred_at"]


def test_a_clock_that_is_ahead_reports_no_accident_of_a_time_to_come(centre: Centre) -> None:
    centre.services = replace(centre.services, recognise_intent=recognise_intent)
    centre.contracts.put(Policyholder(KIM.id, KIM.name, "01000001234", (CONTRACT,)))
    assert send(centre, {**SIGNAL, "at": _iso(centre.now // 1000 + 86_400)})
    talk = Talk(centre)
    talk.writes("괜찮아요")
    talk.presses(talk.last()["buttons"][0]["id"])
    slots = centre.bot_states.load(talk.id).active_flow.slots  # type: ignore[union-attr]
    assert datetime.fromisoformat(slots["occurred_at"]).timestamp() * 1000 <= centre.now


@pytest.mark.parametrize("answer", ["아니요", "도와주세요", "다쳤어요 피가 나요"])
def test_who_is_not_well_is_handed_over_as_an_emergency(crashed: Centre, answer: str) -> None:
    talk = Talk(crashed)
    talk.writes(answer)
    crashed.work()
    conversation = crashed.stored_conversation(talk.id)
    assert (conversation.state, conversation.queue, conversation.emergency) == (State.WAITING, "accident", True)


def test_who_does_not_answer_is_handed_to_agents_as_an_emergency(crashed: Centre) -> None:
    ((job, seconds),) = crashed.contracts.jobs
    assert isinstance(job, CheckCrash)
    assert seconds == 90
    body = json.dumps({"job": "check_crash", "conversation": job.conversation})
    for _ in range(2):
        assert app.contract_feeds({"Records": [{"messageId": "1", "body": body}]}, None) == {"batchItemFailures": []}
        crashed.work()
    conversation = crashed.stored_conversation(job.conversation)
    assert (conversation.state, conversation.emergency) == (State.WAITING, True)
    texts = [each.text for each in crashed.bodies(job.conversation) if hasattr(each, "text")]
    assert sum(text.startswith("답이 없으셔서") for text in texts) == 1


def test_who_has_answered_is_left_alone(crashed: Centre) -> None:
    talk = Talk(crashed)
    talk.writes("괜찮아요")
    body = json.dumps({"job": "check_crash", "conversation": talk.id})
    app.contract_feeds({"Records": [{"messageId": "1", "body": body}]}, None)
    crashed.work()
    assert crashed.stored_conversation(talk.id).state is State.BOT


def test_sos_goes_to_agents_at_once(centre: Centre) -> None:
    centre.contracts.put(Policyholder(KIM.id, KIM.name, "01000001234", (CONTRACT,)))
    assert send(centre, {**SIGNAL, "sign": "sos", "at": _iso(centre.now // 1000)})
    conversation = centre.stored_conversation(only_chat(centre))
    assert (conversation.state, conversation.emergency) == (State.WAITING, True)


def test_while_an_agent_serves_both_see_the_signal(centre: Centre) -> None:
    centre.contracts.put(Policyholder(KIM.id, KIM.name, "01000001234", (CONTRACT,)))
    conversation = centre.assigned(HANEUL)
    assert send(centre, {**SIGNAL, "at": _iso(centre.now // 1000)})
    assert centre.bodies(conversation)[-1].code == "crash_served"
    assert centre.stored_conversation(conversation).emergency


def test_an_old_signal_asks_nobody_and_one_of_an_unknown_contract_comes_again(centre: Centre) -> None:
    assert not send(centre, SIGNAL)
    centre.contracts.put(Policyholder(KIM.id, KIM.name, "01000001234", (CONTRACT,)))
    assert send(centre, {**SIGNAL, "at": _iso(centre.now // 1000 - 7 * 3600)})
    assert centre.store.topics(KIM.id) == {}


def test_rows_of_a_message_are_loaded_and_bad_ones_reported(centre: Centre) -> None:
    trip = {"contract": "9", "id": "t", "start": "2026-11-01T08:00Z", "end": "2026-11-01T09:00Z", "metres": 5}
    contract = {"customer": "c9", "number": 9}
    assert send(centre, contract, kind="contract")
    assert send(centre, trip, {**trip, "id": ""}, 7, kind="trip")  # type: ignore[arg-type]
    holder = centre.contracts.get("c9")
    assert holder is not None
    assert [each.id for each in holder.contracts[0].trips or ()] == ["t"]
    report = centre.contracts.objects.objects["reports/messages/m1.jsonl"]
    assert [json.loads(line)["problem"] for line in report.splitlines()] == ["id: empty", "not an object"]
    assert not send(centre, trip, kind="flight")


def test_no_other_customer_sees_the_chat(crashed: Centre) -> None:
    assert crashed.done(LEE, "conversations")["conversations"] == []
