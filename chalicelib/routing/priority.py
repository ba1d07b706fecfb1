"""Who is served before whom, and which agent may be given which customer: pure rules."""

from collections.abc import Container, Iterable
from dataclasses import replace

from chalicelib.routing.model import AgentState, QueueEntry
from chalicelib.routing.rules import MAX_SQS_DELAY_S, AssignmentRules, PriorityRules, RoutingRules

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


def may_take(
    agent_state: AgentState, entry: QueueEntry, now: int, rules: AssignmentRules, closed: Container[str] = ()
) -> bool:
    """Whether an agent may be given a waiting customer: available, skilled, with room for the conversation's weight,
    not passed over, and the known agent while that one is waited for. `closed` are the queues outside their hours."""
    if not agent_state.has_room_for(entry):
        return False
    if any(name == agent_state.agent and until > now for name, until in entry.excluded):
        return False
    if waits_for_known(entry, now) and agent_state.agent != entry.known_agent:
        return False
    needed = needed_skill(entry, now, rules)
    if needed and needed not in agent_state.queues:
        return False
    return bool(agent_state.queues & queues_for(entry, now, rules, closed))


def waits_for_known(entry: QueueEntry, now: int) -> bool:
    """Whether a customer waits for the agent who served them before. Nobody in an emergency does."""
    return bool(entry.known_agent) and now < entry.known_until and not entry.emergency


def needed_skill(entry: QueueEntry, now: int, rules: AssignmentRules) -> str:
    """The skill without which no agent is chosen by now; "" if there is none, or it was waited for long enough. Nobody
    in an emergency waits for it."""
    if not entry.skill or entry.emergency:
        return ""
    relaxed_after_s = max(
        (each.relax_seconds for each in rules.skills.values() if each.skill == entry.skill), default=0
    )
    return entry.skill if now - entry.since < relaxed_after_s * 1000 else ""


def queues_for(entry: QueueEntry, now: int, rules: AssignmentRules, closed: Container[str] = ()) -> frozenset[str]:
    """The queues whose agents may serve a customer by now: their own, after a while those it flows over to, and outside
    its hours those that stand in."""
    others = [
        rule.to
        for rule in rules.overflow
        if rule.queue == entry.queue and now - entry.since >= rule.after_seconds * 1000
    ]
    if entry.queue in closed:
        others.append(rules.fallback.get(entry.queue, ()))
    return frozenset({entry.queue, *(queue for to in others for queue in to)})


def queues_served(skills: Iterable[str], rules: AssignmentRules) -> tuple[str, ...]:
    """The queues in which an agent with these skills may find a customer, with those for which they stand in."""
    own = set(skills)
    flowing = {rule.queue for rule in rules.overflow if own & set(rule.to)}
    stood_in = {queue for queue, others in rules.fallback.items() if own & set(others)}
    return tuple(sorted(own - {each.skill for each in rules.skills.values()} | flowing | stood_in))


def later_matches_s(entry: QueueEntry, now: int, rules: AssignmentRules) -> list[int]:
    """In how many seconds other agents may be given a customer who waits from now on; in `MAX_SQS_DELAY_S` at most."""
    times = [until for _, until in entry.excluded]
    times += [entry.known_until] if entry.known_agent else []
    times += [entry.since + rule.after_seconds * 1000 for rule in rules.overflow if rule.queue == entry.queue]
    times += [entry.since + each.relax_seconds * 1000 for each in rules.skills.values() if each.skill == entry.skill]
    return sorted({min(MAX_SQS_DELAY_S, -(-(at - now) // 1000)) for at in times if at > now})
