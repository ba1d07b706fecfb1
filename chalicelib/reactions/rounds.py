"""Jobs from the queue, and the minute's round that catches what a crash left behind."""

from chalicelib.content.catalogue import queues
from chalicelib.content.frames import QueuesFrame
from chalicelib.content.views import ColleagueView, DeskView, Named, PlaceView, QueueView
from chalicelib.conversations.states import State
from chalicelib.reactions.house import House
from chalicelib.reactions.serving import check_presence, run_errands
from chalicelib.routing import service as routing
from chalicelib.routing.desk import Desk, Status
from chalicelib.routing.jobs import CheckPresence, Job, Match

SHOWN = 200
"""A line longer than this is shown as this long."""


def work(house: House, job: Job) -> None:
    """One job. May come twice."""
    match job:
        case Match(queue):
            routing.match(house.routing(), queue)
            run_errands(house)
            tell_desks(house, queue)
        case CheckPresence(agent):
            check_presence(house, agent)


def every_minute(house: House) -> None:
    """Finds agents whose end nobody noticed, desks holding what is over, errands not run, lines not looked at."""
    run_errands(house)
    for desk in house.routing().desks():
        check_presence(house, desk.agent)
        _tidy(house, desk)
    for queue in queues():
        if routing.match(house.routing(), queue):
            run_errands(house)


def _tidy(house: House, desk: Desk) -> None:
    for conversation in desk.serving:
        head = house.talk.store.head(conversation)
        if head is None or head.state in (State.RESOLVED, State.CLOSED):
            routing.done(house.routing(), house.jobs(), conversation, desk.agent, house.talk.clock())


def tell_desks(house: House, queue: str) -> None:
    """Shows agents of a queue how long it is."""
    frame = QueuesFrame((_queue_view(house, queue),))
    for desk in house.routing().desks():
        if queue in desk.queues:
            house.tell(desk.agent, frame)


def desk_view(house: House, agent: str) -> DeskView:
    """An agent's desk: his own state, all queues, the colleagues on duty."""
    desks = house.routing().desks()
    own = house.routing().desk(agent)
    return DeskView(
        status=own.status.value if own else Status.OFFLINE.value,
        load=own.load if own else 0,
        capacity=own.capacity if own else 0,
        queues=tuple(_queue_view(house, queue) for queue in queues()),
        colleagues=tuple(
            ColleagueView(d.agent, d.name, d.status.value, d.load, d.capacity, tuple(sorted(d.queues)))
            for d in sorted(desks, key=lambda desk: desk.name)
            if d.agent != agent
        ),
    )


def places(house: House, names: list[str]) -> tuple[PlaceView, ...]:
    """Who waits in these queues, in order, `SHOWN` of each."""
    return tuple(
        PlaceView(place.conversation, place.queue, place.since, Named(place.customer, place.name), place.danger)
        for name in names
        for place in house.routing().line(name, SHOWN)
    )


def _queue_view(house: House, queue: str) -> QueueView:
    line = house.routing().line(queue, SHOWN)
    oldest = min((place.since for place in line), default=0)
    return QueueView(queue, queues()[queue].label, len(line), oldest)
