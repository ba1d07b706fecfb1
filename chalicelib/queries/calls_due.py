"""Calls due, as desks see them; and in which windows a conversation's queue may promise one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.calls.model import Call, Window, late_at
from chalicelib.calls.rules import CallRules
from chalicelib.calls.windows import answer_window, bookable_windows
from chalicelib.content.call_views import CallView, ReferralView
from chalicelib.content.configuration import Texts, queue_for, queues, texts
from chalicelib.content.message_bodies import Option
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.parallel import gather
from chalicelib.queries.queue_status import holiday_check

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCalls, WithMessaging

    class Needs(WithCalls, WithMessaging, Protocol): ...


MAX_CALLS = 200
"""Maximum number of calls in one result."""


def calls_due(services: Needs, actor: Actor) -> tuple[CallView, ...]:
    """The open calls of the desks of a member of staff, by time."""
    store, words = services.calls().store, texts(actor.locale)
    reads = [partial(store.open_calls, desk, MAX_CALLS) for desk in desks_of(actor)]
    found = [call for calls in gather(services.messaging.run_parallel, reads) for call in calls]
    ordered = sorted(found, key=lambda call: (call.starts_at, call.id))[:MAX_CALLS]
    now, rules = services.calls().clock(), services.calls().rules
    return tuple(call_view(call, now, rules, words) for call in ordered)


def desks_of(actor: Actor) -> tuple[str, ...]:
    """The queues and departments that somebody works for."""
    return tuple(dict.fromkeys((*actor.queues, *actor.departments)))


def call_view(call: Call, now: int, rules: CallRules, words: Texts) -> CallView:
    """A call as a desk sees it."""
    known = queues(words.locale)
    label = known[call.desk].label if call.desk in known else words.render("departments", call.desk)
    if call.department:
        label = words.label("referral_departments", call.department)
    return CallView(
        id=call.id,
        desk=call.desk,
        desk_label=label,
        source=call.source,
        channel=call.channel,
        customer=call.customer,
        conversation=call.conversation,
        starts_at=call.starts_at,
        ends_at=call.ends_at,
        phone=call.phone,
        about=call.about,
        claim=call.claim,
        agent=call.agent,
        attempts=call.attempts,
        late=call.moves > 0 or (call.is_untouched and now >= late_at(call, rules)),
        note=call.note,
        email=call.email,
    )


def referral_view(call: Call, words: Texts) -> ReferralView:
    """A call as its customer sees it: where it stands."""
    known = queues(words.locale)
    label = known[call.desk].label if call.desk in known else words.label("departments", call.desk)
    status = "open" if call.is_open else "unreached" if call.change == "unreached" else "done"
    return ReferralView(
        id=call.id,
        label=words.label("referral_departments", call.department) if call.department else label,
        channel=call.channel,
        starts_at=call.starts_at,
        ends_at=call.ends_at,
        about=call.about,
        status="taken" if call.is_open and call.agent is not None else status,
    )


def own_referrals(services: Needs, actor: Actor) -> tuple[ReferralView, ...]:
    """The caller's calls, referrals and promised answers, the latest first."""
    calls, words = services.calls().store.of_customer(actor.id), texts(actor.locale)
    ordered = sorted(calls, key=lambda call: (call.booked_at, call.id), reverse=True)[:MAX_CALLS]
    return tuple(referral_view(call, words) for call in ordered)


def outcome_options(rules: CallRules, words: Texts) -> tuple[Option, ...]:
    """What may become of a call, with labels."""
    return tuple(Option(outcome, words.render("call_outcomes", outcome)) for outcome in rules.outcomes)


def department_options(rules: CallRules, words: Texts) -> tuple[Option, ...]:
    """The departments that customers are referred to, with labels."""
    return tuple(Option(name, words.render("referral_departments", name)) for name in rules.departments)


def desk_of(conversation: Conversation) -> str:
    """The queue that calls the customer of a conversation."""
    return conversation.queue or queue_for(conversation.topic).name


def windows_of(desk: str, now: int, rules: CallRules) -> tuple[Window, ...]:
    """The windows that a desk can promise now; departments call in the hours of the queue for claims."""
    name = desk if desk in queues() else rules.claims_queue
    return bookable_windows(queues()[name].hours, now, holiday_check(), rules)


def answer_window_of(desk: str, now: int, rules: CallRules) -> Window | None:
    """By when a desk answers what is written to it now."""
    name = desk if desk in queues() else rules.claims_queue
    return answer_window(queues()[name].hours, now, holiday_check(), rules)


def following_window(call: Call, now: int, rules: CallRules) -> Window | None:
    """The window of another attempt at a call, or at the answer to a message or by e-mail."""
    if call.channel != "call":
        return answer_window_of(call.desk, now, rules)
    return next(iter(windows_of(call.desk, now, rules)), None)
