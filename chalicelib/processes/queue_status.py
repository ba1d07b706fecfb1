"""What customers in line are told of it: who can take them, when somebody comes back, that they have left it.

Every road into a line ends here, so that nothing is promised that isn't known.
"""

from datetime import UTC, datetime

from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.hours import SEOUL, IsHoliday, is_open, next_opening
from chalicelib.content.hours_text import hours_text, opening_text
from chalicelib.conversations import notices, state_changes
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.state_changes import QueueStatus
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
"""A line longer than this is looked at as this long."""


def holiday_check() -> IsHoliday:
    """The insurer's calendar, loaded where somebody waits."""
    from chalicelib.content.business_days import business_calendar

    calendar = business_calendar()
    return lambda day: calendar.day_off_name(day) is not None


def opens_at(queue: str, now: int) -> int:
    """When a queue opens next, ms since 1970 UTC; 0 where it is open at `now`, or no opening is known."""
    hours, moment = queues()[queue].hours, datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    if is_open(hours, moment, holiday_check()):
        return 0
    opens = next_opening(hours, moment, holiday_check())
    return int(opens.timestamp() * 1000) if opens else 0


def queue_status_for(queue: str, level: Staffing, now: int, locale: str = "ko") -> QueueStatus:
    """What is told of a queue in which `found` says who can take the next customer. Nobody on duty outside the hours is
    told with the next opening."""
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
    """What the customer of a conversation in line is to be told."""
    ahead = _ahead(services.routing().list_waiting(queue, MAX_LISTED), conversation) or 0
    level = staffing_for(services.routing().active_agents(), queue, ahead, reachability(services))
    return queue_status_for(queue, level, services.messaging.clock(), locale)


def waiting_text(services: Services, conversation: Conversation, locale: str) -> str:
    """The answer to "how long will it take?": the place in line and who can take them; no guess of minutes."""
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
    """The customer doesn't want to wait any more; the conversation as it is then: an agent may have been quicker.
    Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None or conversation.customer.id != actor.id:
        raise NotAllowed
    if conversation.state is State.WAITING:
        stop_waiting(services, conversation_id, actor.locale)
    return services.messaging.store.get(conversation_id) or conversation


def stop_waiting(services: Services, conversation: str, locale: str) -> None:
    """Takes a customer out of line and gives the conversation back to the bot, unless an agent was quicker."""
    left = routing.leave_queue(services.routing(), services.routing_jobs(), conversation)
    if left or services.routing().find_entry(conversation) is None:  # left before a crash
        follow_queue_exit(services, conversation, locale)


def follow_queue_exit(services: Services, conversation: str, locale: str) -> None:
    """The errand of a line that was left: the conversation follows. Who stands in line anew stays there."""
    if services.routing().find_entry(conversation) is None:
        state_changes.record_queue_exit(services.messaging, notices_in(locale), conversation)
    services.routing().complete_handoff(conversation, "")


def notify_staffing_changes(services: Services, queue: str) -> None:
    """Tells those in line, once, that somebody has come on duty, or that nobody is there any more."""
    status = services.routing().list_waiting(queue, MAX_LISTED)
    agent_states, here = services.routing().active_agents() if status else [], reachability(services)
    level = [(entry, staffing_for(agent_states, queue, ahead, here)) for ahead, entry in enumerate(status)]
    run_all([lambda entry=entry, each=each: _notify(services, entry, each) for entry, each in level])  # type: ignore[misc]


def _notify(services: Services, entry: QueueEntry, level: Staffing) -> None:
    status = queue_status_for(entry.queue, level, services.messaging.clock())
    conversation = services.messaging.store.get(entry.conversation)
    if conversation is not None and conversation.staffing != status.staffing:
        locale = services.locale_of(entry.conversation)
        status = queue_status_for(entry.queue, level, services.messaging.clock(), locale)
        quiet_ms = waiting_rules().staffing_notice_interval_seconds * 1000
        notices.notify_staffing_change(services.messaging, notices_in(locale), entry.conversation, status, quiet_ms)
