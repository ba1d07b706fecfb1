"""What an earlier visit to a queue gives a customer: the time waited counts, in one place, and their agent is known."""

from dataclasses import replace

from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace
from chalicelib.routing.model import QueueEntry, Visit
from chalicelib.routing.ports import RoutingJobs, RoutingStore
from chalicelib.routing.priority import MINUTE_MS
from chalicelib.routing.rules import RoutingRules

DAY_MS = 24 * 60 * MINUTE_MS


def resumed(entry: QueueEntry, visit: Visit, now: int, rules: RoutingRules) -> QueueEntry:
    """The entry of a customer who asks for an agent after a visit to the same queue."""
    returning_ms = rules.priority.returning_within_minutes * MINUTE_MS
    since = entry.since
    if visit.left_at and now - visit.left_at <= returning_ms:
        since = min(since, now - (visit.left_at - visit.since))
    returning = bool(visit.served_at) and now - visit.served_at <= returning_ms
    resumed_entry = replace(entry, since=since, returning=entry.returning or returning)
    if visit.agent and now - visit.served_at <= rules.assignment.known_agent_days * DAY_MS:
        return with_known_agent(resumed_entry, visit.agent, now, rules)
    return resumed_entry


def with_known_agent(entry: QueueEntry, agent: str, now: int, rules: RoutingRules) -> QueueEntry:
    """The entry of a customer who is first kept for an agent."""
    return replace(entry, known_agent=agent, known_until=now + rules.assignment.known_agent_seconds * 1000)


def in_one_place(
    store: RoutingStore, jobs: RoutingJobs, entry: QueueEntry, visit: Visit, now: int, rules: RoutingRules
) -> QueueEntry | LostRace:
    """The entry with the place of another conversation in which the same customer waits in this queue, which is removed
    from it: two chats are no two places. While an agent serves them in the other one, they are kept for that agent."""
    if not visit.conversation or visit.conversation == entry.conversation or visit.left_at:
        return entry
    found = store.find_entry(visit.conversation)
    if found is None or found[0].queue != entry.queue:
        return entry
    other, agent = found
    if agent:
        return with_known_agent(entry, agent, now, rules)
    if not store.leave(other, now, entry.conversation):
        return LOST_RACE
    jobs.relay_moves(other.conversation)
    return replace(entry, since=min(entry.since, other.since), emergency=entry.emergency or other.emergency)
