"""Plans reminders of calls that were booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.calls.events import CallPlanned
from chalicelib.queries.call_reminders import call_occasion
from chalicelib.reminders.service import plan

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCalls, WithReminders

    class Needs(WithCalls, WithReminders, Protocol): ...


def remind_of_call(services: Needs, published: CallPlanned) -> None:
    """Plans a reminder of a call, unless it is so near that it was booked just now. One that moves gets another."""
    ports = services.reminders()
    call = services.calls().store.get(published.call)
    occasion = call_occasion(call, ports.rules.friendly) if call is not None else None
    if occasion is not None and occasion.span.starts_at > ports.clock():
        plan(ports, occasion.customer, (occasion,))
