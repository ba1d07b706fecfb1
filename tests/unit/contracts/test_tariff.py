"""What a change costs by the tariff: by its rows, by other rows, and as a slow formula has it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, InsuredDriver
from chalicelib.contracts.money_rules import Rounding
from chalicelib.contracts.tariff import ScopeRow, proposed_difference, tariff
from tests.unit.contracts import slow_money

ROWS, DOWN = tariff(), Rounding()
START = date(2027, 3, 18)
CONTRACT = InsuranceContract(
    "1", "standard", ends_on=START, annual_won=730_000, drivers=(InsuredDriver("김서연", scope="couple"),),
    coverages=(InsuredCoverage("property", 1_000_000_000), InsuredCoverage("bodily_1")),
)  # fmt: skip
DOUBLED = replace(
    ROWS,
    scopes=tuple(replace(row, factor=2 * row.factor if row.scope == "anyone" else row.factor) for row in ROWS.scopes),
    drivers=tuple(replace(row, factor=2 * row.factor) for row in ROWS.drivers),
    coverages=tuple(
        replace(row, shares=tuple(replace(each, percent=2 * each.percent) for each in row.shares))
        for row in ROWS.coverages
    ),
)
YOUNG = {"driver_name": "이도윤", "driver_born": "2004-05-01"}


@pytest.mark.parametrize(
    "kind, values, won, doubled",
    [
        ("extension", {"ends_on": "2027-09-18"}, 368_000, 368_000),  # 184 days of 2,000 won
        ("drivers", {"scope": "anyone"}, 164_607, 1_059_215),  # × 1.25 ÷ 1.02
        ("drivers", YOUNG, 146_000, 1_022_000),  # 22 years: × 1.20
        ("drivers", {"scope": "anyone", **YOUNG}, 343_529, 3_564_117),
        ("drivers", {"scope": "named"}, -14_314, -14_314),
        ("amounts", {"property": "2,000,000,000"}, 2_920, 5_840),  # 16 → 16.4 %
        ("amounts", {"property": "300000000"}, -2_920, -5_840),
        ("cover", {"coverage": "own_damage"}, 255_500, 511_000),  # 35 %
        ("cover", {"coverage": "own_injury", "limit": "50000000"}, 32_850, 65_700),
        ("vehicle", {"car": "기아 EV6"}, None, None),
        ("drivers", {"driver_name": "이도윤"}, None, None),  # of unknown age
    ],
)
def test_a_change_costs_what_the_rows_say(
    kind: str, values: dict[str, str], won: int | None, doubled: int | None
) -> None:
    assert proposed_difference(CONTRACT, kind, values, START, ROWS, DOWN) == won
    assert proposed_difference(CONTRACT, kind, values, START, DOUBLED, DOWN) == doubled
    assert proposed_difference(replace(CONTRACT, annual_won=None), kind, values, START, ROWS, DOWN) is None
    based = replace(CONTRACT, product="per_mile", annual_won=None, base_won=730_000)
    assert proposed_difference(based, kind, values, START, ROWS, DOWN) == won


def test_the_amount_is_rounded_once_as_configured() -> None:
    up = Rounding("up", 10)
    assert proposed_difference(CONTRACT, "drivers", {"scope": "anyone"}, START, ROWS, up) == 164_610


WON = st.integers(0, 5_000_000)
LIMITS = st.none() | st.integers(1, 3_000_000_000)


@settings(max_examples=60, deadline=None)
@given(annual=WON, days=st.integers(1, 366))
def test_an_extension(annual: int, days: int) -> None:
    until = START + timedelta(days=days)
    held = replace(CONTRACT, annual_won=annual)
    slow = slow_money.added_days(annual, START, until, ROWS.extension.year_days)
    assert proposed_difference(held, "extension", {"ends_on": until.isoformat()}, START, ROWS, DOWN) == slow


@settings(max_examples=60, deadline=None)
@given(
    annual=WON,
    before=st.sampled_from(ROWS.scopes),
    after=st.sampled_from(ROWS.scopes),
    born=st.none() | st.dates(date(1940, 1, 1), date(2009, 1, 1)),
    starts_on=st.dates(date(2027, 1, 1), date(2028, 12, 31)),
)
def test_other_drivers(annual: int, before: ScopeRow, after: ScopeRow, born: date | None, starts_on: date) -> None:
    held = replace(CONTRACT, annual_won=annual, drivers=(InsuredDriver(scope=before.scope),))
    values = {"scope": after.scope, **({"driver_name": "이도윤", "driver_born": born.isoformat()} if born else {})}
    ages = [(row.under_age, Fraction(row.factor)) for row in ROWS.drivers]
    slow = slow_money.other_drivers(annual, Fraction(before.factor), Fraction(after.factor), ages, born, starts_on)
    assert proposed_difference(held, "drivers", values, starts_on, ROWS, DOWN) == slow


@settings(max_examples=60, deadline=None)
@given(annual=WON, before=LIMITS, after=st.integers(1, 3_000_000_000), percent=st.integers(1, 40))
def test_another_limit_and_wider_cover(annual: int, before: int | None, after: int, percent: int) -> None:
    first, *others = (row for row in ROWS.coverages if row.code == "property")
    shares = tuple(replace(each, percent=each.percent + Decimal(percent)) for each in first.shares)
    rows = replace(ROWS, coverages=(replace(first, shares=shares), *others))
    slow_rows = [(each.up_to_won, Fraction(each.percent)) for each in shares]
    held = replace(CONTRACT, annual_won=annual, coverages=(InsuredCoverage("property", before),))
    slow = slow_money.other_limit(annual, slow_rows, before, after)
    assert proposed_difference(held, "amounts", {"property": str(after)}, START, rows, DOWN) == slow
    wider = slow_money.other_limit(annual, slow_rows, 0, after)
    added = {"coverage": "property", "limit": str(after)}
    assert proposed_difference(replace(held, coverages=()), "cover", added, START, rows, DOWN) == wider
