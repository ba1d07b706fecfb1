"""Help without a coverage: who waits for it, and the order of work."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.claims.fnol import claim_from_report
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.roadside_help import needs_help_from, record_help, waits_in_emergency, work_priority
from chalicelib.content.claim_views import WorkItemView
from chalicelib.content.views import Named
from chalicelib.kernel.errors import NotAllowed
from tests.fakes.backoff import NO_WAIT
from tests.fakes.claims import FakeClaims
from tests.unit.claims.people import DOYUN, NOW, REAR_END, RULES, SORA, claim, form

TOWED = {**REAR_END, "drivable": "false"}


def row(number: str, due: str = "", since: int = NOW, waiting: int = 0, *, emergency: bool = False) -> WorkItemView:
    return WorkItemView(
        number, "own_damage", "자차", "own_car", "received", "접수", Named("c", "고객"), since, due,
        emergency=emergency, waiting_since=waiting,
    )  # fmt: skip


def test_work_is_ordered_by_emergency_then_waiting_for_help_then_due_date() -> None:
    rows = [
        row("emergency long", waiting=NOW - 60_000, emergency=True),
        row("emergency short", "2026-11-01", waiting=NOW, emergency=True),
        row("help long", waiting=NOW - 9_000_000),
        row("help short", waiting=NOW - 1_000),
        row("due", "2026-11-20"),
        row("due later", "2026-11-21"),
        row("older", since=NOW - 1),
        row("newer"),
    ]
    mixed = random.Random(1).sample(rows, len(rows))
    assert sorted(mixed, key=work_priority) == rows


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9), st.sampled_from(("", "2026-11-20"))), max_size=8))
def test_an_emergency_and_longer_waits_come_first(
    entries: list[tuple[bool, int, str]],
) -> None:
    rows = [
        row(str(n), due, waiting=waiting, emergency=emergency) for n, (emergency, waiting, due) in enumerate(entries)
    ]
    ordered = sorted(rows, key=work_priority)
    for above, below in itertools.pairwise(ordered):
        assert above.emergency >= below.emergency
        assert above.emergency != below.emergency or above.waiting_since <= below.waiting_since


def test_a_tow_waits_until_it_is_taken_over() -> None:
    towed = claim(TOWED)
    assert needs_help_from(towed, "roadside", RULES)
    assert not needs_help_from(claim(), "roadside", RULES)
    assert not needs_help_from(replace(towed, helpers={"roadside": DOYUN}), "roadside", RULES)
    # put right since: it drives
    assert not needs_help_from(replace(towed, facts={**towed.facts, "tow_needed": "false"}), "roadside", RULES)


def test_an_emergency_lasts_until_help_is_recorded() -> None:
    made = claim_from_report(form(TOWED), "20261123-000001", (), RULES, NOW)
    assert not waits_in_emergency(made, RULES)
    endangered = replace(made, emergency=True)
    assert waits_in_emergency(endangered, RULES)
    assert not waits_in_emergency(replace(endangered, helpers={"roadside": DOYUN}), RULES)
    assert not waits_in_emergency(replace(claim(), emergency=True), RULES)


def test_help_is_taken_once_reassigned_and_completed() -> None:
    ports = ClaimPorts(FakeClaims(), RULES, lambda: NOW, lambda _: "000001", backoff=NO_WAIT)
    number = claim(TOWED).id
    ports.store.register(replace(claim(TOWED), version=1), "key", (), ())
    for by in (DOYUN, DOYUN, SORA):
        taken = record_help(ports, number, "roadside", by, done=False)
        assert taken.helpers == {"roadside": by}
    ended = record_help(ports, number, "roadside", SORA, done=True)
    for by in (SORA, DOYUN):
        assert record_help(ports, number, "roadside", by, done=True) == ended
    events = [(event.code, event.notify_customer) for event in ports.store.history(ended)]
    assert events == [("help_taken", True), ("help_taken", True), ("helped", False)]
    with pytest.raises(NotAllowed):
        record_help(ports, number, "dispute", DOYUN, done=False)
