"""Due dates: a promised day is a business day, unless law counts calendar days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.claims.appointments import AppointmentRequest, appointment_for
from chalicelib.claims.deadlines import end_of_period, stage_due_date
from chalicelib.claims.denials import denial_data
from chalicelib.claims.rules import STAGES
from chalicelib.claims.transitions import apply_transition
from tests.unit.claims.people import NOW, RULES, claim, request_for


def at(day: str) -> int:
    """Noon of a Korean day."""
    return int(datetime.fromisoformat(f"{day}T12:00+09:00").timestamp() * 1000)


def is_business_day(day: str) -> bool:
    return RULES.calendar.is_business_day(date.fromisoformat(day))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001 - made aware here
    lambda moment: int(moment.replace(tzinfo=UTC).timestamp() * 1000)
)


@pytest.mark.parametrize(
    "stage, reached, due",
    [
        ("received", "2026-11-27", "2026-11-30"),  # on a Friday: not Saturday
        ("received", "2027-09-13", "2027-09-17"),  # Chuseok in between
        ("investigating", "2026-11-23", "2026-11-30"),  # five business days
        ("liability_negotiation", "2027-09-08", "2027-09-17"),  # seven days, of which the last is the day of Chuseok
        ("liability_negotiation", "2026-12-18", "2026-12-28"),  # Christmas, a Friday
        ("dispute", "2026-11-27", "2026-12-28"),  # thirty days, until a Sunday
        ("documents_pending", "2026-11-23", ""),
    ],
)
def test_a_due_date_is_a_business_day(stage: str, reached: str, due: str) -> None:
    assert stage_due_date(stage, RULES, at(reached)) == due


@pytest.mark.parametrize(
    "reached, due",
    [
        ("2026-11-23", "2026-11-30"),
        ("2027-09-08", "2027-09-15"),  # Chuseok
        ("2026-12-18", "2026-12-25"),  # Christmas
        ("2026-11-21", "2026-11-28"),  # a Saturday
    ],
)
def test_a_payment_is_due_on_the_calendar_day_that_the_terms_count(reached: str, due: str) -> None:
    assert stage_due_date("approved", RULES, at(reached)) == due


@given(moments, st.sampled_from(STAGES))
def test_a_stage_is_due_on_a_day_off_only_where_the_configuration_names_its_source(moment: int, stage: str) -> None:
    due, source = stage_due_date(stage, RULES, moment), RULES.calendar_day_periods.get(f"stages.{stage}")
    assert due == "" or source or is_business_day(due)


@given(moments, st.booleans())
def test_the_days_of_appeals_and_letters_follow_the_same_rule(moment: int, kept: bool) -> None:
    periods = {"appeal_days": "a law", "appointments.letter_days": "a law"} if kept else {}
    rules = replace(RULES, calendar_day_periods=periods)
    today = datetime.fromtimestamp(moment / 1000, UTC) + timedelta(hours=9)
    letter = appointment_for(AppointmentRequest("k", "dispute", "letter", "", "서울"), rules, moment).day
    appeal = denial_data("면책", rules, moment)["until"]
    for day, length in ((letter, rules.appointments.letter_days), (appeal, rules.appeal_days)):
        last = today.date() + timedelta(days=length)
        assert day == (last if kept else RULES.calendar.next_business_day(last)).isoformat()


@pytest.mark.parametrize(
    "chosen, due",
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-28", "2026-11-30"),  # a Saturday
        ("2026-12-25", "2026-12-28"),  # Christmas, then a weekend
        ("2027-02-06", "2027-02-10"),  # Seollal, with its substitute day
    ],
)
def test_a_day_off_that_staff_choose_moves_to_the_next_business_day(chosen: str, due: str) -> None:
    assigned, _ = apply_transition(claim(), "own_damage", request_for("assign"), RULES, NOW)
    delayed, events = apply_transition(
        assigned, "own_damage", request_for("delay", day=chosen, grounds="부품 수급"), RULES, NOW
    )
    exposure = delayed.exposure("own_damage")
    assert exposure is not None
    assert (exposure.due_on, events[0].data["day"]) == (due, due)


def test_a_stage_without_a_period_has_no_due_date() -> None:
    assert end_of_period(RULES, NOW, "stages.closed") == ""
