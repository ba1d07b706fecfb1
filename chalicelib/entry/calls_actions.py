"""Actions of calls due: booked by customers and agents, made by staff."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.call_views import CallView, ReferralView
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import PHONE_NUMBER_PATTERN, Key, Option, ShortText
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import call_booking, calls_due, referrals
from chalicelib.queries.calls_due import call_view, department_options, outcome_options, own_referrals
from chalicelib.queries.calls_due import calls_due as open_calls
from chalicelib.services import Services

CallId = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[0-9A-Za-z_.-]+$")]
DepartmentName = Annotated[str, Meta(max_length=32, pattern=r"^[a-z_]*$")]
MailAddress = Annotated[str, Meta(max_length=254)]
PhoneNumber = Annotated[str, Meta(max_length=20, pattern=PHONE_NUMBER_PATTERN)]


class CallWindowsCommand(Command, frozen=True):
    """Gets when the customer of a conversation can be called, by its queue or by a department of `calls.toml`."""

    conversation: ConversationId
    department: DepartmentName = ""


class WindowView(Struct, frozen=True):
    """When a call can be promised, ms since 1970 UTC."""

    starts_at: int
    ends_at: int


class CallWindows(Result, frozen=True):
    """The next windows, the customer's number, if it is known, and the departments that they can be referred to."""

    windows: tuple[WindowView, ...] = ()
    phone: str = ""
    departments: tuple[Option, ...] = ()


@action(CallWindowsCommand, CallWindows)
def _call_windows(services: Services, actor: Actor, command: CallWindowsCommand) -> CallWindows:
    phone, windows = call_booking.offered_calls(services, actor, command.conversation, command.department)
    shown = tuple(WindowView(each.starts_at, each.ends_at) for each in windows)
    return CallWindows(shown, phone, department_options(services.calls().rules, texts(actor.locale)))


class BookCallCommand(Command, frozen=True):
    """Books a call in the window that begins at `starts_at`, to `phone` or the known number. A customer who waits
    leaves the queue; an agent refers the customer. `key` makes a repeat the same booking; another one takes its
    place."""

    conversation: ConversationId
    key: Key
    starts_at: Annotated[int, Meta(ge=0)]
    phone: PhoneNumber = ""
    about: ShortText = ""


class CallBooked(Result, frozen=True):
    """When the call, or the answer, is due, ms since 1970 UTC."""

    starts_at: int
    ends_at: int


@action(BookCallCommand, CallBooked)
def _book_call(services: Services, actor: Actor, command: BookCallCommand) -> CallBooked:
    booked = call_booking.book_call(
        services, actor, command.conversation, command.key, command.starts_at, command.phone, command.about
    )
    return CallBooked(booked.starts_at, booked.ends_at)


class ReferCommand(Command, frozen=True):
    """Refers the customer to a department, with their `consent`: by telephone in the window that begins at `starts_at`,
    or by e-mail. `key` makes a repeat the same referral; another one to the same department takes its place."""

    conversation: ConversationId
    key: Key
    department: Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z_]+$")]
    channel: Literal["call", "mail"]
    consent: bool
    starts_at: Annotated[int, Meta(ge=0)] = 0
    phone: PhoneNumber = ""
    email: MailAddress = ""
    about: ShortText = ""


@action(ReferCommand, CallBooked)
def _refer(services: Services, actor: Actor, command: ReferCommand) -> CallBooked:
    request = referrals.ReferralRequest(
        command.department, command.channel, command.starts_at, command.phone, command.email, command.about
    )
    booked = referrals.refer(services, actor, command.conversation, command.key, request, consent=command.consent)
    return CallBooked(booked.starts_at, booked.ends_at)


class ReferralsCommand(Command, frozen=True):
    """Gets the caller's own calls and referrals, the latest first."""


class ReferralList(Result, frozen=True):
    """Calls, referrals and promised answers, with where they stand."""

    referrals: tuple[ReferralView, ...] = ()


@action(ReferralsCommand, ReferralList)
def _referrals(services: Services, actor: Actor, _command: ReferralsCommand) -> ReferralList:
    return ReferralList(own_referrals(services, actor))


class LeaveMessageCommand(Command, frozen=True):
    """The customer writes what it is about instead of waiting; staff answer by the time in the result."""

    conversation: ConversationId
    key: Key


@action(LeaveMessageCommand, CallBooked)
def _leave_message(services: Services, actor: Actor, command: LeaveMessageCommand) -> CallBooked:
    left = call_booking.leave_message(services, actor, command.conversation, command.key)
    return CallBooked(left.starts_at, left.ends_at)


class CallsCommand(Command, frozen=True):
    """Gets the open calls of the caller's queues and departments, by time."""


class CallList(Result, frozen=True):
    """Calls due, and what may become of them."""

    calls: tuple[CallView, ...] = ()
    outcomes: tuple[Option, ...] = ()


@action(CallsCommand, CallList)
def _calls(services: Services, actor: Actor, _command: CallsCommand) -> CallList:
    options = outcome_options(services.calls().rules, texts(actor.locale))
    return CallList(open_calls(services, actor), options)


class TakeCallCommand(Command, frozen=True):
    """Notes that the caller makes a call now: nobody else does, and it isn't late."""

    call: CallId


class CallShown(Result, frozen=True):
    """A call as it is now."""

    call: CallView


@action(TakeCallCommand, CallShown)
def _take_call(services: Services, actor: Actor, command: TakeCallCommand) -> CallShown:
    call = calls_due.take_call(services, actor, command.call)
    ports = services.calls()
    return CallShown(call_view(call, ports.clock(), ports.rules, texts(actor.locale)))


class FinishCallCommand(Command, frozen=True):
    """Writes down the outcome of a call. After one that means another attempt it is due again."""

    call: CallId
    outcome: Annotated[str, Meta(min_length=1, max_length=32)]
    note: ShortText = ""


@action(FinishCallCommand, CallShown)
def _finish_call(services: Services, actor: Actor, command: FinishCallCommand) -> CallShown:
    call = calls_due.finish_call(services, actor, command.call, command.outcome, command.note)
    ports = services.calls()
    return CallShown(call_view(call, ports.clock(), ports.rules, texts(actor.locale)))
