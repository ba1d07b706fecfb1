"""Who waits too long is notified once; who comes back while delayed goes ahead with the time waited."""

from datetime import datetime

import pytest

from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice
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


def test_keeping_on_waiting_ends_the_question_on_every_device(centre: Centre) -> None:
    conversation = delayed(centre)
    shown = centre.done(KIM, "keep_waiting", conversation=conversation)
    assert shown["card"]["keeps_waiting"]
    assert centre.done(KIM, "waiting_card", conversation=conversation)["card"] == shown["card"]
