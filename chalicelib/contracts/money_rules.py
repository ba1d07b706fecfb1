"""The rules of money in `config/contracts.toml`: rows with the source of their figures."""

from decimal import Decimal
from functools import cache, partial
from typing import Literal, get_args

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require, require_between
from chalicelib.contracts.holder import CoverageCode, DiscountCode

_require = partial(require, "contracts.toml")
_require_between = partial(require_between, "contracts.toml")

RefundReason = Literal["request", "unpaid", "not_at_fault"]
RefundRegime = Literal["by_day", "short_rate"]


class Sourced(Struct, frozen=True, forbid_unknown_fields=True):
    """A row with the source of its figure, for the people who edit the file."""

    source: str


class Rounding(Struct, frozen=True, forbid_unknown_fields=True):
    """How amounts become whole units of won."""

    mode: Literal["down", "half_up", "up"] = "down"
    unit_won: int = 1


class AccidentFactor(Sourced, frozen=True, forbid_unknown_fields=True):
    """The factor of a number of accidents; the last row also counts for more."""

    count: int
    factor: Decimal


class GradeFactor(Sourced, frozen=True, forbid_unknown_fields=True):
    """The factor of each grade up."""

    factor: Decimal


class AccidentPoints(Sourced, frozen=True, forbid_unknown_fields=True):
    """The points of damage to things, above the contract's limit and up to it, and those of injuries by coverage."""

    above_limit: Decimal
    up_to_limit: Decimal
    injury: dict[CoverageCode, Decimal]


class SurchargeRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What accidents do to next year's premium."""

    years: int
    rated_until_months: int
    grade: GradeFactor
    accidents: tuple[AccidentFactor, ...]
    points: AccidentPoints


class ShortRate(Struct, frozen=True, forbid_unknown_fields=True):
    """The share of the yearly premium that is kept where at most so many days, or months, were used."""

    percent: Decimal
    days: int = 0
    months: int = 0


class ShortRates(Sourced, frozen=True, forbid_unknown_fields=True):
    """The short rate, the shortest time first."""

    rows: tuple[ShortRate, ...]


class ReasonForRefund(Sourced, frozen=True, forbid_unknown_fields=True):
    """How a refund is calculated for a reason."""

    reason: RefundReason
    regime: RefundRegime


class RefundRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """What is paid back when a contract ends early, and within how many days."""

    year_days: int
    days_to_pay: int
    reasons: tuple[ReasonForRefund, ...]
    short_rate: ShortRates


class InterestStep(Struct, frozen=True, forbid_unknown_fields=True):
    """Percentage points a year from a day on; day 1 is the day after the payment was due."""

    from_day: int
    points: Decimal


class LateInterestRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """Interest on late payments, and the example that answers give."""

    contract_loan_percent: Decimal
    year_days: int
    example_won: int
    example_days: int
    steps: tuple[InterestStep, ...]


class PerMileRules(Sourced, frozen=True, forbid_unknown_fields=True):
    """The parts of the base premium that are charged in a year."""

    months: int


class PossibleDiscount(Sourced, frozen=True, forbid_unknown_fields=True):
    """A discount that a customer can have."""

    code: DiscountCode
    percent: Decimal


class MoneyRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of money of contracts."""

    rounding: Rounding
    surcharge: SurchargeRules
    refunds: RefundRules
    late_interest: LateInterestRules
    per_mile: PerMileRules
    discounts: tuple[PossibleDiscount, ...]


@cache
def money_rules() -> MoneyRules:
    """The rules of `contracts.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("contracts.toml", MoneyRules, exact=True)


def validate_money_rules(rules: MoneyRules) -> None:
    """Raises ValueError that names the first error."""
    _require_between("rounding.unit_won", rules.rounding.unit_won, 1, 1000)
    _validate_surcharge(rules.surcharge)
    _validate_refunds(rules.refunds)
    _validate_interest(rules.late_interest)
    _require_between("per_mile.months", rules.per_mile.months, 1, 12)
    codes = [row.code for row in rules.discounts]
    _require(sorted(codes) == sorted(get_args(DiscountCode)), "discounts: each code has one row")
    _require(all(0 < row.percent < 100 for row in rules.discounts), "discounts: percent is above 0 and below 100")
    _validate_sources(rules)


def _validate_surcharge(rules: SurchargeRules) -> None:
    _require_between("surcharge.years", rules.years, 1, 10)
    _require_between("surcharge.rated_until_months", rules.rated_until_months, 0, 12)
    _require_between("surcharge.grade.factor", rules.grade.factor, 1, 2)
    counts, factors = [row.count for row in rules.accidents], [row.factor for row in rules.accidents]
    _require(bool(counts) and counts == list(range(len(counts))), "surcharge.accidents: count 0, 1, 2 … in order")
    _require(factors == sorted(factors) and factors[0] >= 1, "surcharge.accidents: factors are 1 or more, and rise")
    points = (rules.points.above_limit, rules.points.up_to_limit, *rules.points.injury.values())
    _require(all(0 <= each <= 4 for each in points), "surcharge.points: set them between 0 and 4")


def _validate_refunds(rules: RefundRules) -> None:
    _require(rules.year_days in (365, 366), "refunds.year_days is 365 or 366")
    _require_between("refunds.days_to_pay", rules.days_to_pay, 1, 30)
    reasons = sorted(row.reason for row in rules.reasons)
    _require(reasons == sorted(get_args(RefundReason)), "refunds.reasons: each reason has one row")
    rows = rules.short_rate.rows
    _require(all((row.days > 0) != (row.months > 0) for row in rows), "refunds.short_rate: a row has days or months")
    times = [row.days + row.months * 28 for row in rows]
    _require(bool(rows) and times == sorted(set(times)), "refunds.short_rate: times rise from row to row")
    shares = [row.percent for row in rows]
    _require(shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 100, "refunds.short_rate: percents rise")


def _validate_interest(rules: LateInterestRules) -> None:
    days = [step.from_day for step in rules.steps]
    _require(bool(days) and days == sorted(set(days)) and days[0] == 1, "late_interest.steps: days rise from day 1")
    rates = (rules.contract_loan_percent, *(step.points for step in rules.steps))
    _require(all(0 <= rate <= 30 for rate in rates), "late_interest: percents are between 0 and 30")
    _require(rules.year_days in (365, 366), "late_interest.year_days is 365 or 366")
    _require(rules.example_won > 0 and rules.example_days > 0, "late_interest: the example needs won and days")


def _validate_sources(rules: MoneyRules) -> None:
    rows: tuple[Sourced, ...] = (
        *rules.surcharge.accidents,
        rules.surcharge.grade,
        rules.surcharge.points,
        rules.refunds,
        *rules.refunds.reasons,
        rules.refunds.short_rate,
        rules.late_interest,
        rules.per_mile,
        *rules.discounts,
    )
    _require(all(row.source.strip() for row in rows), "a row has no source")
