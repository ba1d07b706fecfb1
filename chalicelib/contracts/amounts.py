"""Amounts and days: one rounding, months and years of the calendar."""

from calendar import monthrange
from datetime import MAXYEAR, date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from chalicelib.contracts.money_rules import Rounding


def to_won(amount: Fraction, rounding: Rounding) -> int:
    """An exact amount in whole won."""
    units = amount / rounding.unit_won
    match rounding.mode:
        case "down":
            return floor(units) * rounding.unit_won
        case "up":
            return ceil(units) * rounding.unit_won
        case "half_up":
            return floor(units + Fraction(1, 2)) * rounding.unit_won


def share_of(amount: int, percent: Decimal) -> Fraction:
    """A percentage of an amount, exactly."""
    return amount * Fraction(percent) / 100


def plain_number(number: Decimal) -> str:
    """A number without needless zeros: "3", "7.5", "2,941.935"."""
    return f"{number.normalize():,f}"


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day; the calendar's first or last day beyond its ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= MAXYEAR:
        return date.max if year > MAXYEAR else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
