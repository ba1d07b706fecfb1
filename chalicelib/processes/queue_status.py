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
from chalicelib.processes.reachable import is_here
from chalicelib.processes.services import Services, notices_in
from chalicelib.routing import service as routing
from chalicelib.routing.model import Place, Staffing, staffing

SHOWN = 200
"""A line longer than this is looked at as this long."""

QUIET_MS = 3 * 60 * 1000
"""After a notice, a change of who can take somebody is told only so much later: agents come and go within minutes."""


def is_holiday() -> IsHoliday:
    """The insurer's calendar, loaded where somebody waits."""
    from chalicelib.content.business_days import business_calendar

    calendar = business_calendar()
    return lambda day: calendar.holiday(day) is not None


def opens_at(queue: str, now: int) -> int:
    """When a queue opens next, ms since 1970 UTC; 0 where it is open at `now`, or no opening is known."""
    hours, moment = queues()[queue].hours, datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL)
    if is_open(hours, moment, is_holiday()):
        return 0
    opens = next_opening(hours, moment, is_holiday())
    return int(opens.timestamp() * 1000) if opens else 0


def line_words(queue: str, found: Staffing, now: int, locale: str = "ko") -> QueueStatus:
    """What is told of a queue in which `found` says who can take the next customer. Nobody on duty outside the hours is
    told with the next opening."""
    known, words = queues(locale)[queue], texts(locale)
    kept = {"phone": known.phone} | {f"queue_{each}": queues(each)[queue].label for each in LOCALES}
    said, name = {"phone": known.phone}, found.value
    if found is not Staffing.FREE:
        said["hours"] = hours_text(known.hours, words)
        kept |= {f"hours_{each}": hours_text(known.hours, texts(each)) for each in LOCALES}
    if found is Staffing.NOBODY:
        opens = opens_at(queue, now)
        if opens:
            name = "closed"
            when, moment = (datetime.fromtimestamp(ms / 1000, UTC).astimezone(SEOUL) for ms in (opens, now))
            said["opens"] = opening_text(when, moment, words)
            kept["opens"] = when.isoformat(timespec="minutes")
    told = words.render("line", name, queue=known.label, **said)
    return QueueStatus(queue, name, told, kept)


def line_of(services: Services, queue: str, conversation: str, locale: str = "ko") -> QueueStatus:
    """What the customer of a conversation in line is to be told."""
    ahead = _ahead(services.routing().line(queue, SHOWN), conversation) or 0
    found = staffing(services.routing().desks(), queue, ahead, is_here(services))
    return line_words(queue, found, services.messaging.clock(), locale)


def status_words(services: Services, conversation: Conversation, locale: str) -> str:
    """The answer to "how long will it take?": the place in line and who can take them; no guess of minutes."""
    words, queue = texts(locale), conversation.queue
    ahead = _ahead(services.routing().line(queue, SHOWN), conversation.id)
    if ahead is None:
        return words.render("line", "status_taken")
    found = staffing(services.routing().desks(), queue, ahead, is_here(services))
    line = line_words(queue, found, services.messaging.clock(), locale).text
    if ahead == 0:
        return words.render("line", "status_first", line=line)
    return words.render("line", "status_behind", line=line, ahead=ahead)


def _ahead(line: list[Place], conversation: str) -> int | None:
    return next((ahead for ahead, place in enumerate(line) if place.conversation == conversation), None)


def leave_for(services: Services, actor: Actor, conversation_id: str) -> Conversation:
    """The customer doesn't want to wait any more; the conversation as it is then: an agent may have been quicker.
    Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None or conversation.customer.id != actor.id:
        raise NotAllowed
    if conversation.state is State.WAITING:
        leave(services, conversation_id, actor.locale)
    return services.messaging.store.get(conversation_id) or conversation


def leave(services: Services, conversation: str, locale: str) -> None:
    """Takes a customer out of line and gives the conversation back to the bot, unless an agent was quicker."""
    left = routing.leave(services.routing(), services.routing_jobs(), conversation)
    if left or services.routing().place(conversation) is None:  # left before a crash
        follow_leaving(services, conversation, locale)


def follow_leaving(services: Services, conversation: str, locale: str) -> None:
    """The errand of a line that was left: the conversation follows. Who stands in line anew stays there."""
    if services.routing().place(conversation) is None:
        state_changes.record_queue_exit(services.messaging, notices_in(locale), conversation)
    services.routing().handed(conversation, "")


def tell_changes(services: Services, queue: str) -> None:
    """Tells those in line, once, that somebody has come on duty, or that nobody is there any more."""
    line = services.routing().line(queue, SHOWN)
    desks, here = services.routing().desks() if line else [], is_here(services)
    found = [(place, staffing(desks, queue, ahead, here)) for ahead, place in enumerate(line)]
    run_all([lambda place=place, each=each: _tell(services, place, each) for place, each in found])  # type: ignore[misc]


def _tell(services: Services, place: Place, found: Staffing) -> None:
    line = line_words(place.queue, found, services.messaging.clock())
    conversation = services.messaging.store.get(place.conversation)
    if conversation is not None and conversation.staffing != line.staffing:
        locale = services.locale_of(place.conversation)
        line = line_words(place.queue, found, services.messaging.clock(), locale)
        notices.notify_staffing_change(services.messaging, notices_in(locale), place.conversation, line, QUIET_MS)
