"""Use cases of reminders. All are idempotent: news comes twice, and rounds are repeated."""

from collections.abc import Iterable

from chalicelib.reminders.model import Occasion, Outcome, Proof, Reminder, addressed, ended, planned_again
from chalicelib.reminders.ports import DueEntry, ReminderPorts
from chalicelib.reminders.quiet import due_time

FINAL = frozenset({"sent", "turned_off"})
"""Outcomes after which an occasion is done. One that was over, or whose time passed, may come back with later news."""


def plan(ports: ReminderPorts, customer: str, occasions: Iterable[Occasion]) -> None:
    """Plans reminders of a customer's occasions; those that are planned already stay as they are."""
    wanted = tuple(occasions)
    known = ports.store.of_customer(customer) if wanted else {}
    for occasion in wanted:
        before = known.get(occasion.key)
        if before is not None and (before.is_open or before.outcome in FINAL):
            continue
        due = due_time(occasion.span, ports.clock(), occasion.key, ports.rules.quiet)
        if due is not None:
            ports.store.put(before, planned_again(before, occasion, due))  # a lost race: the other news is as new


def claimed_due(ports: ReminderPorts, entry: DueEntry) -> Reminder | None:
    """The open reminder of an entry, whose time has come; None where there is nothing to send now. An entry of a
    reminder that moved or ended is removed, one in quiet hours is moved, one whose time has passed is missed."""
    reminder = ports.store.get(entry.customer, entry.key)
    if reminder is None or not reminder.is_open or reminder.due_at != entry.at:
        ports.store.drop_due(entry)
        return None
    now = ports.clock()
    due = due_time(reminder.occasion.span, now, entry.key, ports.rules.quiet)
    if due is None:
        end(ports, reminder, "missed")
        return None
    if due > now:
        ports.store.put(reminder, planned_again(reminder, reminder.occasion, due))
        return None
    return reminder


def address(ports: ReminderPorts, reminder: Reminder, conversation: str, *, sms: bool) -> Reminder | None:
    """Notes where a reminder is about to be sent; None if another round does."""
    after = addressed(reminder, conversation, sms)
    return after if ports.store.put(reminder, after) else None


def end(ports: ReminderPorts, reminder: Reminder, outcome: Outcome, proof: Proof | None = None) -> None:
    """Writes down what became of a reminder, with the proof of one that was sent."""
    ports.store.put(reminder, ended(reminder, outcome, proof))
