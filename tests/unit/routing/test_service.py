"""Lines and desks at work."""

import pytest

from chalicelib.routing.errors import AgentUnavailable, AlreadyTaken, DeskFull, NotOnDesk
from chalicelib.routing.jobs import CheckPresence, Match, QueueJobs, read_job
from chalicelib.routing.model import Place, Status
from chalicelib.routing.service import done, line_up, match, pass_to_colleague, pass_to_queue, set_availability, take
from tests.fakes.others import FakeJobs, FakeRouting

NOW = 1_800_000_000_000


def ANYBODY(_agent: str) -> bool:  # noqa: N802
    return True


class Floor:
    """Two agents of the queue `general` with room for two each."""

    def __init__(self, *waiting: str) -> None:
        self.store, self.jobs = FakeRouting(), FakeJobs()
        for agent in ("a", "b"):
            self.on_duty(agent)
        for place, conversation in enumerate(waiting):
            line_up(self.store, self.jobs, Place(conversation, f"p-{conversation}", "general", NOW + place))
        self.jobs.waiting.clear()

    def on_duty(self, agent: str, status: Status = Status.AVAILABLE) -> None:
        set_availability(self.store, self.jobs, agent, agent, frozenset({"general"}), 2, status, NOW)

    def serving(self) -> dict[str, list[str]]:
        return {desk.agent: sorted(desk.serving) for desk in self.store.desks() if desk.serving}

    def line(self) -> list[str]:
        return [place.conversation for place in self.store.line("general", 99)]


def test_a_match_hands_out_evenly_in_order_and_stops_when_all_are_full() -> None:
    floor = Floor("c1", "c2", "c3", "c4", "c5")
    assert match(floor.store, "general", ANYBODY) == 4
    assert floor.serving() == {"a": ["c1", "c3"], "b": ["c2", "c4"]}
    assert floor.line() == ["c5"]
    assert match(floor.store, "general", ANYBODY) == 0


def test_a_free_desk_takes_danger_in_any_of_its_lines_before_who_waits_longer_without() -> None:
    floor = Floor("c1", "c2")
    for agent in ("a", "b"):
        set_availability(
            floor.store, floor.jobs, agent, agent, frozenset({"general", "roadside"}), 1, Status.AVAILABLE, NOW
        )
    for conversation, queue, danger in (("r1", "roadside", False), ("r2", "roadside", True), ("x", "accident", True)):
        floor.store.enqueue(Place(conversation, "p", queue, NOW + 60_000, danger))
    assert match(floor.store, "general", ANYBODY) == 2
    assert floor.serving() == {"a": ["r2"], "b": ["c1"]}


def test_who_is_done_has_the_next_looked_for() -> None:
    floor = Floor("c1")
    match(floor.store, "general", ANYBODY)
    done(floor.store, floor.jobs, "c1", "a", NOW + 5)
    done(floor.store, floor.jobs, "c1", "a", NOW + 9)
    assert floor.jobs.waiting == [Match("general")]
    desk = floor.store.desk("a")
    assert desk is not None
    assert (desk.load, desk.free_since) == (0, NOW + 5)


def test_a_conversation_handed_back_keeps_its_place() -> None:
    floor = Floor("c1", "c2", "c3", "c4", "c5")
    match(floor.store, "general", ANYBODY)
    pass_to_queue(floor.store, floor.jobs, "c1", "a", "general", NOW + 60_000)
    assert floor.line() == ["c1", "c5"]
    with pytest.raises(NotOnDesk):
        pass_to_queue(floor.store, floor.jobs, "c1", "a", "general", NOW)


def test_a_colleague_takes_over_if_he_can() -> None:
    floor = Floor("c1", "c2", "c3", "c4")
    match(floor.store, "general", ANYBODY)
    for taker in ("b", "a", "nobody"):
        with pytest.raises(AgentUnavailable):
            pass_to_colleague(floor.store, "c1", "a", taker, ANYBODY)
    done(floor.store, floor.jobs, "c2", "b", NOW)
    with pytest.raises(NotOnDesk):
        pass_to_colleague(floor.store, "c1", "b", "a", ANYBODY)
    pass_to_colleague(floor.store, "c1", "a", "b", ANYBODY)
    assert floor.serving() == {"a": ["c3"], "b": ["c1", "c4"]}
    floor.on_duty("a", Status.PAUSED)
    with pytest.raises(AgentUnavailable):
        pass_to_colleague(floor.store, "c1", "b", "a", ANYBODY)


def test_a_pause_keeps_what_is_served_and_brings_nothing_new() -> None:
    floor = Floor("c1")
    match(floor.store, "general", ANYBODY)
    floor.on_duty("a", Status.PAUSED)
    floor.on_duty("b", Status.OFFLINE)
    line_up(floor.store, floor.jobs, Place("c2", "p", "general", NOW))
    assert match(floor.store, "general", ANYBODY) == 0
    assert floor.serving() == {"a": ["c1"]}


def test_jobs_come_out_of_the_queue_as_they_went_in() -> None:
    sent: list[tuple[object, int]] = []
    jobs = QueueJobs(lambda message, delay_s: sent.append((dict(message), delay_s)))
    jobs.match("general")
    jobs.check_presence("agent-a", 60)
    assert sent == [({"job": "match", "queue": "general"}, 0), ({"job": "check_presence", "agent": "agent-a"}, 60)]
    assert read_job('{"job":"match","queue":"general"}') == Match("general")
    assert read_job('{"job":"check_presence","agent":"agent-a"}') == CheckPresence("agent-a")


def test_a_waiting_conversation_can_be_picked_once_by_who_has_room() -> None:
    store = FakeRouting()
    store.set_up("a1", "김하늘", frozenset({"general"}), 1, Status.AVAILABLE, 0)
    store.set_up("a2", "정지우", frozenset({"contract"}), 1, Status.AVAILABLE, 0)
    store.set_up("a3", "오도윤", frozenset({"general"}), 1, Status.PAUSED, 0)
    for number in (1, 2):
        store.enqueue(Place(f"c{number}", "p", "general", number))
    with pytest.raises(DeskFull):
        take(store, "c2", "a3")
    take(store, "c2", "a2")
    take(store, "c2", "a2")
    with pytest.raises(AlreadyTaken):
        take(store, "c2", "a1")
    with pytest.raises(DeskFull):
        take(store, "c1", "a2")
    with pytest.raises(AlreadyTaken):
        take(store, "never", "a1")
    assert store.place("c2") == (Place("c2", "p", "general", 2), "a2")
