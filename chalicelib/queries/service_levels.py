"""When answers of the queues are due."""

from chalicelib.content.configuration import queues
from chalicelib.content.service_level import SHOWN_DAYS, due_at, open_spans
from chalicelib.content.views import ServiceLevelView
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


def first_answer_due_at(queue: str, since: int) -> int | None:
    """When the first answer to a customer who waits since then is due; None if the queue hardly opens."""
    found = queues()[queue]
    return due_at(found.hours, since, found.service_level.first_minutes * 60_000, holiday_check())


def next_answer_due_at(queue: str, since: int) -> int | None:
    """When the answer to a further message is due; None if the queue hardly opens."""
    found = queues()[queue]
    return due_at(found.hours, since, found.service_level.next_minutes * 60_000, holiday_check())
