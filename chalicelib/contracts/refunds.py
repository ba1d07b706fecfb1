"""What is paid back when a contract ends early. The day of cancellation counts as used."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from chalicelib.contracts.amounts import add_months, share_of, to_won
from chalicelib.contracts.holder import InsuranceContract
from chalicelib.contracts.money_rules import RefundReason, RefundRules, Rounding
from chalicelib.contracts.payments import paid_until
from chalicelib.contracts.terms import is_over

NOTHING_LEFT = Decimal(100)


class Refund(NamedTuple):
    """An amount and the day by which it is paid. `assumes_paid`: whether it assumes that the year's premium is paid,
    as the instalments are unknown. `kept_percent` of the yearly premium is kept by the short rate; `days_left` count by
    the day."""

    won: int
    pay_by: date
    assumes_paid: bool
    kept_percent: Decimal | None
    days_left: int


def refund(
    contract: InsuranceContract, day: date, reason: RefundReason, rules: RefundRules, rounding: Rounding
) -> Refund | None:
    """The refund of a cancellation on a day; None where the contract lacks what it depends on, or is cancelled already.
    Nothing is paid back for a coverage with a payable accident: the refund is 0 where all had one and None where some
    had, as the data has no premium by coverage."""
    if contract.status == "cancelled":
        return None
    if contract.annual_won is None or contract.starts_on is None or contract.ends_on is None:
        return None
    affected = _paid_coverages(contract, day)
    if affected is None:
        return None
    known = paid_until(contract, day)
    paid = contract.annual_won if known is None else known
    left = max((contract.ends_on - day).days, 0)
    by_day = next(row.regime for row in rules.reasons if row.reason == reason) == "by_day"
    kept = None if by_day else kept_percent(contract.starts_on, day, rules)
    if is_over(contract, day) or day == contract.ends_on or affected:
        back = Fraction(0)
    elif day < contract.starts_on:
        back = Fraction(paid)
    elif kept is None:
        back = Fraction(contract.annual_won * left, rules.year_days)
    else:
        back = paid - share_of(contract.annual_won, kept)
    won = max(0, min(paid, to_won(max(back, Fraction(0)), rounding)))
    return Refund(won, day + timedelta(days=rules.days_to_pay), known is None, kept, left)


def kept_percent(starts_on: date, day: date, rules: RefundRules) -> Decimal:
    """The share of the yearly premium that the short rate keeps, by the time used."""
    used = (day - starts_on).days + 1
    for row in rules.short_rate.rows:
        if used <= row.days or (row.months and day < add_months(starts_on, row.months)):
            return row.percent
    return NOTHING_LEFT


def _paid_coverages(contract: InsuranceContract, day: date) -> bool | None:
    """Whether all coverages had a payable accident in the contract's time: True, False for none, None for some."""
    accidents = [
        each
        for each in contract.accidents or ()
        if each.payable is not False and contract.starts_on is not None and contract.starts_on <= each.on <= day
    ]
    if not accidents:
        return False
    held = {each.code for each in contract.coverages or ()}
    affected = {code for each in accidents for code in each.coverages}
    return True if held and held <= affected else None
