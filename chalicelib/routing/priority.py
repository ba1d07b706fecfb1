"""Who is served before whom, and which agent may be given which customer: pure rules."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.rules import AssignmentRules, PriorityRules, RoutingRules

MINUTE_MS = 60_000


def ranked(entry: QueueEntry, rules: RoutingRules) -> QueueEntry:
    """The entry with the head start and the weight that its queue, emergency and return give it."""
    weight = rules.assignment.weights.get(entry.queue, 1)
    return replace(entry, head_start=head_start_ms(entry, rules.priority), weight=weight)


def head_start_ms(entry: QueueEntry, rules: PriorityRules) -> int:
    """By how much longer an entry counts as having waited. 0 for an emergency that goes before everybody."""
    minutes = rules.topic_head_start_minutes.get(entry.queue, 0)
    if entry.returning:
        minutes += rules.returning_head_start_minutes
    if entry.emergency:
        first = rules.emergency_head_start_minutes
        minutes = minutes + first if first else 0
    return minutes * MINUTE_MS


def overtakes_for_s(head_start: int, entry: QueueEntry, now: int) -> float:
    """For how many seconds from `now` those who come with a head start (ms) go before a waiting customer."""
    if entry.emergency and not entry.head_start:
        return 0.0  # before everybody
    return max(0.0, (head_start - entry.head_start - (now - entry.since)) / 1000)


def kind_of(entry: QueueEntry) -> str:
    """What customers have in common whom the same others overtake."""
    if entry.emergency:
        return "emergency"
    return "returning" if entry.returning else "other"


def exclude(entry: QueueEntry, agent: str, now: int, rules: AssignmentRules) -> QueueEntry:
    """The entry after an agent declined it, didn't answer or lost the connection: for a while they aren't chosen again.
    Exclusions that are over are forgotten."""
    still = {name: until for name, until in entry.excluded if until > now}
    if rules.excluded_seconds:
        still[agent] = now + rules.excluded_seconds * 1000
    return replace(entry, excluded=tuple(sorted(still.items())))


def may_take(agent_state: AgentState, entry: QueueEntry, now: int, rules: AssignmentRules) -> bool:
    """Whether an agent may be given a waiting customer: available, skilled, with room for the conversation's weight,
    not passed over, and the known agent while that one is waited for."""
    if not agent_state.has_room_for(entry):
        return False
    if any(name == agent_state.agent and until > now for name, until in entry.excluded):
        return False
    known, until = entry.known_agent, entry.since + rules.known_agent_seconds * 1000
    if known and now < until and agent_state.agent != known:
        return False
    return bool(agent_state.queues & skills_for(entry, now, rules))


def skills_for(entry: QueueEntry, now: int, rules: AssignmentRules) -> frozenset[str]:
    """The queues whose agents may serve a customer by now: their own, and after a while those it flows over to."""
    others = (
        rule.to
        for rule in rules.overflow
        if rule.queue == entry.queue and now - entry.since >= rule.after_seconds * 1000
    )
    return frozenset({entry.queue, *(queue for to in others for queue in to)})


def queues_served(queues: Iterable[str], rules: AssignmentRules) -> tuple[str, ...]:
    """The queues in which an agent with these skills may find a customer, with those that flow over to them."""
    own = set(queues)
    return tuple(sorted(own | {rule.queue for rule in rules.overflow if own & set(rule.to)}))
