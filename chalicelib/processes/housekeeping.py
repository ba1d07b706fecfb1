"""Jobs from the queue, and the minute's round that catches what a crash left behind."""

import logging
from datetime import datetime

from chalicelib.claims.model import SEOUL
from chalicelib.content.business_days import HOLIDAYS, LOOKAHEAD_DAYS, BusinessCalendar
from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import QueuesFrame
from chalicelib.content.views import ColleagueView, DeskView, Named, PlaceView, QueueView
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, fit_to_size
from chalicelib.conversations.states import State
from chalicelib.files.checks import request_overdue_checks
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.assignment import bring, check_presence, run_errands
from chalicelib.processes.claim_fanout import look_after_claims
from chalicelib.processes.connections import close_ended
from chalicelib.processes.on_call import page
from chalicelib.processes.queue_status import SHOWN, opens_at, tell_changes
from chalicelib.processes.reachable import is_here
from chalicelib.processes.services import Services
from chalicelib.routing import service as routing
from chalicelib.routing.jobs import CheckPresence, Job, Match
from chalicelib.routing.model import Desk, Status, on_duty, room

log = logging.getLogger("baro")

COLLEAGUES_BYTES = 60_000
"""So much of colleagues goes onto a desk, some 300 of them: it comes with a hello, which also brings conversations."""


def work(services: Services, job: Job) -> None:
    """One job. May come twice."""
    match job:
        case Match(queue):
            run_all(
                (
                    lambda: routing.match(services.routing(), queue, is_here(services)),
                    lambda: run_errands(services),
                    lambda: page(services, queue),
                    lambda: tell_desks(services, queue),
                )
            )
        case CheckPresence(agent):
            check_presence(services, agent)


def every_minute(services: Services) -> None:
    """Finds agents whose end nobody noticed, desks holding what is over, errands not run, lines not looked at, claims
    not told of, checks that never ended, and once a day whether the public holidays are known far enough ahead."""
    run_all(
        (
            lambda: close_ended(services),
            lambda: run_errands(services),
            lambda: _look_after_desks(services),
            lambda: _look_after_lines(services),
            lambda: look_after_claims(services),
            lambda: request_overdue_checks(services.files()),
            lambda: _look_at_holidays(services.claims().rules.calendar, services.claims().clock()),
        )
    )


def _look_at_holidays(calendar: BusinessCalendar, now: int) -> None:
    """An alarm of the deployment counts these lines: calls would be promised on holidays that nobody told us of."""
    moment = datetime.fromtimestamp(now / 1000, SEOUL)
    known = calendar.days_known(moment.date())
    if known < LOOKAHEAD_DAYS and (moment.hour, moment.minute) == (9, 0):
        log.warning("%s ends: public holidays are known %d days ahead, %d are needed", HOLIDAYS, known, LOOKAHEAD_DAYS)


def _look_after_desks(services: Services) -> None:
    desks = services.routing().desks()
    looks = [
        lambda look=look, agent=desk.agent: look(services, agent) for look in (check_presence, _tidy) for desk in desks
    ]
    run_all(looks)


def _look_after_lines(services: Services) -> None:
    handed: list[int] = []

    def match(queue: str) -> None:
        handed.append(routing.match(services.routing(), queue, is_here(services)))

    def follow() -> None:
        if any(handed):
            run_errands(services)

    matches = [lambda queue=queue: match(queue) for queue in queues()]
    looks = [
        lambda look=look, queue=queue: look(services, queue) for queue in queues() for look in (page, tell_changes)
    ]
    run_all([*matches, follow, *looks])


def _tidy(services: Services, agent: str) -> None:
    """The conversations follow the desk: what is over leaves it, what should be here is brought (again)."""
    desk = services.routing().desk(agent)
    if desk is not None:
        run_all([lambda one=one: _tidy_one(services, one, desk) for one in sorted(desk.serving)])  # type: ignore[misc]


def _tidy_one(services: Services, conversation_id: str, desk: Desk) -> None:
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None or conversation.state in (State.RESOLVED, State.CLOSED):
        routing.done(
            services.routing(), services.routing_jobs(), conversation_id, desk.agent, services.messaging.clock()
        )
    elif conversation.state is not State.ASSIGNED or conversation.side_of(desk.agent) is None:
        found = services.routing().place(conversation_id)
        if found is not None and found[1] == desk.agent:
            bring(services, found[0], desk, errand=False)


def tell_desks(services: Services, queue: str) -> None:
    """Shows agents of a queue how long it is; everybody on duty, while somebody in danger waits there."""
    desks = services.routing().desks()
    shown = _queue_view(services, queue, desks)
    frame = QueuesFrame((shown,))
    agents = [desk.agent for desk in desks if queue in desk.queues or shown.danger]
    run_all([lambda agent=agent: services.post_to_person(agent, frame) for agent in agents])  # type: ignore[misc]


def desk_view(services: Services, agent: str) -> DeskView:
    """An agent's desk: his own state, all queues, the colleagues on duty."""
    desks = services.routing().desks()
    own = services.routing().desk(agent)
    return DeskView(
        status=own.status.value if own else Status.OFFLINE.value,
        load=own.load if own else 0,
        capacity=own.capacity if own else 0,
        queues=tuple(_queue_view(services, queue, desks) for queue in queues()),
        colleagues=fit_to_size(
            [
                ColleagueView(d.agent, d.name, d.status.value, d.load, d.capacity, tuple(sorted(d.queues)))
                for d in sorted(desks, key=lambda desk: desk.name)
                if d.agent != agent
            ],
            COLLEAGUES_BYTES,
        ),
    )


def places(services: Services, names: list[str]) -> tuple[PlaceView, ...]:
    """Who waits in these queues, `SHOWN` of each or as many as an answer holds: danger first, then who has waited
    longest, whatever the queue."""
    shown: list[PlaceView] = []
    for name in names:
        line = [
            PlaceView(place.conversation, place.queue, place.since, Named(place.customer, place.name), place.danger)
            for place in services.routing().line(name, SHOWN)
        ]
        shown += fit_to_size(line, MAX_RESPONSE_BYTES // len(names))
    return tuple(sorted(shown, key=lambda place: (not place.danger, place.since, place.conversation)))


def _queue_view(services: Services, queue: str, desks: list[Desk]) -> QueueView:
    line = services.routing().line(queue, SHOWN)
    oldest = min((place.since for place in line), default=0)
    staff = len(on_duty(desks, queue)), room(desks, queue)
    opens, danger = opens_at(queue, services.messaging.clock()), sum(place.danger for place in line)
    return QueueView(queue, queues()[queue].label, len(line), oldest, *staff, opens, danger)
