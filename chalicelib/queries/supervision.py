"""What supervisors see of their queues now: the board, the agents on duty, and what an agent serves."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.content.configuration import queues
from chalicelib.content.hours import SEOUL
from chalicelib.content.queue_views import ColleagueView
from chalicelib.content.views import ConversationView
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.queue_status import MAX_LISTED, opens_at
from chalicelib.queries.relations import relation_to_queue, relations_to_conversation
from chalicelib.queries.service_levels import answer_due_at
from chalicelib.reporting.figures import Figures, Row, figures, total
from chalicelib.reporting.rules import reporting_rules

if TYPE_CHECKING:
    from chalicelib.routing.model import QueueEntry
    from chalicelib.routing.tallies import Tally
    from chalicelib.service_ports import WithFigures, WithMessaging, WithRouting

    class Needs(WithFigures, WithMessaging, WithRouting, Protocol): ...


MAX_TEAM = 200
"""Agents on duty of a queue that are listed, free ones first."""


class HourView(Struct, frozen=True):
    """What began in an hour of today (0 to 23) and is over."""

    hour: int
    served: int
    abandoned: int


class QueueBoardView(Struct, frozen=True):
    """A queue now: who waits (the first 200), since when (ms since 1970 UTC, 0 for nobody), how many of them are
    overdue or in an emergency; agents on duty and available, conversations they serve and places they have left;
    `opens_at` as in `QueueView`; and today's figures."""

    queue: str
    label: str
    waiting: int
    oldest: int
    overdue: int
    emergencies: int
    on_duty: int
    available: int
    served: int
    free: int
    opens_at: int
    goal_percent: int
    today: Figures
    hours: tuple[HourView, ...]


def supervised_queues(actor: Actor, action: str) -> list[str]:
    """The queues in which the actor may do the action."""
    return [queue for queue in queues() if is_allowed(action, relation_to_queue(actor, queue))]


def board(services: Needs, actor: Actor) -> tuple[QueueBoardView, ...]:
    """The queues that the actor supervises. Reads no agents: it costs the same at any number of them."""
    names, now = supervised_queues(actor, "board"), services.messaging.clock()
    day = datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL).date().isoformat()
    waiting = {name: PendingCall(partial(services.routing().list_waiting, name, MAX_LISTED)) for name in names}
    tallies = PendingCall(partial(services.routing().tallies, names))
    rows = PendingCall(partial(services.figures().hours, day, day))
    services.messaging.run_parallel([*waiting.values(), tallies, rows])
    return tuple(
        _queue_board(name, waiting[name].result, tallies.result[name], _of_queue(rows.result, name), now, actor.locale)
        for name in names
    )


def _of_queue(rows: list[Row], queue: str) -> list[Row]:
    return [row for row in rows if row.queue == queue]


def _queue_board(
    queue: str, entries: list[QueueEntry], tally: Tally, rows: list[Row], now: int, locale: str
) -> QueueBoardView:
    found, by_hour = queues(locale)[queue], sorted({row.at[11:] for row in rows})
    hours = {hour: figures(total(row for row in rows if row.at[11:] == hour)) for hour in by_hour}
    dues = [answer_due_at(queue, entry.since, first=True) for entry in entries]
    return QueueBoardView(
        queue,
        found.label,
        len(entries),
        min((entry.since for entry in entries), default=0),
        sum(due is not None and due < now for due in dues),
        sum(entry.emergency for entry in entries),
        tally.on_duty,
        tally.available,
        tally.served,
        tally.free,
        opens_at(queue, now),
        found.service_level.goal_percent,
        figures(total(rows)),
        tuple(HourView(int(hour), each.served, each.abandoned) for hour, each in hours.items()),
    )


def board_seconds() -> int:
    """How often a page renews the board."""
    return reporting_rules().board_seconds


def team(services: Needs, actor: Actor, queue: str) -> tuple[ColleagueView, ...]:
    """The first agents on duty of a queue, free ones first. Raises NotAllowed."""
    require_allowed("team", relation_to_queue(actor, queue))
    return tuple(
        ColleagueView(each.agent, each.name, each.status.value, each.load, each.capacity, tuple(sorted(each.queues)))
        for each in services.routing().on_duty(queue, MAX_TEAM)
    )


def served(services: Needs, actor: Actor, agent: str) -> tuple[ConversationView, ...]:
    """The conversations that an agent serves in queues that the actor supervises, the longest open first; audited."""
    agent_state = services.routing().agent(agent)
    found = services.messaging.store.get_many(agent_state.serving if agent_state is not None else ())
    seen = [each for each in found.values() if is_allowed("served", *relations_to_conversation(actor, each))]
    audit("served_seen", actor.id, agent=agent, conversations=" ".join(sorted(each.id for each in seen)))
    return tuple(each.view(for_staff=True) for each in sorted(seen, key=lambda each: each.opened_at))
