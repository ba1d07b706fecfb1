"""When answers of the queues are due."""

from chalicelib.content.configuration import queues
from chalicelib.content.queue_views import ServiceLevelView
from chalicelib.content.service_level import SHOWN_DAYS, due_at, open_spans
from chalicelib.queries.queue_status import holiday_check

DAY_MS = 86_400_000


def service_level_views(now: int) -> tuple[ServiceLevelView, ...]:
    """The targets of all queues with the opening hours around `now`: pages reckon with them what is due."""
    is_holiday = holiday_check()
    views = []
    for queue in queues().values():
        level = queue.service_level
        spans = open_spans(queue.hours, now - SHOWN_DAYS * DAY_MS, 2 * SHOWN_DAYS + 1, is_holiday)
        targets = level.first_minutes * 60_000, level.next_minutes * 60_000, level.goal_percent
        views.append(ServiceLevelView(queue.name, *targets, tuple(spans)))
    return tuple(views)


def answer_due_at(queue: str, since: int, *, first: bool) -> int | None:
    """When an answer awaited since then is due: the first since the customer asked for a person, or the next one. None
    if the queue hardly opens."""
    found = queues()[queue]
    minutes = found.service_level.first_minutes if first else found.service_level.next_minutes
    return due_at(found.hours, since, minutes * 60_000, holiday_check())
