"""The golden amounts, by the rows of the configuration and by others."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.holder import (
    Coupon,
    Discount,
    Instalment,
    InsuranceContract,
    InsuredAccident,
    InsuredCoverage,
    Trip,
)
from chalicelib.contracts.late_interest import late_interest
from chalicelib.contracts.money_rules import InterestStep, Rounding, SurchargeRules, money_rules
from chalicelib.contracts.payments import payments_on
from chalicelib.contracts.per_mile import driven_month
from chalicelib.contracts.refunds import Refund, refund
from chalicelib.contracts.savings import discounts_of, usable_coupons
from chalicelib.contracts.surcharge import Surcharge, next_premiums
from chalicelib.contracts.terms import answerable_contracts, renewal_from

RULES, DOWN = money_rules(), Rounding()
TODAY = date(2026, 11, 30)
STARTS, ENDS = date(2026, 3, 18), date(2027, 3, 18)


def contract(**fields: Any) -> InsuranceContract:
    return InsuranceContract(**{"number": "1", "starts_on": STARTS, "ends_on": ENDS, **fields})


def accident(damage: int | None, on: date = date(2026, 10, 1), **fields: Any) -> InsuredAccident:
    return InsuredAccident(on=on, damage_won=damage, **fields)


def surcharge(
    limit: int | None, *accidents: InsuredAccident, rules: SurchargeRules = RULES.surcharge, **more: Any
) -> Surcharge:
    terms = {"annual_won": 500_000, "surcharge_limit_won": limit, "grade": "11Z", "accidents": accidents, **more}
    found = next_premiums(contract(**terms), TODAY, rules, DOWN)
    assert found is not None
    return found


OTHER_ROWS = replace(
    RULES.surcharge,
    grade=replace(RULES.surcharge.grade, factor=Decimal("1.07")),
    accidents=(RULES.surcharge.accidents[0], replace(RULES.surcharge.accidents[1], factor=Decimal("1.30"))),
)


@pytest.mark.parametrize(
    "rules, limit, won",
    [
        (RULES.surcharge, 2_000_000, 605_000),
        (RULES.surcharge, 500_000, 635_250),
        (OTHER_ROWS, 2_000_000, 650_000),
        (OTHER_ROWS, 500_000, 695_500),
    ],
)
def test_an_accident_raises_the_premium_by_both_factors(rules: SurchargeRules, limit: int, won: int) -> None:
    found = surcharge(limit, accident(1_000_000), rules=rules)
    assert (found.insured.won, found.own_pocket.won) == (won, 500_000)
    assert found.is_rise


def test_below_the_limit_the_grade_stays_and_the_premium_still_rises() -> None:
    found = surcharge(1_000_000, accident(1_000_000))
    assert (found.insured.grades, found.insured.accidents, found.is_rise) == (0, 1, True)


def test_two_accidents_below_the_limit_are_a_grade() -> None:
    found = surcharge(2_000_000, accident(300_000), accident(400_000, date(2026, 9, 1)))
    assert (found.insured.accidents, found.insured.grades) == (2, 1)
    assert (found.own_pocket.accidents, found.own_pocket.grades) == (1, 0)


def test_no_surcharge_where_no_accident_counts() -> None:
    for accidents in (
        (),
        (accident(1_000_000, payable=False),),
        (accident(1_000_000, date(2023, 11, 30)),),
        (accident(1_000_000, TODAY + timedelta(days=1)),),
    ):
        found = surcharge(500_000, *accidents)
        assert (found.insured.won, found.own_pocket.won, found.is_rise) == (500_000, 500_000, False)


def test_beside_a_later_accident_one_of_an_earlier_term_is_in_the_premium_already() -> None:
    earlier = accident(1_000_000, date(2025, 6, 1))
    found = surcharge(500_000, accident(1_000_000), earlier)
    assert found.insured.won == int(500_000 * Fraction("1.43") / Fraction("1.21") * Fraction("1.05"))
    assert (found.own_pocket.won, found.insured.accidents) == (500_000, 2)
    for alone in (earlier, accident(1_000_000, date(2026, 1, 2))):
        assert surcharge(500_000, alone).insured.won == 635_250


def test_injuries_count_and_the_first_grade_has_no_one_above_it() -> None:
    hurt = surcharge(2_000_000, accident(None, coverages=("bodily_1", "bodily_2")))
    assert hurt.insured.grades == 1
    assert surcharge(500_000, accident(1_000_000), grade="1Z").insured.won == 605_000


def test_a_surcharge_that_depends_on_something_unknown_is_unknown() -> None:
    for terms in (
        {"annual_won": None, "accidents": ()},
        {"annual_won": 500_000, "accidents": None},
        {"annual_won": 500_000, "accidents": (accident(1_000_000),)},
        {"annual_won": 500_000, "surcharge_limit_won": 500_000, "accidents": (accident(None),)},
    ):
        assert next_premiums(contract(**terms), TODAY, RULES.surcharge, DOWN) is None


def test_the_damage_of_a_question_is_that_of_an_accident_to_come() -> None:
    terms = contract(annual_won=500_000, surcharge_limit_won=500_000, grade="11Z", accidents=())
    found = next_premiums(terms, TODAY, RULES.surcharge, DOWN, 1_000_000)
    assert found is not None
    assert found.insured.won == 635_250


def back(day: date, reason: Any, paid: int | None = 730_000, **fields: Any) -> Refund:
    paid_for = None if paid is None else (Instalment(STARTS, paid, STARTS),)
    found = refund(contract(annual_won=730_000, instalments=paid_for, **fields), day, reason, RULES.refunds, DOWN)
    assert found is not None
    return found


def test_a_refund_without_fault_counts_the_days_left() -> None:
    found = back(ENDS - timedelta(days=100), "not_at_fault")
    assert (found.won, found.pay_by) == (200_000, ENDS - timedelta(days=97))


def test_a_refund_at_the_customers_request_keeps_the_short_rate() -> None:
    assert back(date(2026, 9, 1), "request").won == back(date(2026, 9, 1), "unpaid").won == 219_000
    assert back(date(2026, 9, 1), "request", paid=None).assumes_paid
    others = replace(RULES.refunds.short_rate, rows=(replace(RULES.refunds.short_rate.rows[0], days=300),))
    rules = replace(RULES.refunds, short_rate=others)
    terms = contract(annual_won=730_000)
    found = refund(terms, date(2026, 9, 1), "request", rules, DOWN)
    assert found is not None
    assert found.won == 657_000


@pytest.mark.parametrize(
    "day, kept",
    [
        (date(2026, 3, 24), 10), (date(2026, 3, 25), 15), (date(2026, 4, 1), 15), (date(2026, 4, 2), 20),
        (date(2026, 4, 17), 20), (date(2026, 4, 18), 30), (date(2027, 2, 17), 95), (date(2027, 2, 18), 100),
    ],
)  # fmt: skip
def test_the_day_of_cancellation_counts_as_used(day: date, kept: int) -> None:
    assert back(day, "request").kept_percent == kept


def test_nothing_is_paid_back_for_coverages_that_had_a_payable_accident() -> None:
    hit = accident(1, coverages=("property", "own_damage"), payable=True)
    both = (InsuredCoverage("property"), InsuredCoverage("own_damage"))
    assert back(date(2026, 11, 1), "not_at_fault", coverages=both, accidents=(hit,)).won == 0
    before = accident(1, date(2026, 3, 17), payable=True)
    assert back(ENDS - timedelta(days=100), "not_at_fault", accidents=(before,)).won == 200_000


def test_there_is_no_refund_where_an_accident_was_paid_or_something_is_unknown() -> None:
    for fields in (
        {"annual_won": 730_000, "accidents": (accident(1, payable=True),)},
        {"annual_won": None},
        {"annual_won": 730_000, "ends_on": None},
    ):
        assert refund(contract(**fields), TODAY, "request", RULES.refunds, DOWN) is None


@pytest.mark.parametrize(
    "days, won", [(0, 0), (30, 3_287), (31, 3_506), (60, 9_863), (61, 10_136), (90, 18_082), (91, 18_410)]
)
def test_late_interest_grows_from_days_31_61_and_91(days: int, won: int) -> None:
    assert late_interest(1_000_000, days, RULES.late_interest, DOWN) == won


def test_late_interest_follows_its_rows() -> None:
    rules = replace(RULES.late_interest, contract_loan_percent=Decimal("7.3"), steps=(InterestStep(1, Decimal(0)),))
    assert late_interest(1_000_000, 50, rules, DOWN) == 10_000


def trip(day: int, metres: int, month: int = 11, name: str = "") -> Trip:
    start = datetime(2026, month, day, 9, tzinfo=SEOUL)
    return Trip(name or f"{month}-{day}", start, start + timedelta(hours=1), metres)


def driven(now: datetime, *trips: Trip, month: int = 11, **fields: Any) -> tuple[int, int | None, int | None, int]:
    terms = {"base_won": 240_000, "won_per_km": Decimal(10), "trips": trips, **fields}
    found = driven_month(contract(**terms), date(2026, month, 1), now, RULES.per_mile, DOWN)
    assert found is not None
    return found.km, found.won, found.projected_won, found.averaged_days


END = datetime(2026, 11, 30, 23, 59, tzinfo=SEOUL)


def test_a_month_is_a_twelfth_of_the_base_and_its_kilometres() -> None:
    assert driven(END, trip(3, 500_000), trip(20, 300_000)) == (800, 28_000, 28_000, 0)
    assert driven(END, trip(3, 500_000), won_per_km=Decimal("12.5"), base_won=120_000)[:2] == (500, 16_250)


def test_a_month_is_projected_by_its_days() -> None:
    assert driven(datetime(2026, 11, 15, 23, tzinfo=SEOUL), trip(3, 150_000)) == (150, 21_500, 23_000, 0)


def test_days_without_the_plug_are_charged_by_the_average_of_the_month() -> None:
    missing = ((date(2026, 10, 30), date(2026, 11, 10)),)
    assert driven(END, trip(20, 200_000), plug_missing=missing) == (300, 23_000, 23_000, 10)
    whole = ((date(2026, 11, 1), date(2026, 11, 30)),)
    assert driven(END, trip(20, 228_000, 10), plug_missing=whole)[3] == 30
    assert driven(END, trip(20, 228_000, 10), plug_missing=whole)[0] == 30


def test_nothing_is_charged_beyond_the_yearly_cap() -> None:
    assert driven(END, trip(3, 900_000, 4), trip(3, 500_000), yearly_km_cap=1_000)[:2] == (500, 21_000)
    assert driven(END, trip(3, 900_000, 4), trip(3, 500_000), yearly_km_cap=900)[:2] == (500, 20_000)


def test_a_trip_counts_once_on_the_day_of_seoul_on_which_it_began() -> None:
    utc = Trip(
        "u", datetime.fromisoformat("2026-10-31T15:00:00Z"), datetime.fromisoformat("2026-10-31T16:00:00Z"), 1_000
    )
    assert driven(END, utc, trip(3, 2_000), trip(3, 2_000, name="again"))[0] == 3
    assert driven(datetime(2026, 11, 2, tzinfo=SEOUL), trip(3, 2_000))[0] == 0


def test_amounts_of_a_contract_without_rate_or_trips_are_unknown() -> None:
    assert driven(END, trip(3, 5_000), won_per_km=None) == (5, None, None, 0)
    assert driven_month(contract(), date(2026, 11, 1), END, RULES.per_mile, DOWN) is None


def test_the_next_payment_is_the_earliest_unpaid_one() -> None:
    instalments = (
        Instalment(date(2025, 12, 10), 90_000, date(2025, 12, 10)),
        Instalment(date(2026, 6, 10), 100_000, date(2026, 6, 11)),
        Instalment(date(2026, 12, 10), 110_000),
        Instalment(date(2027, 1, 10), 120_000),
    )
    found = payments_on(contract(instalments=instalments), TODAY)
    assert found is not None
    assert (found.due, found.is_overdue, found.paid_year_won) == (instalments[2], False, 100_000)
    late = payments_on(contract(instalments=instalments), date(2026, 12, 11))
    assert late is not None
    assert late.is_overdue
    assert payments_on(contract(), TODAY) is None


def test_discounts_and_coupons_bring_a_share_of_the_premium() -> None:
    terms = contract(
        annual_won=500_000, discounts=(Discount("dashcam", Decimal(3), True), Discount("child", Decimal("7.5")))
    )
    found = discounts_of(terms, RULES.discounts, DOWN)
    assert found is not None
    assert [(each.code, each.won) for each in found.active] == [("dashcam", 15_000)]
    assert {each.code: each.won for each in found.possible} == {
        "adas": 25_000, "safe_driving": 50_000, "child": 37_500, "public_transport": 25_000,
    }  # fmt: skip
    coupons = (
        Coupon("A", Decimal(5), TODAY), Coupon("B", Decimal(5), TODAY - timedelta(days=1)), Coupon("C", used=True),
    )  # fmt: skip
    usable = usable_coupons(coupons, terms, TODAY, DOWN)
    assert usable is not None
    assert [(each.code, each.won) for each in usable] == [("A", 25_000)]
    assert discounts_of(contract(), RULES.discounts, DOWN) is None


def test_a_contract_can_be_renewed_some_days_before_its_end() -> None:
    assert renewal_from(contract(), 30) == date(2027, 2, 16)
    assert renewal_from(contract(ends_on=date.min), 30) == date.min
    assert renewal_from(contract(ends_on=None), 30) is None


def test_questions_are_about_contracts_in_force_or_the_last_one() -> None:
    now, over, other = (
        contract(),
        contract(number="2", ends_on=date(2025, 1, 1)),
        contract(number="3", status="cancelled"),
    )
    assert answerable_contracts((now, over, other), TODAY) == (now,)
    assert answerable_contracts((over, other), TODAY) == (over,)
    assert answerable_contracts((other,), TODAY) == (other,)
    assert answerable_contracts((), TODAY) == ()
