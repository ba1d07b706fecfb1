"""The premium of a month by kilometres: so far, projected to its end, with the days that are charged by average."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.amounts import add_months, to_won
from chalicelib.contracts.holder import InsuranceContract
from chalicelib.contracts.money_rules import PerMileRules, Rounding
from chalicelib.contracts.trips import counted_trips

METRES = 1000
DAY = timedelta(days=1)


class DrivenMonth(NamedTuple):
    """A month of driving. `km` is what was driven, whole kilometres, averaged days included; `charged` the metres
    of it that are paid for, none beyond the yearly cap, None without a price; `term_km` those of the contract's year so
    far. `by_day` are metres by day from `first_day` on, averaged ones too. `is_over`: the month has
    ended."""

    first: date
    km: int
    charged: Fraction | None
    won: int | None
    projected_won: int | None
    averaged_days: int
    average_km: int
    term_km: int
    is_over: bool
    first_day: date
    by_day: tuple[Fraction, ...]


class _Driving:
    """The metres of a contract's days up to a moment."""

    def __init__(self, contract: InsuranceContract, now: datetime) -> None:
        self.today = now.astimezone(SEOUL).date()
        self.measured: dict[date, int] = {}
        for trip, metres, _ in counted_trips(each for each in contract.trips or () if each.start <= now):
            day = trip.start.astimezone(SEOUL).date()
            self.measured[day] = self.measured.get(day, 0) + metres
        self._missing = contract.plug_missing or ()
        self.first = contract.starts_on or min(self.measured, default=self.today)
        self.last = min(self.today, contract.ends_on or self.today)

    def is_missing(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self._missing)

    def days(self, first: date, last: date) -> Iterator[date]:
        first, last = max(first, self.first), min(last, self.last)
        return (first + DAY * number for number in range((last - first).days + 1))

    def average(self, first: date, last: date) -> Fraction | None:
        """Metres a day, over the days with the plug; None without any."""
        days = [day for day in self.days(first, last) if not self.is_missing(day)]
        return Fraction(sum(self.measured.get(day, 0) for day in days), len(days)) if days else None

    @cached_property
    def term_average(self) -> Fraction:
        return self.average(self.first, self.last) or Fraction(0)

    def month(self, first: date) -> tuple[dict[date, Fraction], Fraction]:
        """The metres of each day of a month, and the average that days without the plug are charged by."""
        last = add_months(first, 1) - DAY
        average = self.average(first, last)
        average = self.term_average if average is None else average
        days = {
            day: average if self.is_missing(day) else Fraction(self.measured.get(day, 0))
            for day in self.days(first, last)
        }
        return days, average


def driven_month(
    contract: InsuranceContract, first: date, now: datetime, rules: PerMileRules, rounding: Rounding
) -> DrivenMonth | None:
    """The month that begins on `first`, as far as it has passed; None where no trips are known. Without a base premium
    or a rate it has no amounts."""
    if contract.trips is None:
        return None
    driving = _Driving(contract, now)
    days, average = driving.month(first)
    driven, earlier = sum(days.values(), Fraction(0)), _driven_before(driving, first)
    length = _days_in_term(contract, first)
    projected = driven * length / len(days) if days else Fraction(0)
    price = _price(contract, earlier, rules, rounding)
    return DrivenMonth(
        first,
        int(driven // METRES),
        price.charged(driven) if price else None,
        price(driven) if price else None,
        price(projected) if price else None,
        sum(1 for day in days if driving.is_missing(day)),
        int(average // METRES),
        int((earlier + driven) // METRES),
        driving.today >= add_months(first, 1),
        min(days, default=first),
        tuple(days.values()),
    )


def _driven_before(driving: _Driving, first: date) -> Fraction:
    """The metres of the contract's months before this one."""
    month, total = driving.first.replace(day=1), Fraction(0)
    while month < first:
        total += sum(driving.month(month)[0].values(), Fraction(0))
        month = add_months(month, 1)
    return total


def _days_in_term(contract: InsuranceContract, first: date) -> int:
    begin, end = max(first, contract.starts_on or first), add_months(first, 1) - DAY
    return max((min(end, contract.ends_on or end) - begin).days + 1, 0)


class _Price:
    """base ÷ months + kilometres × rate, up to the yearly cap."""

    def __init__(self, base: int, rate: Decimal, room: Fraction | None, months: int, rounding: Rounding) -> None:
        self._base, self._rate = Fraction(base, months), Fraction(rate)
        self._room, self._rounding = room, rounding

    def charged(self, metres: Fraction) -> Fraction:
        return metres if self._room is None else min(metres, self._room)

    def __call__(self, metres: Fraction) -> int:
        return to_won(self._base + self.charged(metres) / METRES * self._rate, self._rounding)


def _price(contract: InsuranceContract, earlier: Fraction, rules: PerMileRules, rounding: Rounding) -> _Price | None:
    if contract.base_won is None or contract.won_per_km is None:
        return None
    cap = contract.yearly_km_cap
    room = None if cap is None else max(Fraction(cap * METRES) - earlier, Fraction(0))
    return _Price(contract.base_won, contract.won_per_km, room, rules.months, rounding)
