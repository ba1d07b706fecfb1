"""Status of a queue for waiting customers: who can serve them, and when a queue opens. All texts about waiting come
from here and promise nothing that isn't known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.hours import SEOUL, IsHoliday, is_open, next_opening
from chalicelib.content.hours_text import hours_text, opening_text
from chalicelib.conversations.model import QueueStatus
from chalicelib.queries.reachable import reachability
from chalicelib.routing.model import AgentState, QueueEntry, Staffing, staffing_for
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.queries.reachable import Needs as ReachableNeeds
    from chalicelib.service_ports import WithRouting

    class Needs(ReachableNeeds, WithRouting, Protocol): ...


MAX_LISTED = 200
"""Maximum number of entries read from a queue; a longer queue counts as this long."""

MAX_STAFF = 50
"""Maximum number of agents on duty read for a queue, free ones first: enough to know whether somebody is free."""


def holiday_check() -> IsHoliday:
    """The insurer's public holidays; loads the calendar."""
    from chalicelib.content.business_days import business_calendar

    calendar = business_calendar()
    return lambda day: calendar.day_off_name(day) is not None


def opens_at(queue: str, now: int) -> int:
    """When a queue opens next, ms since 1970 UTC; 0 if it is open at `now` or no opening is known."""
    hours, moment = queues()[queue].hours, datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    if is_open(hours, moment, holiday_check()):
        return 0
    opens = next_opening(hours, moment, holiday_check())
    return int(opens.timestamp() * 1000) if opens else 0


def closed_queues(queues_: Iterable[str], now: int) -> frozenset[str]:
    """Those of the queues that are outside their hours."""
    return frozenset(queue for queue in queues_ if opens_at(queue, now))


def staff_of(services: Needs, queue: str) -> list[AgentState]:
    """The first agents on duty who serve a queue now; those who stand in for it outside its hours as if it were
    theirs."""
    fallback = routing_rules().assignment.fallback
    others = fallback.get(queue, ()) if closed_queues(fallback.keys() & {queue}, services.messaging.clock()) else ()
    found = {each.agent: each for name in others for each in services.routing().on_duty(name, MAX_STAFF)}
    own = services.routing().on_duty(queue, MAX_STAFF)
    return [*own, *(replace(each, queues=each.queues | {queue}) for each in found.values() if each not in own)]


def queue_status_for(queue: str, level: Staffing, now: int, locale: str = "ko") -> QueueStatus:
    """The status of a queue with a staffing `level`; with the next opening if nobody is on duty outside its hours."""
    known, words = queues(locale)[queue], texts(locale)
    data = {"phone": known.phone} | {f"queue_{each}": queues(each)[queue].label for each in LOCALES}
    placeholders, name = {"phone": known.phone}, level.value
    if level is not Staffing.FREE:
        placeholders["hours"] = hours_text(known.hours, words)
        data |= {f"hours_{each}": hours_text(known.hours, texts(each)) for each in LOCALES}
    if level is Staffing.NOBODY:
        opens = opens_at(queue, now)
        if opens:
            name = "closed"
            when, moment = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(SEOUL) for ms in (opens, now))
            placeholders["opens"] = opening_text(when, moment, words)
            data["opens"] = when.isoformat(timespec="minutes")
    text = words.render("queue_status", name, queue=known.label, **placeholders)
    return QueueStatus(queue, name, text, data)


def queue_status_of(services: Needs, queue: str, conversation: str, locale: str = "ko") -> QueueStatus:
    """The status of a queue for the customer of a conversation."""
    ahead = _ahead(services.routing().list_waiting(queue, MAX_LISTED), conversation) or 0
    level = staffing_for(staff_of(services, queue), queue, ahead, reachability(services))
    return queue_status_for(queue, level, services.messaging.clock(), locale)


def _ahead(status: list[QueueEntry], conversation: str) -> int | None:
    return next((ahead for ahead, entry in enumerate(status) if entry.conversation == conversation), None)
