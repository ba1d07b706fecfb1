"""Interest on a payment that is late: simple, by the day, rounded once."""

from fractions import Fraction

from chalicelib.contracts.amounts import to_won
from chalicelib.contracts.money_rules import LateInterestRules, Rounding


def late_interest(amount_won: int, days: int, rules: LateInterestRules, rounding: Rounding) -> int:
    """The interest on an amount that is paid so many days after it was due. The rate of a step counts from its day
    on."""
    starts = [step.from_day for step in rules.steps]
    ends = [*(day - 1 for day in starts[1:]), days]
    percent_days = Fraction(0)
    for step, end in zip(rules.steps, ends, strict=True):
        lasted = max(0, min(days, end) - step.from_day + 1)
        percent_days += lasted * (Fraction(rules.contract_loan_percent) + Fraction(step.points))
    return to_won(amount_won * percent_days / 100 / rules.year_days, rounding)
