"""Waiting customers are shown their place: the same card on every device, and no more posts than steps change."""

from typing import Any

from chalicelib.content.server_frames import WaitingCardFrame
from chalicelib.content.views import Named
from chalicelib.conversations.model import Conversation, DeviceConnection
from chalicelib.conversations.states import State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.housekeeping import run_job
from chalicelib.processes.waiting_cards import card_of
from chalicelib.routing.estimate import ALL, Band, QueueModel
from chalicelib.routing.jobs import ShowFront, ShowLine, ShowStaffing
from chalicelib.routing.model import QueueEntry, Status
from tests.entry.centre import KIM, LEE, Centre, person
from tests.entry.conftest import centre as centre

HANEUL, SEOJUN = (person(f"agent-{name}", Role.AGENT, "general") for name in ("haneul", "seojun"))
WAITING = 1_000


def inbox(centre: Centre, connection: str) -> list[Any]:
    return centre.courier.inboxes.setdefault(connection, [])


def places(frames: list[Any]) -> list[int]:
    return [frame.card.place for frame in frames if isinstance(frame, WaitingCardFrame)]


def card(centre: Centre, conversation: str, customer: Identity = KIM, connection: str = "") -> dict[str, Any]:
    found = centre.ask(customer, "waiting_card", connection, conversation=conversation)["result"]
    assert found["queue"]["hours"]
    shown: dict[str, Any] = found["card"]
    return shown


def test_a_card_is_the_same_on_every_device_and_falls_within_the_next_job(centre: Centre) -> None:
    phone, tablet = inbox(centre, f"connection-of-{LEE.id}"), inbox(centre, "tablet")
    centre.waiting(KIM)
    second = centre.waiting(LEE)
    centre.ask(LEE, "hello", "tablet", device="tablet01", cursors={})
    centre.work()
    centre.now += 1_000
    assert card(centre, second, LEE)["place"] == 2
    assert card(centre, second, LEE) == card(centre, second, LEE, "tablet")
    centre.done(HANEUL, "hello", device="panel001", cursors={})
    centre.routing.set_agent(HANEUL.id, "김하늘", frozenset({"general"}), 1, Status.AVAILABLE, centre.now)
    centre.done(HANEUL, "take", conversation=centre.routing.list_waiting("general", 1)[0].conversation)
    centre.work()
    assert places(phone)[-1:] == places(tablet)[-1:] == [1]
    assert card(centre, second, LEE)["place"] == 1, "after a reload"
    centre.now += 11_000
    centre.work()
    assert places(phone).count(1) == 1, "shown once"


def test_who_does_not_wait_has_no_card_and_nobody_elses_is_shown(centre: Centre) -> None:
    conversation = centre.waiting(KIM)
    assert centre.ask(LEE, "waiting_card", conversation=conversation)["code"] == "not_allowed"
    centre.done(KIM, "leave", conversation=conversation)
    assert centre.done(KIM, "waiting_card", conversation=conversation) == {"kind": "waiting_card_shown"}
    centre.work()
    assert centre.waits.shown == {}


def test_a_hand_out_with_a_thousand_waiting_posts_to_those_whose_step_changes(centre: Centre) -> None:
    inboxes = fill(centre, WAITING)
    centre.now += 60_000
    centre.routing.leave(centre.routing.list_waiting("general", 1)[0], centre.now)
    run_job(centre.services, ShowFront("general"))
    assert [len(each) for each in inboxes[1:12]] == [1] * 10 + [0], "the first ten at once"
    run_job(centre.services, ShowLine("general"))
    assert sum(len(each) for each in inboxes) <= 60
    assert places(inboxes[-1]) == [], "the last ones stay within their step"
    before = sum(len(each) for each in inboxes)
    run_job(centre.services, ShowLine("general"))
    assert sum(len(each) for each in inboxes) == before, "a repeat shows nothing"


def test_fewer_agents_on_duty_are_shown_at_once_and_to_each_customer_at_most_once_in_some_seconds(
    centre: Centre,
) -> None:
    inboxes = fill(centre, 30)
    for agent in (HANEUL, SEOJUN):  # both are full, and stay so
        centre.routing.set_agent(agent.id, agent.name, frozenset({"general"}), 1, Status.AVAILABLE, centre.now)
        served = QueueEntry(f"served-by-{agent.id}", f"cust-of-{agent.id}", "general", centre.now)
        centre.routing.enqueue(served)
        assert centre.routing.assign(served, centre.routing.agent_states[agent.id])
    centre.now += 60_000
    run_job(centre.services, ShowLine("general"))
    made_of_two = {number: centre.waits.shown[f"waiting{number:05d}"] for number in range(30)}
    for number, known in made_of_two.items():
        assert centre.waits.save_card(known.changed(places=2)), number
    centre.work()
    for each in inboxes:
        each.clear()
    centre.now += 60_000
    centre.done(SEOJUN, "availability", status="paused")
    centre.work()
    assert [[frame.card.reason for frame in each] for each in inboxes] == [["fewer_agents"]] * 30, "nobody has moved"
    centre.now += 2_000
    centre.done(HANEUL, "availability", status="paused")
    centre.work()
    assert {len(each) for each in inboxes} == {1}, "they were shown something a moment ago"
    centre.pass_time(10)
    assert {len(each) for each in inboxes} == {2}
    centre.now += 20_000
    centre.done(HANEUL, "availability", status="offline")
    centre.work()
    assert {len(each) for each in inboxes} == {2}, "there are no fewer than before"


def test_the_first_agent_on_duty_brings_an_estimate_to_those_who_wait_and_to_the_next_customer(centre: Centre) -> None:
    model = QueueModel(300.0, 1200.0, 3600.0, {ALL: (Band(300.0, 0.8, 1.0, 1.4),)})
    centre.waits.save_model("general", model)
    conversation = centre.waiting(KIM)
    centre.work()
    assert "low_s" not in card(centre, conversation)
    centre.pass_time(20)
    set_duty(centre, HANEUL)
    run_job(centre.services, ShowStaffing("general"))
    assert card(centre, conversation)["low_s"] > 0, "nobody has moved"
    centre.done(KIM, "leave", conversation=conversation)
    set_duty(centre, HANEUL, Status.OFFLINE)
    centre.pass_time(20)
    set_duty(centre, HANEUL)
    centre.pass_time(20)
    assert card(centre, centre.waiting(LEE), LEE)["low_s"] > 0, "what the queue was like an hour ago doesn't count"


def set_duty(centre: Centre, agent: Identity, status: Status = Status.AVAILABLE) -> None:
    """The agent comes on duty for the general queue, or leaves."""
    centre.routing.set_agent(agent.id, agent.name, frozenset({"general"}), 1, status, centre.now)


def fill(centre: Centre, count: int) -> list[list[Any]]:
    """So many waiting customers with a device each, who were shown their places."""
    centre.routing.set_agent(HANEUL.id, "김하늘", frozenset({"general"}), 3, Status.PAUSED, centre.now)
    inboxes = []
    for number in range(count):
        conversation, connection = f"waiting{number:05d}", f"connection{number}"
        joined = frozenset({DeviceConnection(connection, centre.now + 3_600_000)})
        centre.store.conversations[conversation] = Conversation(
            conversation,
            State.WAITING,
            1,
            1,
            "general",
            1,
            Named(f"cust-{number}", ""),
            connections={"customer": joined},
        )
        centre.routing.enqueue(QueueEntry(conversation, f"cust-{number}", "general", centre.now - WAITING + number))
        inboxes.append(inbox(centre, connection))
    centre.follow_events()
    for number in range(count):
        card_of(centre.services, f"waiting{number:05d}")
    centre.jobs.waiting.clear()
    for each in inboxes:
        each.clear()
    return inboxes
