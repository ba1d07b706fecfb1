"""Business days: public holidays with substitutes, company days, weekends."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.business_days import (
    COMPANY_DAYS,
    HOLIDAYS,
    LOOKAHEAD_DAYS,
    BusinessCalendar,
    CompanyDays,
    DayName,
    Holidays,
    build_calendar,
    business_calendar,
    read_calendar,
)
from chalicelib.content.config_files import CONFIG
from local.holidays import document

CALENDAR = business_calendar()
NAME = DayName("쉬는 날", "Day off")
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 1))


def calendar(closed: tuple[str, ...] = (), opened: tuple[str, ...] = ()) -> BusinessCalendar:
    """A calendar of 2027 with one holiday, Monday 8 February, and the insurer's own days."""
    public = Holidays(date(2027, 1, 1), date(2027, 12, 31), {date(2027, 2, 8): NAME})
    own = [{date.fromisoformat(day): NAME for day in days} for days in (closed, opened)]
    return build_calendar(public, CompanyDays(*own))


@pytest.mark.parametrize(
    "days",
    [
        "2026-05-01 2026-05-25 2026-07-17 2026-08-17 2026-09-24 2026-09-25 2026-10-05",
        "2027-02-08 2027-02-09 2027-05-03 2027-05-13 2027-07-19 2027-08-16",  # Seollal 6 to 8, its substitute the 9th
        "2027-09-14 2027-09-15 2027-09-16 2027-10-04 2027-10-11 2027-12-27",
        "2028-01-26 2028-01-27 2028-01-28 2028-04-12 2028-05-01 2028-05-02 2028-10-05",
    ],
)
def test_movable_holidays_and_their_substitutes_are_off(days: str) -> None:
    assert [day for day in days.split() if CALENDAR.is_business_day(date.fromisoformat(day))] == []


@pytest.mark.parametrize("day", ["2026-11-30", "2027-02-10", "2027-06-07", "2027-09-13", "2027-09-17", "2028-01-03"])
def test_a_day_without_a_substitute_by_law_is_a_business_day(day: str) -> None:
    assert CALENDAR.is_business_day(date.fromisoformat(day))


def test_a_holiday_has_its_name_in_both_languages() -> None:
    assert CALENDAR.day_off_name(date(2027, 9, 15)) == DayName("추석", "Chuseok")
    assert CALENDAR.day_off_name(date(2026, 11, 30)) is None


def test_the_holiday_list_reaches_far_enough() -> None:
    known = CALENDAR.known_days_ahead(date.today())  # noqa: DTZ011
    assert known >= LOOKAHEAD_DAYS, (
        f"{HOLIDAYS} reaches {known} days ahead, and {LOOKAHEAD_DAYS} are needed: "
        "pin the newest `holidays` in requirements-dev.txt, run `make holidays`, commit and deploy"
    )


def test_the_file_is_what_the_pinned_package_writes() -> None:
    written = (CONFIG / HOLIDAYS).read_text("utf-8")
    years = [int(line.split(" = ")[1][:4]) for line in written.splitlines() if line.startswith(("from", "until"))]
    assert written == document(*years), f"`make holidays` writes {HOLIDAYS}; other days belong into {COMPANY_DAYS}"


@given(DAYS, st.integers(0, 30))
def test_counting_business_days_ends_on_a_business_day_and_skips_none(day: date, count: int) -> None:
    end = CALENDAR.business_days_after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(CALENDAR.is_business_day, between)) == count
    assert count == 0 or CALENDAR.is_business_day(end)


@given(DAYS, st.integers(0, 100))
def test_a_period_in_days_ends_on_the_first_business_day_from_its_last_day_on(day: date, days: int) -> None:
    end, last = CALENDAR.due_date(day, days=days), day + timedelta(days=days)
    skipped = [last + timedelta(days=n) for n in range((end - last).days)]
    assert CALENDAR.is_business_day(end)
    assert not any(map(CALENDAR.is_business_day, skipped))


def test_company_days_override_public_holidays() -> None:
    ours = calendar(closed=("2027-06-04",), opened=("2027-02-08", "2027-02-06"))
    assert not ours.is_business_day(date(2027, 6, 4))
    assert ours.day_off_name(date(2027, 6, 4)) == NAME
    assert ours.is_business_day(date(2027, 2, 8))
    assert ours.is_business_day(date(2027, 2, 6))
    assert ours.day_off_name(date(2027, 2, 8)) is None


def test_after_the_last_year_known_weekends_and_company_days_are_still_off() -> None:
    ours = calendar(closed=("2028-03-02",))
    days = [day for day in range(1, 8) if ours.is_business_day(date(2028, 3, day))]
    assert days == [1, 3, 6, 7]


@pytest.mark.parametrize(
    "closed, opened, said",
    [
        (("2027-06-05",), (), "company_days.toml: closed 2027-06-05 is a weekend"),
        (("2027-06-04",), ("2027-06-04",), "company_days.toml: 2027-06-04 is both closed and open"),
        ((), ("2027-02-09",), "company_days.toml: open 2027-02-09 is neither a weekend nor a public holiday"),
    ],
)
def test_invalid_company_days_are_named(closed: tuple[str, ...], opened: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        calendar(closed, opened)


def test_a_holiday_outside_its_years_is_named() -> None:
    with pytest.raises(ValueError, match=r"holidays.toml: 2028-01-01 isn't between"):
        build_calendar(Holidays(date(2027, 1, 1), date(2027, 12, 31), {date(2028, 1, 1): NAME}), CompanyDays({}, {}))


@pytest.mark.parametrize(
    "own",
    [
        "[closed]\n2027-06-04 = { ko = 'a', en = 'b' }\n2027-06-04 = { ko = 'c', en = 'd' }\n[open]",
        "[closed]\n06-04 = { ko = 'a', en = 'b' }\n[open]",
        "[closed]\n2027-06-31 = { ko = 'a', en = 'b' }\n[open]",
        "[closed]\n2027-06-04 = { ko = 'a' }\n[open]",
        "[closed]",
        "[closed]\n[open]\n[shut]",
    ],
    ids=["a day twice", "no year", "no such day", "no English name", "no open", "unknown table"],
)
def test_company_days_of_a_wrong_type_are_refused_with_their_file(own: str, tmp_path: Path) -> None:
    (tmp_path / HOLIDAYS).write_text((CONFIG / HOLIDAYS).read_text("utf-8"), "utf-8")
    (tmp_path / COMPANY_DAYS).write_text(own, "utf-8")
    with pytest.raises(ValueError, match=r"company_days\.toml: "):
        read_calendar(tmp_path)
