"""The call that a customer is to be reminded of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.calls.model import Call
from chalicelib.content.hours import SEOUL
from chalicelib.reminders.model import Occasion, Span
from chalicelib.reminders.rules import FriendlyRules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCalls

    class Needs(WithCalls, Protocol): ...


HOUR_MS = 3_600_000


def call_occasion(call: Call, rules: FriendlyRules) -> Occasion | None:
    """What a call is to be reminded of; None for one that is over, or an answer in writing. It makes sense up to an
    hour before the call."""
    if not call.is_open or call.channel != "call":
        return None
    best = call.starts_at - rules.appointment_before_hours * HOUR_MS
    starts, ends = (_in_seoul(each) for each in (call.starts_at, call.ends_at))
    data = {"day": starts.date().isoformat(), "from": f"{starts:%H:%M}", "until": f"{ends:%H:%M}"}
    key = f"call:{call.id}:appointment:{call.starts_at}"
    span = Span(best, best, max(best, call.starts_at - HOUR_MS))
    return Occasion(key, "appointment", call.customer.id, call.id, span, data)


def current_call(services: Needs, occasion: Occasion, rules: FriendlyRules) -> Call | None:
    """The call of an occasion; None where it is over, or at another time."""
    call = services.calls().store.get(occasion.subject)
    known = call_occasion(call, rules) if call is not None else None
    return call if known is not None and known.key == occasion.key else None


def _in_seoul(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(SEOUL)
