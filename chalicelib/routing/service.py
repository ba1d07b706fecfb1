"""Lines and desks at work. Every use case may be repeated: SQS delivers at least once, people press twice."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.kernel.errors import Conflict
from chalicelib.routing.errors import AgentUnavailable, AlreadyTaken, DeskFull, NotOnDesk
from chalicelib.routing.model import AgentState, QueueEntry, Status, choose_agent
from chalicelib.routing.ports import RoutingJobs, Store

MAX_ATTEMPTS = 4

MAX_ASSIGNED_AT_ONCE = 100
"""A match hands out so many and leaves the rest to the next job, well within a Lambda's time."""


def enqueue(store: Store, jobs: RoutingJobs, entry: QueueEntry) -> None:
    """Gives a conversation its place and has somebody looked for."""
    store.enqueue(entry)
    jobs.match_queue(entry.queue)


def move_to_queue(store: Store, jobs: RoutingJobs, conversation: str, queue: str, *, danger: bool) -> bool:
    """Moves who waits into the line of `queue`, with the time they have waited; who is in `danger` to its head. False
    if they have an agent by now, or no place at all. Raises Conflict."""
    for _ in range(MAX_ATTEMPTS):
        found = store.find_entry(conversation)
        if found is None or found[1]:
            return False
        moved = replace(found[0], queue=queue, danger=danger or found[0].danger)
        if found[0] == moved or store.prioritise(moved):
            jobs.match_queue(queue)
            if found[0].queue != queue:
                jobs.match_queue(found[0].queue)  # shows the others that the line is shorter
            return True
    raise Conflict(conversation=conversation)


def leave_queue(store: Store, jobs: RoutingJobs, conversation: str) -> bool:
    """Takes a customer out of line who doesn't want to wait any more. False if they have an agent by now, or no place.
    Raises Conflict."""
    for _ in range(MAX_ATTEMPTS):
        found = store.find_entry(conversation)
        if found is None or found[1]:
            return False
        if store.leave(found[0]):
            jobs.match_queue(found[0].queue)
            return True
    raise Conflict(conversation=conversation)


def assign_waiting(store: Store, queue: str, is_here: Callable[[str], bool]) -> int:
    """Hands waiting conversations to free agents of whom `is_here` says that they are there, danger first, then first
    come first served; how many were handed out.

    Losing a race costs a round, never a place: both moves are conditional.
    """
    assigned = 0
    absent: set[str] = set()
    for _ in range(MAX_ASSIGNED_AT_ONCE):
        first = store.list_waiting(queue, 1)
        agent_state = _next_agent(store, queue, is_here, absent) if first else None
        if agent_state is None:
            break
        assigned += store.assign(_most_urgent(store, first[0], agent_state), agent_state)
    return assigned


def _most_urgent(store: Store, first: QueueEntry, agent_state: AgentState) -> QueueEntry:
    """Whom a free desk takes: the first of this line, unless somebody in danger waits in another of its lines."""
    if first.danger:
        return first
    others = (other for queue in sorted(agent_state.queues - {first.queue}) for other in store.list_waiting(queue, 1))
    return min((other for other in others if other.danger), key=lambda other: other.sort_key, default=first)


def _next_agent(store: Store, queue: str, is_here: Callable[[str], bool], absent: set[str]) -> AgentState | None:
    """Who gets the next conversation; whoever turns out not to be there is noted and passed over."""
    agent_states = store.active_agents()
    while agent_state := choose_agent((each for each in agent_states if each.agent not in absent), queue):
        if is_here(agent_state.agent):
            return agent_state
        absent.add(agent_state.agent)
    return None


def pick(store: Store, conversation: str, agent: str) -> None:
    """An agent picks a waiting conversation, whatever its queue; his already when it was given to him a moment before.
    Raises AlreadyTaken, DeskFull."""
    found = store.find_entry(conversation)
    if found is not None and found[1] == agent:
        return
    if found is None or found[1]:
        raise AlreadyTaken(conversation=conversation)
    agent_state = store.agent(agent)
    if agent_state is None or agent_state.status is not Status.AVAILABLE or agent_state.load >= agent_state.capacity:
        raise DeskFull(agent=agent)
    if not store.assign(found[0], agent_state):
        raise AlreadyTaken(conversation=conversation)


def entry_of(store: Store, conversation: str, agent: str) -> QueueEntry:
    """The place of a conversation that this agent serves. Raises NotOnDesk."""
    found = store.find_entry(conversation)
    if found is None or found[1] != agent:
        raise NotOnDesk(conversation=conversation)
    return found[0]


def transfer_to_agent(
    store: Store, conversation: str, giver: str, taker: str, is_here: Callable[[str], bool]
) -> AgentState:
    """Moves a conversation to the desk of a colleague who is there. Raises NotOnDesk, AgentUnavailable."""
    entry = entry_of(store, conversation, giver)
    agent_state = store.agent(taker)
    if agent_state is None or taker == giver or not is_here(taker) or not store.reassign(entry, giver, agent_state):
        raise AgentUnavailable(agent=taker)
    return agent_state


def transfer_to_queue(
    store: Store, jobs: RoutingJobs, conversation: str, giver: str, queue: str, now: int, *, danger: bool = False
) -> None:
    """Moves a conversation from a desk into a line, with all the time it has waited; to its head, if `danger` was told
    to the agent. Raises NotOnDesk."""
    entry = entry_of(store, conversation, giver)
    entry = replace(entry, danger=entry.danger or danger)
    if not store.requeue(entry, giver, queue, now):
        raise NotOnDesk(conversation=conversation)
    jobs.match_queue(queue)


def release_agent(store: Store, jobs: RoutingJobs, conversation: str, agent: str, now: int) -> bool:
    """Frees the agent of a conversation and has the next looked for; whether he had it."""
    if not store.unassign(conversation, agent, now):
        return False
    agent_state = store.agent(agent)
    for queue in sorted(agent_state.queues) if agent_state else ():
        jobs.match_queue(queue)
    return True


def set_availability(
    store: Store,
    jobs: RoutingJobs,
    agent: str,
    name: str,
    queues: frozenset[str],
    capacity: int,
    status: Status,
    now: int,
) -> None:
    """An agent comes on duty, pauses or leaves. Their queues are looked through each time: coming serves who waits,
    going changes what colleagues and the person on call must know."""
    store.set_agent(agent, name, queues, capacity, status, now)
    for queue in sorted(queues):
        jobs.match_queue(queue)
