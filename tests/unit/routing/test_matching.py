"""Which agent is given which customer: skills, hours, time, weight and what was before."""

from chalicelib.routing.matching import MAX_COMPARED, Matcher
from chalicelib.routing.model import QueueEntry, Status
from chalicelib.routing.priority import later_matches_s, queues_served
from chalicelib.routing.rules import AssignmentRules, Overflow, RequiredSkill
from tests.fakes.events import FakeOutbox
from tests.fakes.routing import FakeRouting

NOW = 1_800_000_000_000
RULES = AssignmentRules(
    weights={},
    silent_after_seconds=600,
    excluded_seconds=120,
    answer_within_seconds=60,
    known_agent_seconds=60,
    known_agent_days=14,
    invitation_seconds=60,
    overflow=(Overflow("general", ("contract",), 180),),
    fallback={"compensation": ("accident",)},
    skills={"en": RequiredSkill("english", 60)},
)


class Floor:
    """Agents by name, free in the order in which they came."""

    def __init__(self) -> None:
        self.store = FakeRouting(FakeOutbox())
        self.absent: set[str] = set()

    def agent(self, name: str, *skills: str, capacity: int = 1, status: Status = Status.AVAILABLE) -> None:
        since = NOW + len(self.store.agent_states)
        self.store.set_agent(name, name, frozenset(skills), capacity, status, since)

    def wait(self, name: str, queue: str = "general", since: int = NOW, **fields: object) -> None:
        self.store.enqueue(QueueEntry(name, f"p-{name}", queue, since, **fields))  # type: ignore[arg-type]

    def match(self, queue: str = "general", after_s: int = 0, closed: tuple[str, ...] = ()) -> tuple[str, str] | None:
        """The next customer and agent, as they would be matched."""
        is_here = lambda agent: agent not in self.absent  # noqa: E731
        found = Matcher(self.store, is_here, NOW + after_s * 1000, RULES, closed=closed).next_match(queue)
        return (found[0].conversation, found[1].agent) if found else None

    def assign(self, conversation: str, agent: str) -> None:
        state = self.store.agent(agent)
        assert state is not None
        assert self.store.assign(self.store.entries[conversation][0], state)


def test_the_longest_idle_of_the_least_loaded_is_chosen() -> None:
    floor = Floor()
    floor.agent("busy", "general", capacity=2)
    floor.agent("first", "general", capacity=2)
    floor.agent("second", "general")
    floor.wait("c0")
    floor.assign("c0", "busy")
    floor.wait("c1")
    assert floor.match() == ("c1", "first")


def test_another_queue_helps_after_a_while_only() -> None:
    floor = Floor()
    floor.agent("contracts", "contract")
    floor.wait("c1")
    assert floor.match(after_s=179) is None
    assert floor.match(after_s=180) == ("c1", "contracts")
    floor.wait("c2", "contract", NOW + 1)
    assert floor.match("contract", after_s=180) == ("c1", "contracts"), "who has waited longer comes first"


def test_another_queue_stands_in_outside_the_hours() -> None:
    floor = Floor()
    floor.agent("accidents", "accident")
    floor.wait("c1", "compensation")
    assert floor.match("compensation") is None
    assert floor.match("compensation", closed=("compensation",)) == ("c1", "accidents")
    assert queues_served({"accident"}, RULES) == ("accident", "compensation")


def test_a_skill_is_waited_for_while_somebody_has_it_and_then_no_more() -> None:
    floor = Floor()
    floor.agent("korean", "general")
    floor.wait("c1", skill="english")
    assert floor.match() == ("c1", "korean"), "nobody on duty has the skill"
    floor.agent("english", "general", "english")
    assert floor.match() == ("c1", "english")
    floor.wait("c0", since=NOW - 9)
    floor.assign("c0", "english")
    assert floor.match() is None, "who has it is busy"
    assert floor.match(after_s=60) == ("c1", "korean")
    floor.absent.add("english")
    assert floor.match() == ("c1", "korean"), "who has it isn't here"


def test_an_emergency_waits_for_no_skill_and_no_known_agent() -> None:
    floor = Floor()
    floor.agent("english", "general", "english")
    floor.agent("korean", "general")
    floor.wait("c0", since=NOW - 9)
    floor.assign("c0", "english")
    floor.wait("c1", emergency=True, skill="english", known_agent="english", known_until=NOW + 60_000)
    assert floor.match() == ("c1", "korean")


def test_the_known_agent_is_waited_for_while_they_are_on_duty() -> None:
    floor = Floor()
    floor.agent("known", "general")
    floor.agent("other", "general")
    floor.wait("c0", since=NOW - 9)
    floor.assign("c0", "known")
    floor.wait("c1", known_agent="known", known_until=NOW + 60_000)
    assert floor.match() is None
    assert floor.match(after_s=60) == ("c1", "other")
    floor.store.set_agent("known", "known", frozenset({"general"}), 1, Status.PAUSED, NOW)
    assert floor.match() == ("c1", "other")
    floor.wait("c2", since=NOW + 1)
    floor.store.set_agent("known", "known", frozenset({"general"}), 2, Status.AVAILABLE, NOW)
    assert floor.match() == ("c1", "known"), "whoever is idle longer"


def test_who_cannot_be_served_yet_holds_up_nobody_behind_them() -> None:
    floor = Floor()
    floor.agent("passed-over", "general", capacity=9)
    for number in range(MAX_COMPARED + 3):
        floor.wait(f"c{number}", since=NOW + number, excluded=(("passed-over", NOW + 60_000),))
    floor.wait("last", since=NOW + 999)
    assert floor.match() == ("last", "passed-over")


def test_agents_who_cannot_serve_hide_nobody_behind_them() -> None:
    floor = Floor()
    for number in range(MAX_COMPARED + 3):
        floor.agent(f"a{number}", "general")
    floor.agent("last", "general")
    floor.wait("c1", excluded=tuple((f"a{number}", NOW + 60_000) for number in range(MAX_COMPARED + 3)))
    assert floor.match() == ("c1", "last")


def test_a_heavy_conversation_keeps_the_agent_with_the_most_room() -> None:
    floor = Floor()
    floor.agent("a1", "general", capacity=3)
    floor.agent("a2", "general", capacity=3)
    for number in range(2):
        floor.wait(f"c{number}", since=NOW - 9, weight=2)
        floor.assign(f"c{number}", f"a{number + 1}")
    floor.wait("heavy", weight=2)
    floor.wait("light", since=NOW + 1)
    assert floor.match() == ("light", "a2"), "a1 is kept free for the first in line"


def test_matches_are_requested_for_when_others_may_serve() -> None:
    entry = QueueEntry("c1", "p1", "general", NOW - 30_000, skill="english", known_agent="a", known_until=NOW + 45_000)
    assert later_matches_s(entry, NOW, RULES) == [30, 45, 150]
    assert later_matches_s(QueueEntry("c1", "p1", "accident", NOW), NOW, RULES) == []
    ahead = QueueEntry("c1", "p1", "general", NOW + 3_600_000)
    assert later_matches_s(ahead, NOW, RULES) == [900], "a clock that is ahead"
