"""A customer has one place a queue: what they waited counts, and nothing more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.routing.events import QueueLeft
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import QueueEntry, Status, Visit
from chalicelib.routing.priority import MINUTE_MS
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.service import enqueue, leave_queue, move_to_queue, remove_entry, transfer_to_queue
from chalicelib.routing.visits import DAY_MS, resumed
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import FakeOutbox, event_of
from tests.fakes.routing import FakeRouting, FakeRoutingJobs

NOW = 1_800_000_000_000
RULES = routing_rules()
WITHIN_MS = RULES.priority.returning_within_minutes * MINUTE_MS
ENTRY = QueueEntry("c2", "p1", "general", NOW)


class Desk:
    """One agent of two queues; customer `p1` writes in some chats."""

    def __init__(self) -> None:
        self.outbox = FakeOutbox()
        self.store, self.jobs, self.now = FakeRouting(self.outbox), FakeRoutingJobs(), NOW
        self.store.set_agent("a1", "김하늘", frozenset({"general", "contract"}), 1, Status.AVAILABLE, NOW)

    def ask(self, chat: str, queue: str = "general") -> None:
        enqueue(self.store, self.jobs, QueueEntry(chat, "p1", queue, self.now), self.now, RULES, NO_WAIT)

    def leave(self, chat: str) -> None:
        leave_queue(self.store, self.jobs, chat, self.now, NO_WAIT)

    def move(self, chat: str, queue: str) -> None:
        move_to_queue(self.store, self.jobs, chat, queue, self.now, RULES, NO_WAIT, emergency=False)

    def match(self) -> None:
        matcher = Matcher(self.store, lambda _: True, self.now, RULES.assignment)
        for queue in ("general", "contract"):
            assign_waiting(self.store, self.jobs, queue, matcher)

    def decline(self, chat: str) -> None:
        if self.agent_of(chat):
            transfer_to_queue(self.store, self.jobs, chat, "a1", "general", self.now, "transferred", RULES, NO_WAIT)

    def end(self, chat: str) -> None:
        remove_entry(self.store, self.jobs, chat, lambda: True, self.now, RULES, NO_WAIT)

    def agent_of(self, chat: str) -> str:
        return self.store.entries.get(chat, (None, ""))[1]

    def waiting(self) -> dict[str, int]:
        return {each.conversation: each.since for queue in ("general", "contract") for each in self.lines(queue)}

    def lines(self, queue: str) -> list[QueueEntry]:
        return self.store.list_waiting(queue, 99)


def test_asking_in_a_second_chat_moves_the_place_there() -> None:
    desk = Desk()
    desk.ask("c1")
    desk.now += 60_000
    desk.ask("c2")
    assert desk.waiting() == {"c2": NOW}
    (left,) = (event for event in map(event_of, desk.outbox.history) if isinstance(event, QueueLeft))
    assert (left.conversation, left.waits_in) == ("c1", "c2")
    desk.ask("c3", "contract")
    assert desk.waiting() == {"c2": NOW, "c3": NOW + 60_000}, "another topic is another place"
    desk.now += 60_000
    desk.move("c3", "general")
    assert desk.waiting() == {"c3": NOW}


def test_who_is_served_in_one_chat_waits_for_the_same_agent_in_another() -> None:
    desk = Desk()
    desk.ask("c1")
    desk.match()
    desk.now += 60_000
    desk.ask("c2")
    assert (desk.agent_of("c1"), desk.waiting()) == ("a1", {"c2": NOW + 60_000})
    assert desk.store.entries["c2"][0].known_agent == "a1"


def test_what_a_customer_waited_counts_when_they_come_back_in_time() -> None:
    visit = Visit("c1", NOW - 30 * MINUTE_MS, NOW - 20 * MINUTE_MS)
    assert resumed(ENTRY, visit, NOW, RULES).since == NOW - 10 * MINUTE_MS, "the time away doesn't count"
    late = replace(visit, since=visit.since - WITHIN_MS, left_at=visit.left_at - WITHIN_MS)
    assert resumed(ENTRY, late, NOW, RULES) == ENTRY
    assert not resumed(ENTRY, visit, NOW, RULES).returning, "leaving gains nothing"


def test_who_was_served_lately_comes_back_with_a_head_start_to_the_same_agent() -> None:
    found = resumed(ENTRY, Visit("c1", NOW - 9_000, 0, "a1", NOW - 5_000), NOW, RULES)
    assert (found.returning, found.since) == (True, NOW)
    assert (found.known_agent, found.known_until) == ("a1", NOW + RULES.assignment.known_agent_seconds * 1000)
    later = NOW + RULES.assignment.known_agent_days * DAY_MS
    assert not resumed(ENTRY, Visit("", 0, 0, "a1", NOW - 5_000), later - 5_000, RULES).returning
    assert resumed(ENTRY, Visit("", 0, 0, "a1", NOW - 5_000), later - 5_000, RULES).known_agent == "a1"
    assert resumed(ENTRY, Visit("", 0, 0, "a1", NOW - 5_000), later, RULES).known_agent == ""


CHATS = st.sampled_from(["c1", "c2", "c3"])
QUEUES = st.sampled_from(["general", "contract"])
STEPS = st.one_of(
    st.tuples(st.just("ask"), CHATS, QUEUES),
    st.tuples(st.just("move"), CHATS, QUEUES),
    st.tuples(st.sampled_from(["leave", "decline", "end"]), CHATS),
    st.tuples(st.just("match")),
)


@given(st.lists(STEPS, max_size=25))
def test_no_order_of_chats_gives_two_places_or_more_time_than_was_waited(steps: list[tuple[str, ...]]) -> None:
    desk, asked = Desk(), False
    for step, *words in steps:
        if step == "ask" and words[0] in desk.store.entries:
            continue
        asked = asked or step == "ask"
        getattr(desk, step)(*words)
        desk.now += 30_000
        for queue in ("general", "contract"):
            assert len(desk.lines(queue)) <= 1, "one place a queue"
        assert all(since >= NOW for since in desk.waiting().values()), "nobody waited before they came"
        held = desk.store.agent("a1")
        assert held is not None
        assert held.load <= held.capacity
    assert asked or not desk.store.entries
