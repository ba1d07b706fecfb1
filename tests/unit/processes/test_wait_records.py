"""What is learned from waits: served, abandoned, gone by the assignment; added up once a day."""

from datetime import datetime

import pytest

from chalicelib.content.hours import SEOUL
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.wait_records import SIGN_WITHIN_S, learn_waits, request_learning
from chalicelib.routing.jobs import LearnWaits
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.waits import EndedWait, day_of
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL = person("agent-haneul", Role.AGENT, "general", "contract")
DAY_MS = 86_400_000


def recorded(centre: Centre) -> list[EndedWait]:
    return centre.waits.ended(day_of(centre.now))


def served(centre: Centre, *, is_there: bool = True, customer: Identity = KIM) -> str:
    """A customer waits a minute, gives a sign or none, and is served for ten."""
    conversation = centre.waiting(customer)
    centre.work()
    centre.now += 60_000
    centre.courier.inboxes.setdefault(f"connection-of-{HANEUL.id}", [])
    centre.done(HANEUL, "hello", device="panel001", cursors={})
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    if is_there:
        text = {"type": "text", "text": "네"}
        centre.done(customer, "send", conversation=conversation, client_id="phone001:2", body=text)
    centre.done(HANEUL, "send", conversation=conversation, client_id="panel001:1", body={"type": "text", "text": "네"})
    centre.pass_time(SIGN_WITHIN_S)
    centre.now += 480_000
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    centre.work()
    return conversation


def test_a_served_wait_is_recorded_with_what_was_shown_and_how_long_it_took(centre: Centre) -> None:
    conversation = served(centre)
    (wait,) = recorded(centre)
    assert (wait.conversation, wait.is_served, wait.waited_s, wait.service_s) == (conversation, True, 60.0, 600.0)
    assert wait.agent_queues == ("contract", "general")
    assert [(sample.ahead, sample.real_s) for sample in wait.samples] == [(0, 60.0)]
    assert centre.waits.shown == {}


def test_who_gave_no_sign_after_the_assignment_counts_as_gone(centre: Centre) -> None:
    served(centre, is_there=False)
    (wait,) = recorded(centre)
    assert (wait.is_served, wait.waited_s, wait.service_s) == (False, 60.0, 0.0)


@pytest.mark.parametrize("action", ["leave", "close"])
def test_who_stops_waiting_is_recorded_as_abandoned_once(centre: Centre, action: str) -> None:
    conversation = centre.waiting(KIM)
    centre.work()
    centre.now += 90_000
    centre.done(KIM, action, conversation=conversation)
    centre.work()
    (wait,) = recorded(centre)
    assert (wait.is_served, wait.waited_s) == (False, 90.0)


def test_days_are_added_up_and_old_ones_forgotten(centre: Centre) -> None:
    rules, today = routing_rules().estimate, day_of(centre.now)
    old = day_of(centre.now - rules.history_days * DAY_MS)
    centre.waits.add_ended(old, EndedWait("c", "general", 1, 5.0))
    learn_waits(centre.services, LearnWaits(old))
    for number in range(rules.min_served):
        wait = EndedWait(f"c{number}", "general", 1, 60.0, True, 300.0, ("general", "contract"))
        centre.waits.add_ended(today, wait)
    for _ in range(2):
        learn_waits(centre.services, LearnWaits(today))
    assert recorded(centre) == []
    assert list(centre.waits.days("general")) == [today]
    assert centre.waits.days("contract")[today].ended == rules.min_served
    model = centre.waits.model("general")
    assert model is not None
    assert model.service_s == 300.0
    assert centre.waits.model("contract") is None, "nobody was served there"
    learn_waits(centre.services, LearnWaits(day_of(centre.now + rules.history_days * DAY_MS)))
    assert centre.waits.model("general") is None, "too few in the last days"


def test_yesterday_is_learned_from_in_the_night(centre: Centre) -> None:
    centre.now = int(datetime(2026, 11, 30, 0, 10, tzinfo=SEOUL).timestamp() * 1000)
    request_learning(centre.services)
    assert centre.jobs.waiting == [LearnWaits("2026-11-29")]
    centre.now += 60_000
    request_learning(centre.services)
    assert len(centre.jobs.waiting) == 1
