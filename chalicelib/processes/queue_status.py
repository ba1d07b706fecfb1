"""Status of a queue for waiting customers: who can serve them, when a queue opens, and that they left it. All texts
about waiting come from here and promise nothing that isn't known.
"""

from datetime import UTC, datetime
from functools import partial

from chalicelib.access.decisions import require_allowed
from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.hours import SEOUL, IsHoliday, is_open, next_opening
from chalicelib.content.hours_text import hours_text, opening_text
from chalicelib.conversations import notices, state_changes
from chalicelib.conversations.model import Conversation, QueueStatus
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.reachable import reachability
from chalicelib.processes.services import Services, notices_in
from chalicelib.routing import service as routing
from chalicelib.routing.model import QueueEntry, Staffing, staffing_for
from chalicelib.routing.rules import waiting_rules

MAX_LISTED = 200
"""Maximum number of entries read from a queue; a longer queue counts as this long."""


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


def queue_status_of(services: Services, queue: str, conversation: str, locale: str = "ko") -> QueueStatus:
    """The status of a queue for the customer of a conversation."""
    ahead = _ahead(services.routing().list_waiting(queue, MAX_LISTED), conversation) or 0
    level = staffing_for(services.routing().active_agents(), queue, ahead, reachability(services))
    return queue_status_for(queue, level, services.messaging.clock(), locale)


def waiting_text(services: Services, conversation: Conversation, locale: str) -> str:
    """The answer to "how long will it take?": position and staffing; no estimate in minutes."""
    words, queue = texts(locale), conversation.queue
    ahead = _ahead(services.routing().list_waiting(queue, MAX_LISTED), conversation.id)
    if ahead is None:
        return words.render("queue_status", "status_taken")
    level = staffing_for(services.routing().active_agents(), queue, ahead, reachability(services))
    status = queue_status_for(queue, level, services.messaging.clock(), locale).text
    if ahead == 0:
        return words.render("queue_status", "status_first", queue_status=status)
    return words.render("queue_status", "status_behind", queue_status=status, ahead=ahead)


def _ahead(status: list[QueueEntry], conversation: str) -> int | None:
    return next((ahead for ahead, entry in enumerate(status) if entry.conversation == conversation), None)


def stop_waiting_as_customer(services: Services, actor: Actor, conversation_id: str) -> Conversation:
    """Stops waiting for the customer; returns the conversation after that, which an agent may have picked before.
    Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None:
        raise NotAllowed
    require_allowed("leave", conversation.relation_of(actor.id))
    if conversation.state is State.WAITING:
        stop_waiting(services, conversation_id, actor.locale)
    return services.messaging.store.get(conversation_id) or conversation


def stop_waiting(services: Services, conversation: str, locale: str) -> None:
    """Removes a customer from their queue and returns the conversation to the bot, unless an agent picked it before."""
    left = routing.leave_queue(services.routing(), services.routing_jobs(), conversation, services.backoff)
    if left or services.routing().find_entry(conversation) is None:  # removed before a crash
        follow_queue_exit(services, conversation, locale)


def follow_queue_exit(services: Services, conversation: str, locale: str) -> None:
    """Completes a pending exit from a queue in the conversation, unless it has been queued again."""
    if services.routing().find_entry(conversation) is None:
        state_changes.record_queue_exit(services.messaging, notices_in(locale), conversation)
    services.routing().complete_handoff(conversation, "")


def notify_staffing_changes(services: Services, queue: str) -> None:
    """Notifies waiting customers, once, that their staffing has changed."""
    status = services.routing().list_waiting(queue, MAX_LISTED)
    agent_states, here = services.routing().active_agents() if status else [], reachability(services)
    known = services.messaging.store.get_many(entry.conversation for entry in status)
    run_all(
        [
            partial(_notify, services, entry, known[entry.conversation], staffing_for(agent_states, queue, ahead, here))
            for ahead, entry in enumerate(status)
            if entry.conversation in known
        ]
    )


def _notify(services: Services, entry: QueueEntry, conversation: Conversation, level: Staffing) -> None:
    status = queue_status_for(entry.queue, level, services.messaging.clock())
    if conversation.staffing != status.staffing:
        locale = services.locale_of(entry.conversation)
        status = queue_status_for(entry.queue, level, services.messaging.clock(), locale)
        quiet_ms = waiting_rules().staffing_notice_interval_seconds * 1000
        notices.notify_staffing_change(services.messaging, notices_in(locale), entry.conversation, status, quiet_ms)
