"""Lines and desks at work. Every use case may be repeated: SQS delivers at least once, people press twice."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.kernel.errors import Conflict
from chalicelib.routing.errors import AgentUnavailable, AlreadyTaken, DeskFull, NotOnDesk
from chalicelib.routing.model import Desk, Place, Status, choose
from chalicelib.routing.ports import Jobs, Store

ATTEMPTS = 4

MOST_AT_ONCE = 100
"""A match hands out so many and leaves the rest to the next job, well within a Lambda's time."""


def line_up(store: Store, jobs: Jobs, place: Place) -> None:
    """Gives a conversation its place and has somebody looked for."""
    store.enqueue(place)
    jobs.match(place.queue)


def move(store: Store, jobs: Jobs, conversation: str, queue: str, *, danger: bool) -> bool:
    """Moves who waits into the line of `queue`, with the time they have waited; who is in `danger` to its head. False
    if they have an agent by now, or no place at all. Raises Conflict."""
    for _ in range(ATTEMPTS):
        found = store.place(conversation)
        if found is None or found[1]:
            return False
        moved = replace(found[0], queue=queue, danger=danger or found[0].danger)
        if found[0] == moved or store.hasten(moved):
            jobs.match(queue)
            if found[0].queue != queue:
                jobs.match(found[0].queue)  # shows the others that the line is shorter
            return True
    raise Conflict(conversation=conversation)


def leave(store: Store, jobs: Jobs, conversation: str) -> bool:
    """Takes a customer out of line who doesn't want to wait any more. False if they have an agent by now, or no place.
    Raises Conflict."""
    for _ in range(ATTEMPTS):
        found = store.place(conversation)
        if found is None or found[1]:
            return False
        if store.leave(found[0]):
            jobs.match(found[0].queue)
            return True
    raise Conflict(conversation=conversation)


def match(store: Store, queue: str, is_here: Callable[[str], bool]) -> int:
    """Hands waiting conversations to free agents of whom `is_here` says that they are there, danger first, then first
    come first served; how many were handed out.

    Losing a race costs a round, never a place: both moves are conditional.
    """
    handed = 0
    absent: set[str] = set()
    for _ in range(MOST_AT_ONCE):
        line = store.line(queue, 1)
        desk = _free(store, queue, is_here, absent) if line else None
        if desk is None:
            break
        handed += store.hand_out(_most_pressing(store, line[0], desk), desk)
    return handed


def _most_pressing(store: Store, first: Place, desk: Desk) -> Place:
    """Whom a free desk takes: the first of this line, unless somebody in danger waits in another of its lines."""
    if first.danger:
        return first
    heads = (head for queue in sorted(desk.queues - {first.queue}) for head in store.line(queue, 1))
    return min((head for head in heads if head.danger), key=lambda head: head.order, default=first)


def _free(store: Store, queue: str, is_here: Callable[[str], bool], absent: set[str]) -> Desk | None:
    """Who gets the next conversation; whoever turns out not to be there is noted and passed over."""
    desks = store.desks()
    while desk := choose((each for each in desks if each.agent not in absent), queue):
        if is_here(desk.agent):
            return desk
        absent.add(desk.agent)
    return None


def take(store: Store, conversation: str, agent: str) -> None:
    """An agent picks a waiting conversation, whatever its queue; his already when it was given to him a moment before.
    Raises AlreadyTaken, DeskFull."""
    found = store.place(conversation)
    if found is not None and found[1] == agent:
        return
    if found is None or found[1]:
        raise AlreadyTaken(conversation=conversation)
    desk = store.desk(agent)
    if desk is None or desk.status is not Status.AVAILABLE or desk.load >= desk.capacity:
        raise DeskFull(agent=agent)
    if not store.hand_out(found[0], desk):
        raise AlreadyTaken(conversation=conversation)


def place_of(store: Store, conversation: str, agent: str) -> Place:
    """The place of a conversation that this agent serves. Raises NotOnDesk."""
    found = store.place(conversation)
    if found is None or found[1] != agent:
        raise NotOnDesk(conversation=conversation)
    return found[0]


def pass_to_colleague(store: Store, conversation: str, giver: str, taker: str, is_here: Callable[[str], bool]) -> Desk:
    """Moves a conversation to the desk of a colleague who is there. Raises NotOnDesk, AgentUnavailable."""
    place = place_of(store, conversation, giver)
    desk = store.desk(taker)
    if desk is None or taker == giver or not is_here(taker) or not store.pass_on(place, giver, desk):
        raise AgentUnavailable(agent=taker)
    return desk


def pass_to_queue(
    store: Store, jobs: Jobs, conversation: str, giver: str, queue: str, now: int, *, danger: bool = False
) -> None:
    """Moves a conversation from a desk into a line, with all the time it has waited; to its head, if `danger` was told
    to the agent. Raises NotOnDesk."""
    place = place_of(store, conversation, giver)
    place = replace(place, danger=place.danger or danger)
    if not store.put_back(place, giver, queue, now):
        raise NotOnDesk(conversation=conversation)
    jobs.match(queue)


def done(store: Store, jobs: Jobs, conversation: str, agent: str, now: int) -> bool:
    """Frees the agent of a conversation and has the next looked for; whether he had it."""
    if not store.take_off(conversation, agent, now):
        return False
    desk = store.desk(agent)
    for queue in sorted(desk.queues) if desk else ():
        jobs.match(queue)
    return True


def set_availability(
    store: Store, jobs: Jobs, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int
) -> None:
    """An agent comes on duty, pauses or leaves. Their queues are looked through each time: coming serves who waits,
    going changes what colleagues and the person on call must know."""
    store.set_up(agent, name, queues, capacity, status, now)
    for queue in sorted(queues):
        jobs.match(queue)
