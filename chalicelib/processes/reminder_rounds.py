"""Sends what is due: into the thread, from where it is pushed, and by text message to who can't be reached so.

The thread is what counts: where a reminder goes is written down first, and a repeat of the same message is recognised.
A text message may be lost in a crash, and is never sent twice.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.messaging import SendResult, send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.conversations.opening import open_conversation
from chalicelib.kernel.parallel import run_all
from chalicelib.reminders.model import Proof, Reminder, ReminderKind, is_legal
from chalicelib.reminders.ports import DueEntry
from chalicelib.reminders.service import address, claimed_due, end

if TYPE_CHECKING:
    from chalicelib.queries.reminders import Needs as RemindersNeeds
    from chalicelib.queries.reminders import Recipient
    from chalicelib.service_ports import WithMessaging, WithNotifications

    class Needs(RemindersNeeds, WithMessaging, WithNotifications, Protocol): ...


KOREA = "+82"
NOTICES: dict[ReminderKind, str] = {
    "expiry_first": "reminder_expiry_first",
    "expiry_second": "reminder_expiry_second",
    "renewal": "reminder_renewal",
    "payment_failed": "reminder_payment_failed",
    "plug_silent": "reminder_plug_silent",
    "odometer_photo": "reminder_odometer_photo",
    "document_missing": "reminder_document_missing",
    "appointment": "reminder_appointment",
}


def send_due_reminders(services: Needs) -> None:
    """Sends the reminders that are due, some at once; a failed one doesn't hold up the others and is repeated."""
    ports = services.reminders()
    due = ports.store.due(ports.clock(), ports.rules.at_once)
    run_all([partial(_send_due, services, entry) for entry in due])


def _send_due(services: Needs, entry: DueEntry) -> None:
    ports = services.reminders()
    reminder = claimed_due(ports, entry)
    if reminder is None:
        return
    from chalicelib.queries.reminders import current_reminder  # contracts are loaded where something is due

    kind = reminder.occasion.kind
    today = datetime.fromtimestamp(ports.clock() / 1000, UTC).astimezone(SEOUL).date()
    found = current_reminder(services, reminder.occasion, today)
    if found is None and not reminder.conversation:
        end(ports, reminder, "obsolete")
    elif not is_legal(kind) and not reminder.conversation and kind in ports.store.turned_off(entry.customer):
        end(ports, reminder, "turned_off")
    elif found is not None:
        _send(services, reminder, found)
    else:
        end(ports, reminder, "sent")  # it was on its way when what it is about ended


def _send(services: Needs, reminder: Reminder, to: Recipient) -> None:
    ports, resumed = services.reminders(), bool(reminder.conversation)
    words = texts(to.locale)
    notice = words.notice(NOTICES[reminder.occasion.kind], **to.data)
    if not resumed:
        customer = Named(reminder.occasion.customer, to.name)
        conversation = to.conversation or _open(services, customer)
        sms = ports.rules.sms and bool(to.phone) and not services.notifications().store.devices(customer.id)
        addressed = address(ports, reminder, conversation, sms=sms)
        if addressed is None:
            return
        reminder = addressed
    sent = _post(services, reminder, notice)
    digest = hashlib.sha256(notice.text.encode()).hexdigest()
    outcome: Literal["no", "sent", "refused", "unknown"] = "no"
    if reminder.sms_claimed:
        outcome = "unknown" if resumed else _text(services, to.phone, notice.text)
    at, seq = sent.message.at, sent.message.seq
    end(ports, reminder, "sent", Proof(at, reminder.conversation, seq, digest, outcome))


def _open(services: Needs, customer: Named) -> str:
    """The customer's open conversation on the topic of reminders, or a new one."""
    topic = services.reminders().rules.topic
    return open_conversation(services.messaging, customer, topic, frozenset()).id


def _post(services: Needs, reminder: Reminder, notice: Notice) -> SendResult:
    entry = LogEntry(services.messaging.clock(), By(Speaker.SYSTEM), notice)
    device = f"r{hashlib.sha256(reminder.occasion.key.encode()).hexdigest()[:15]}"
    return send_message(services.messaging, OutgoingMessage(reminder.conversation, device, 1, entry, ""))


def _text(services: Needs, phone: str, words: str) -> Literal["sent", "refused"]:
    number = f"{KOREA}{phone.removeprefix('0')}"
    return "sent" if services.reminders().send_sms(number, words) else "refused"
