"""Due dates: business days for work, calendar days by law, and never a day off."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.claims.deadlines import end_of_period, stage_due_date
from chalicelib.claims.rules import STAGES
from tests.unit.claims.people import NOW, RULES


def at(day: str) -> int:
    """Noon of a Korean day."""
    return int(datetime.fromisoformat(f"{day}T12:00+09:00").timestamp() * 1000)


@pytest.mark.parametrize(
    "stage, reached, due",
    [
        ("received", "2026-11-27", "2026-11-30"),  # on a Friday: not Saturday
        ("received", "2027-09-13", "2027-09-17"),  # Chuseok in between
        ("investigating", "2026-11-23", "2026-11-30"),  # five business days
        ("approved", "2027-09-08", "2027-09-17"),  # seven days, of which the last is the day of Chuseok
        ("approved", "2026-11-23", "2026-11-30"),
        ("documents_pending", "2026-11-23", ""),
    ],
)
def test_a_due_date_is_a_business_day(stage: str, reached: str, due: str) -> None:
    assert stage_due_date(stage, RULES, at(reached)) == due


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)), st.sampled_from(STAGES))  # noqa: DTZ001 - made aware below
def test_no_stage_is_ever_due_on_a_day_off(moment: datetime, stage: str) -> None:
    due = stage_due_date(stage, RULES, int(moment.replace(tzinfo=UTC).timestamp() * 1000))
    assert due == "" or RULES.calendar.is_business_day(date.fromisoformat(due))


def test_a_stage_without_a_period_has_no_due_date() -> None:
    assert end_of_period(RULES, NOW) == ""
