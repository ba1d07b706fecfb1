"""Reminders, the index of those that are due, and what customers turned off."""

from collections.abc import Callable

import pytest

from chalicelib.reminders.model import Occasion, Proof, Reminder, ended, planned_again
from chalicelib.reminders.model import Span as ReminderSpan
from chalicelib.reminders.ports import DueEntry, ReminderStore

DAY_MS = 86_400_000
T0 = 1_800_000_000_000
SPAN = ReminderSpan(T0, T0, T0 + 30 * DAY_MS)


@pytest.fixture
def customer(fresh: Callable[[str], str]) -> str:
    return fresh("customer")


def reminder(customer: str, key: str, due_at: int) -> Reminder:
    return Reminder(Occasion(key, "renewal", customer, "1", SPAN, {"car": "현대 아반떼"}), due_at)


def due_of(reminders: ReminderStore, customer: str, now: int) -> list[tuple[int, str]]:
    return [(entry.at, entry.key) for entry in reminders.due(now, 500) if entry.customer == customer]


def test_reminders_are_due_in_order_over_days_and_only_once_their_time_came(
    reminders: ReminderStore, customer: str
) -> None:
    for key, at in (("b:1", T0 + DAY_MS), ("a#1:x", T0), ("c", T0 + 3 * DAY_MS)):
        assert reminders.put(None, reminder(customer, key, at))
    assert due_of(reminders, customer, T0 - 1) == []
    assert due_of(reminders, customer, T0) == [(T0, "a#1:x")]
    assert due_of(reminders, customer, T0 + 2 * DAY_MS) == [(T0, "a#1:x"), (T0 + DAY_MS, "b:1")]
    assert reminders.get(customer, "a#1:x") == reminder(customer, "a#1:x", T0)
    assert set(reminders.of_customer(customer)) == {"b:1", "a#1:x", "c"}


def test_one_that_moves_or_ends_leaves_its_place(reminders: ReminderStore, customer: str) -> None:
    first = reminder(customer, "k", T0)
    assert reminders.put(None, first)
    later = planned_again(first, first.occasion, T0 + DAY_MS)
    assert reminders.put(first, later)
    assert due_of(reminders, customer, T0) == []
    assert due_of(reminders, customer, T0 + DAY_MS) == [(T0 + DAY_MS, "k")]
    proof = Proof(T0 + DAY_MS, "conversation1", 4, "d" * 64, "sent")
    assert reminders.put(later, ended(later, "sent", proof))
    assert due_of(reminders, customer, T0 + 9 * DAY_MS) == []
    kept = reminders.get(customer, "k")
    assert kept is not None
    assert (kept.outcome, kept.proof) == ("sent", proof)


def test_of_two_rounds_one_writes(reminders: ReminderStore, customer: str) -> None:
    first = reminder(customer, "k", T0)
    assert reminders.put(None, first)
    assert not reminders.put(None, first)
    assert reminders.put(first, ended(first, "sent"))
    assert not reminders.put(first, ended(first, "obsolete"))
    kept = reminders.get(customer, "k")
    assert kept is not None
    assert kept.outcome == "sent"


def test_nothing_is_lost_however_long_nobody_looked(reminders: ReminderStore, customer: str) -> None:
    start = T0 + 100 * DAY_MS
    assert reminders.put(None, reminder(customer, "early", start))
    assert due_of(reminders, customer, start) == [(start, "early")]
    reminders.drop_due(DueEntry(start, customer, "early"))
    for days in (1, 20, 40):
        assert reminders.put(None, reminder(customer, f"k{days}", start + days * DAY_MS))
    found = due_of(reminders, customer, start + 41 * DAY_MS)
    assert [key for _, key in found] == ["k1", "k20", "k40"]
    assert [key for _, key in due_of(reminders, customer, start + 41 * DAY_MS)] == ["k1", "k20", "k40"]
    for at, key in found:
        reminders.drop_due(DueEntry(at, customer, key))
    assert due_of(reminders, customer, start + 42 * DAY_MS) == []


def test_a_customer_turns_kinds_off_and_on(reminders: ReminderStore, customer: str) -> None:
    assert reminders.turned_off(customer) == frozenset()
    for _ in range(2):
        reminders.turn(customer, "renewal", on=False)
    reminders.turn(customer, "plug_silent", on=False)
    assert reminders.turned_off(customer) == {"renewal", "plug_silent"}
    for _ in range(2):
        reminders.turn(customer, "renewal", on=True)
    assert reminders.turned_off(customer) == {"plug_silent"}
    assert reminders.of_customer(customer) == {}
