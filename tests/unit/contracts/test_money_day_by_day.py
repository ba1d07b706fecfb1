"""Each rule of money gives what a slow formula gives that counts days and accidents one by one (`slow_money.py`)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.holder import Instalment, InsuranceContract, InsuredAccident, Trip
from chalicelib.contracts.late_interest import late_interest
from chalicelib.contracts.money_rules import RefundReason, Rounding, money_rules
from chalicelib.contracts.per_mile import driven_month
from chalicelib.contracts.refunds import refund
from chalicelib.contracts.surcharge import next_premiums
from tests.unit.contracts import slow_money

RULES, DOWN = money_rules(), Rounding()
SHORT_RATES = [
    ("days" if row.days else "months", row.days or row.months, Fraction(row.percent))
    for row in RULES.refunds.short_rate.rows
]
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
WON = st.integers(0, 5_000_000)


def back(annual: int, paid: int, starts_on: date, day: date, reason: RefundReason) -> int:
    ends_on = slow_money.after_months(starts_on, 12)
    instalments = (Instalment(starts_on, paid, starts_on),)
    contract = InsuranceContract("1", starts_on=starts_on, ends_on=ends_on, annual_won=annual, instalments=instalments)
    found = refund(contract, day, reason, RULES.refunds, DOWN)
    assert found is not None
    return found.won


@settings(max_examples=100, deadline=None)
@given(annual=WON, paid=WON, starts_on=DAYS, used=st.integers(0, 400))
def test_refunds_by_both_regimes(annual: int, paid: int, starts_on: date, used: int) -> None:
    day, ends_on = starts_on + timedelta(days=used), slow_money.after_months(starts_on, 12)
    by_day = slow_money.refund_by_day(annual, paid, ends_on, day, RULES.refunds.year_days)
    assert back(annual, paid, starts_on, day, "not_at_fault") == by_day
    by_table = slow_money.refund_by_short_rate(annual, paid, starts_on, ends_on, day, SHORT_RATES)
    assert back(annual, paid, starts_on, day, "request") == by_table


@settings(max_examples=100, deadline=None)
@given(annual=WON, paid=WON, starts_on=DAYS, used=st.integers(-10, 400), reason=st.sampled_from(get_args(RefundReason)))
def test_a_refund_is_never_negative_nor_above_what_was_paid_nor_rises_with_the_days(
    annual: int, paid: int, starts_on: date, used: int, reason: RefundReason
) -> None:
    day = starts_on + timedelta(days=used)
    today = back(annual, paid, starts_on, day, reason)
    paid_by_then = paid if day >= starts_on else 0
    assert 0 <= today <= paid_by_then
    if day >= starts_on:
        assert back(annual, paid, starts_on, day + timedelta(days=1), reason) <= today


@settings(max_examples=100, deadline=None)
@given(amount=st.integers(0, 500_000_000), days=st.integers(0, 800))
def test_late_interest(amount: int, days: int) -> None:
    rules = RULES.late_interest
    steps = {step.from_day: Fraction(step.points) for step in rules.steps}
    slow = slow_money.interest(amount, days, Fraction(rules.contract_loan_percent), steps, rules.year_days)
    assert late_interest(amount, days, rules, DOWN) == slow


@settings(max_examples=100, deadline=None)
@given(
    annual=WON,
    damages=st.lists(st.integers(1, 3_000_000), min_size=1, max_size=5),
    limit=st.sampled_from([500_000, 1_000_000, 1_500_000, 2_000_000]),
    grade=st.integers(1, 29),
)
def test_next_years_premium(annual: int, damages: list[int], limit: int, grade: int) -> None:
    rules, today = RULES.surcharge, date(2026, 11, 30)
    accidents = tuple(
        InsuredAccident(on=today - timedelta(days=place), damage_won=damage) for place, damage in enumerate(damages)
    )
    contract = InsuranceContract(
        "1", starts_on=date(2026, 3, 18), annual_won=annual, surcharge_limit_won=limit, grade=f"{grade}Z",
        accidents=accidents,
    )  # fmt: skip
    found = next_premiums(contract, today, rules, DOWN)
    assert found is not None
    factors = [Fraction(row.factor) for row in rules.accidents]
    points = (Fraction(rules.points.above_limit), Fraction(rules.points.up_to_limit))
    grade_factor = Fraction(rules.grade.factor)
    slow = [
        slow_money.next_premium(annual, some, limit, grade, factors, points, grade_factor)
        for some in (damages, damages[1:])
    ]
    assert [found.insured.won, found.own_pocket.won] == slow
    assert found.insured.won >= found.own_pocket.won


FIRST = date(2026, 1, 1)
PLACES = st.integers(0, 150)


@settings(max_examples=100, deadline=None)
@given(
    trips=st.dictionaries(PLACES, st.integers(0, 300_000), max_size=12),
    gaps=st.lists(st.tuples(PLACES, st.integers(0, 40)), max_size=3),
    today=PLACES,
    base=WON,
    rate=st.decimals(0, 100, places=1),
    cap=st.none() | st.integers(0, 2_000),
)
def test_the_premium_of_a_month_so_far(
    trips: dict[int, int], gaps: list[tuple[int, int]], today: int, base: int, rate: Decimal, cap: int | None
) -> None:
    day = FIRST + timedelta(days=today)
    now = datetime(day.year, day.month, day.day, 23, 59, tzinfo=SEOUL)
    metres = {FIRST + timedelta(days=place): driven for place, driven in trips.items()}
    missing = tuple((FIRST + timedelta(days=at), FIRST + timedelta(days=at + length)) for at, length in gaps)
    contract = InsuranceContract(
        "1", starts_on=FIRST, base_won=base, won_per_km=rate, yearly_km_cap=cap, plug_missing=missing,
        trips=tuple(
            Trip(str(on), start := datetime(on.year, on.month, on.day, 8, tzinfo=SEOUL), start, driven)
            for on, driven in metres.items()
        ),
    )  # fmt: skip
    found = driven_month(contract, day.replace(day=1), now, RULES.per_mile, DOWN)
    assert found is not None
    without_plug = {
        first + timedelta(days=number) for first, last in missing for number in range((last - first).days + 1)
    }
    slow = slow_money.month_by_distance(metres, without_plug, FIRST, day.replace(day=1), day, base, Fraction(rate), cap)
    assert (found.km, found.won, found.averaged_days) == slow
    assert found.won is not None
    assert found.projected_won is not None
    assert found.projected_won >= found.won
