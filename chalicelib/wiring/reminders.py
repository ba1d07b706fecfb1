"""Reminders: their table and the insurer's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.reminders.ports import ReminderPorts


@cache
def reminders() -> ReminderPorts:
    """Reminders, with text messages through SNS."""
    from chalicelib.reminders.ports import ReminderPorts
    from chalicelib.reminders.rules import reminder_rules
    from chalicelib.reminders.store import DynamoReminderStore

    return ReminderPorts(
        store=DynamoReminderStore(infrastructure.table("reminders")),
        rules=reminder_rules(),
        clock=infrastructure.clock,
        send_sms=_send_sms,
    )


def _send_sms(number: str, words: str) -> bool:
    from chalicelib.aws.clients import client
    from chalicelib.aws.sms import SnsSms

    return SnsSms(client("sns")).page((number,), words)
