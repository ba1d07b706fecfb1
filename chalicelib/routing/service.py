"""Use cases of queues and agents. All are idempotent: SQS delivers at least once, and persons press twice."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.kernel.optimistic_update import LOST_RACE, Backoff, LostRace, update_optimistically
from chalicelib.routing.errors import AgentUnavailable, AlreadyTaken, DeskFull, NotOnDesk, NotOnDuty
from chalicelib.routing.model import EntryDetails, QueueEntry, Status, Visit
from chalicelib.routing.ports import RoutingJobs, RoutingStore
from chalicelib.routing.priority import exclude, later_matches_s, queues_served, ranked
from chalicelib.routing.rules import RoutingRules
from chalicelib.routing.visits import in_one_place, resumed

MAX_ATTEMPTS = 4

PASSED_OVER = ("agent_lost", "unanswered", "declined")
"""Reasons of a return to the queue after which the agent isn't chosen again for a while."""


def enqueue(
    store: RoutingStore, jobs: RoutingJobs, entry: QueueEntry, now: int, rules: RoutingRules, backoff: Backoff
) -> None:
    """Adds a conversation to its queue, at the place that the rules and the customer's last visit give it: another
    conversation of theirs that waits there gives up its own. Raises Conflict."""

    def attempt() -> QueueEntry | LostRace:
        visit = store.visit(entry.customer, entry.queue)
        placed = in_one_place(store, jobs, resumed(entry, visit, now, rules), visit, now, rules)
        if placed is LOST_RACE or not store.enqueue(ranked(placed, rules), visit):
            return LOST_RACE
        return placed

    entry = update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=entry.conversation)
    jobs.relay_moves(entry.conversation)
    _request_later_matches(jobs, entry, now, rules)


def _request_later_matches(jobs: RoutingJobs, entry: QueueEntry, now: int, rules: RoutingRules) -> None:
    """Requests matches when other agents may be given a waiting customer."""
    for delay_s in later_matches_s(entry, now, rules.assignment):
        jobs.match_queue(entry.queue, delay_s)


def _request_matches_of(store: RoutingStore, jobs: RoutingJobs, agent: str, rules: RoutingRules) -> None:
    """Requests matches of the queues in which an agent who has room may find a customer."""
    agent_state = store.agent(agent)
    for queue in queues_served(agent_state.queues, rules.assignment) if agent_state and agent_state.is_free else ():
        jobs.match_queue(queue)


def move_to_queue(
    store: RoutingStore,
    jobs: RoutingJobs,
    conversation: str,
    queue: str,
    now: int,
    rules: RoutingRules,
    backoff: Backoff,
    *,
    emergency: bool,
) -> bool:
    """Moves a waiting conversation to `queue` with its waiting time, to the front in an `emergency`. False if it is
    assigned or has no entry. Raises Conflict."""

    def attempt() -> bool | LostRace:
        found = store.find_entry(conversation)
        if found is None or found[1]:
            return False
        moved = replace(found[0], queue=queue, emergency=emergency or found[0].emergency)
        is_new = queue != found[0].queue
        visit = store.visit(moved.customer, queue) if is_new else Visit()
        placed = in_one_place(store, jobs, moved, visit, now, rules)
        if placed is LOST_RACE:
            return LOST_RACE
        after = ranked(placed, rules)
        if found[0] != after and not store.prioritise(after):
            return LOST_RACE
        jobs.relay_moves(conversation)
        return True

    return update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def describe(
    store: RoutingStore, conversation: str, change: Callable[[EntryDetails], EntryDetails], backoff: Backoff
) -> None:
    """Changes what lists tell of a conversation that waits or is assigned; nothing for another. Raises Conflict."""

    def attempt() -> LostRace | None:
        found = store.find_entry(conversation)
        if found is None:
            return None
        entry, agent = found
        about = change(entry.about)
        return None if about == entry.about or store.describe(entry, agent, about) else LOST_RACE

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def mark_returning(
    store: RoutingStore, jobs: RoutingJobs, conversation: str, rules: RoutingRules, backoff: Backoff
) -> bool:
    """Puts a waiting customer who comes back ahead, once. False if they don't wait, or are ahead already. Raises
    Conflict."""

    def attempt() -> bool | LostRace:
        found = store.find_entry(conversation)
        if found is None or found[1] or found[0].returning:
            return False
        if not store.prioritise(ranked(replace(found[0], returning=True), rules)):
            return LOST_RACE
        jobs.relay_moves(conversation)
        return True

    return update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def leave_queue(store: RoutingStore, jobs: RoutingJobs, conversation: str, now: int, backoff: Backoff) -> bool:
    """Removes a customer who stops waiting from their queue. False if assigned or without an entry. Raises Conflict."""

    def attempt() -> bool | LostRace:
        found = store.find_entry(conversation)
        if found is None or found[1]:
            return False
        if not store.leave(found[0], now):
            return LOST_RACE
        jobs.relay_moves(conversation)
        return True

    return update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def pick(store: RoutingStore, jobs: RoutingJobs, conversation: str, agent: str, backoff: Backoff) -> None:
    """Assigns a waiting conversation of any queue to the agent who picked it; nothing if it is theirs already. Raises
    AlreadyTaken, NotOnDuty, DeskFull, Conflict."""

    def attempt() -> LostRace | None:
        found = store.find_entry(conversation)
        if found is not None and found[1] == agent:
            return None
        if found is None or found[1]:
            raise AlreadyTaken(conversation=conversation)
        agent_state = store.agent(agent)
        if agent_state is None or agent_state.status is not Status.AVAILABLE:
            raise NotOnDuty(agent=agent)
        if not agent_state.has_room_for(found[0]):
            raise DeskFull(agent=agent)
        if not store.assign(found[0], agent_state):
            return LOST_RACE
        jobs.relay_moves(conversation)
        return None

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def require_room(store: RoutingStore, agent: str, entry: QueueEntry) -> None:
    """Raises NotOnDuty or DeskFull unless the agent is available and has capacity for the conversation."""
    agent_state = store.agent(agent)
    if agent_state is None or agent_state.status is not Status.AVAILABLE:
        raise NotOnDuty(agent=agent)
    if not agent_state.has_room_for(entry):
        raise DeskFull(agent=agent)


def entry_of(store: RoutingStore, conversation: str, agent: str) -> QueueEntry:
    """The entry of a conversation that this agent serves. Raises NotOnDesk."""
    found = store.find_entry(conversation)
    if found is None or found[1] != agent:
        raise NotOnDesk(conversation=conversation)
    return found[0]


def transfer_to_agent(
    store: RoutingStore,
    jobs: RoutingJobs,
    conversation: str,
    from_agent: str,
    to_agent: str,
    is_here: Callable[[str], bool],
    rules: RoutingRules,
    backoff: Backoff,
) -> None:
    """Reassigns a conversation to an online colleague, with its whole weight: they have to read it, however long its
    customer has been silent. Raises NotOnDesk, AgentUnavailable, Conflict."""

    def attempt() -> LostRace | None:
        entry, agent_state = entry_of(store, conversation, from_agent), store.agent(to_agent)
        given = ranked(entry, rules)
        if (
            agent_state is None
            or to_agent == from_agent
            or agent_state.status is not Status.AVAILABLE
            or not agent_state.has_room_for(given)
            or not is_here(to_agent)
        ):
            raise AgentUnavailable(agent=to_agent)
        if not store.reassign(entry, from_agent, agent_state, given.weight):
            return LOST_RACE
        jobs.relay_moves(conversation)
        _request_matches_of(store, jobs, from_agent, rules)
        return None

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def transfer_to_queue(
    store: RoutingStore,
    jobs: RoutingJobs,
    conversation: str,
    from_agent: str,
    queue: str,
    now: int,
    reason: str,
    rules: RoutingRules,
    backoff: Backoff,
    *,
    emergency: bool = False,
) -> None:
    """Moves a conversation from its agent to a queue with its waiting time, to the front in an `emergency`. `queue`
    "" is the entry's, `reason` the code of the notice; after some of them the agent is passed over for a while. Raises
    NotOnDesk, Conflict."""

    def attempt() -> LostRace | None:
        entry = entry_of(store, conversation, from_agent)
        again = replace(entry, queue=queue or entry.queue, emergency=entry.emergency or emergency)
        if reason in PASSED_OVER:
            again = exclude(again, from_agent, now, rules.assignment)
        placed = in_one_place(store, jobs, again, store.visit(again.customer, again.queue), now, rules)
        if placed is LOST_RACE or not store.requeue(entry, from_agent, ranked(placed, rules), now, reason):
            return LOST_RACE
        jobs.relay_moves(conversation)
        _request_matches_of(store, jobs, from_agent, rules)
        _request_later_matches(jobs, again, now, rules)
        return None

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def set_silent(
    store: RoutingStore,
    jobs: RoutingJobs,
    conversation: str,
    rules: RoutingRules,
    backoff: Backoff,
    *,
    silent: bool,
) -> None:
    """A conversation takes nothing of its agent's capacity while its customer is silent, and its weight again when they
    write, also more than there is. Nothing if nobody serves it. Raises Conflict."""

    def attempt() -> LostRace | None:
        found = store.find_entry(conversation)
        agent_state = store.agent(found[1]) if found and found[1] else None
        if found is None or agent_state is None:
            return None
        weight = 0 if silent else agent_state.units_for(ranked(found[0], rules))
        if weight == found[0].weight:
            return None
        if not store.reweigh(*found, weight):
            return LOST_RACE
        if silent:
            _request_matches_of(store, jobs, found[1], rules)
        return None

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)


def remove_entry(
    store: RoutingStore,
    jobs: RoutingJobs,
    conversation: str,
    is_over: Callable[[], bool],
    now: int,
    rules: RoutingRules,
    backoff: Backoff,
) -> None:
    """Removes a conversation that is over from its queue or agent, and requests the agent's next one. `is_over` is
    asked after the entry was read: the entry of a conversation that was reopened meanwhile stays. Raises Conflict."""

    def attempt() -> LostRace | None:
        found = store.find_entry(conversation)
        if found is None or not is_over():
            return None
        entry, agent = found
        if not (store.unassign(entry, agent, now) if agent else store.leave(entry, now)):
            return LOST_RACE
        jobs.relay_moves(conversation)
        if agent:
            _request_matches_of(store, jobs, agent, rules)
        return None

    update_optimistically(attempt, backoff, MAX_ATTEMPTS, conversation=conversation)
