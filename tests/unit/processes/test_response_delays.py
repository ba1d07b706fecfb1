"""Who waits too long is notified once; who comes back while delayed goes ahead with the time waited."""

from datetime import datetime

import pytest

from chalicelib.content.configuration import texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import Speaker
from chalicelib.content.server_frames import WaitingCardFrame
from chalicelib.routing.jobs import CheckDelay
from chalicelib.routing.rules import waiting_rules
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.conftest import centre as centre

DELAY_S = waiting_rules().delay_notice_seconds
OPEN, CLOSED = datetime(2026, 11, 30, 10, tzinfo=SEOUL), datetime(2026, 11, 30, 20, tzinfo=SEOUL)
AGENT_REQUEST = {"type": "answer", "to": 1, "button": "intent:agent_request"}


@pytest.fixture(autouse=True)
def at_ten(centre: Centre) -> None:
    centre.now = int(OPEN.timestamp() * 1000)


def notices(centre: Centre, conversation: str) -> int:
    bodies = [entry.body for _, entry in centre.store.logs[conversation].values()]
    return sum(isinstance(body, Notice) and body.code == "response_delayed" for body in bodies)


def delayed(centre: Centre) -> str:
    conversation = centre.waiting(KIM)
    centre.work()
    centre.pass_time(DELAY_S)
    return conversation


def test_a_delay_is_announced_once_and_only_to_those_who_still_wait(centre: Centre) -> None:
    conversation = delayed(centre)
    assert centre.stored_conversation(conversation).delayed
    centre.jobs.waiting.append(CheckDelay(conversation, centre.routing.entries[conversation][0].since))
    centre.work()
    assert notices(centre, conversation) == 1
    other = centre.waiting(LEE)
    centre.work()
    centre.done(LEE, "leave", conversation=other)
    centre.pass_time(DELAY_S)
    assert notices(centre, other) == 0


def test_while_the_queue_is_closed_the_notice_waits(centre: Centre) -> None:
    centre.now = int(CLOSED.timestamp() * 1000)
    conversation = delayed(centre)
    assert notices(centre, conversation) == 0
    for _ in range(80):
        centre.pass_time(600)
    assert notices(centre, conversation) == 1
    assert datetime.fromtimestamp(centre.now / 1000, SEOUL).hour >= 9


def test_opening_the_app_again_puts_a_delayed_customer_ahead_once(centre: Centre) -> None:
    conversation = delayed(centre)
    since = centre.routing.entries[conversation][0].since
    for _ in range(2):
        centre.done(KIM, "hello", device="phone001", cursors={})
        centre.work()
    entry, _ = centre.routing.entries[conversation]
    assert (entry.since, entry.returning, entry.moves) == (since, True, 1)


def test_who_left_because_of_the_delay_comes_back_with_the_time_waited(centre: Centre) -> None:
    conversation = delayed(centre)
    centre.done(KIM, "leave", conversation=conversation)
    centre.pass_time(300)
    asked = {"client_id": "phone001:2", "body": AGENT_REQUEST}
    centre.done(KIM, "send", conversation=conversation, **asked)
    entry, _ = centre.routing.entries[conversation]
    assert entry.since == centre.now - DELAY_S * 1000, "not the time in between"


def test_who_goes_on_with_the_bot_keeps_the_place_and_is_asked_back(centre: Centre) -> None:
    other, conversation = centre.waiting(LEE), centre.waiting(KIM)
    centre.work()
    tablet = centre.courier.inboxes.setdefault("tablet", [])
    centre.ask(KIM, "hello", "tablet", device="tablet01", cursors={})
    shown = centre.done(KIM, "keep_waiting", conversation=conversation, with_bot=True)
    assert (shown["card"]["with_bot"], shown["card"]["place"], "keeps_waiting" in shown["card"]) == (True, 2, False)
    assert centre.done(KIM, "keep_waiting", conversation=conversation, with_bot=True)["card"] == shown["card"]
    assert [frame.card.with_bot for frame in tablet if isinstance(frame, WaitingCardFrame)] == [True]
    offered = said_by_bot(centre, conversation)
    assert [body.text for body in offered][-1] == texts("ko").render("queue_status", "accompanied")
    assert "intent:policy_summary" in [button.id for button in offered[-1].buttons]
    assert "intent:agent_request" not in [button.id for button in offered[-1].buttons]

    for number in (2, 3):
        words = {"type": "text", "text": f"그거 있잖아요 그거 {number}"}
        centre.done(KIM, "send", conversation=conversation, client_id=f"phone001:{number}", body=words)
    not_understood, given_up = [body.text for body in said_by_bot(centre, conversation)[len(offered) :]]
    assert not_understood == texts("ko").render("bot", "not_understood")
    assert given_up == texts("ko").render("queue_status", "message_received"), "nobody is handed over who waits already"
    centre.work()
    assert [entry.conversation for entry in centre.routing.list_waiting("general", 9)] == [other, conversation]

    centre.pass_time(DELAY_S)
    card = centre.done(KIM, "waiting_card", conversation=conversation)["card"]
    assert (card["with_bot"], "keeps_waiting" in card) == (True, False), "a delay asks all the same"
    ended = centre.done(KIM, "keep_waiting", conversation=conversation)
    assert ("with_bot" in ended["card"], ended["card"]["keeps_waiting"]) == (False, True)


def said_by_bot(centre: Centre, conversation: str) -> list[Text]:
    log = sorted(centre.store.logs[conversation].items())
    return [entry.body for _, (_, entry) in log if entry.by.role is Speaker.BOT and isinstance(entry.body, Text)]


def test_keeping_on_waiting_ends_the_question_on_every_device(centre: Centre) -> None:
    conversation = delayed(centre)
    shown = centre.done(KIM, "keep_waiting", conversation=conversation)
    assert shown["card"]["keeps_waiting"]
    assert centre.done(KIM, "waiting_card", conversation=conversation)["card"] == shown["card"]
