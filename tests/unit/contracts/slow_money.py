"""The rules of money once more: slowly, a day or an accident at a time, and knowing nothing of the product.

Rules come as plain rows; amounts are exact fractions until the end.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor

DAY = timedelta(days=1)


def after_months(day: date, months: int) -> date:
    """Counts months one by one; a day that the month lacks becomes its last one."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def refund_by_day(annual: int, paid: int, ends_on: date, day: date, year_days: int) -> int:
    """A share of the premium for each day after the one of the cancellation."""
    back = Fraction(0)
    while day < ends_on:
        day += DAY
        back += Fraction(annual, year_days)
    return min(paid, floor(back))


def refund_by_short_rate(
    annual: int, paid: int, starts_on: date, ends_on: date, day: date, rows: Sequence[tuple[str, int, Fraction]]
) -> int:
    """What was paid less the share of the first row that the days used fit into."""
    if day >= ends_on:
        return 0
    used, each = 0, starts_on
    while each <= day:
        used, each = used + 1, each + DAY
    kept = Fraction(100)
    for unit, number, percent in reversed(rows):
        fits = used <= number if unit == "days" else day < after_months(starts_on, number)
        if fits:
            kept = percent
    return max(0, floor(paid - annual * kept / 100))


def interest(amount: int, days: int, loan: Fraction, steps: Mapping[int, Fraction], year_days: int) -> int:
    """The interest of each day, by the rate of that day."""
    total = Fraction(0)
    for day in range(1, days + 1):
        points = [points for begin, points in sorted(steps.items()) if begin <= day][-1]
        total += Fraction(amount) * (loan + points) / 100 / year_days
    return floor(total)


def next_premium(
    annual: int,
    damages: Sequence[int],
    limit: int,
    grade: int,
    factors: Sequence[Fraction],
    points: tuple[Fraction, Fraction],
    grade_factor: Fraction,
) -> int:
    """The premium after accidents with damage to things alone, none of them before."""
    premium, sum_ = Fraction(annual), Fraction(0)
    for damage in damages:
        sum_ += points[0] if damage > limit else points[1]
    premium = premium * factors[min(len(damages), len(factors) - 1)] / factors[0]
    while sum_ >= 1 and grade > 1:
        premium, sum_, grade = premium * grade_factor, sum_ - 1, grade - 1
    return floor(premium)


def month_by_distance(
    metres_of: Mapping[date, int],
    missing: set[date],
    starts_on: date,
    first: date,
    today: date,
    base: int,
    rate: Fraction,
    cap_km: int | None,
) -> tuple[int, int, int]:
    """Kilometres, won and averaged days of a month so far; the contract began on a first of a month."""
    room = None if cap_km is None else Fraction(cap_km * 1000)
    month = starts_on
    while True:
        days = []
        day = month
        while day.month == month.month and day <= today:
            days.append(day)
            day += DAY
        with_plug = [metres_of.get(day, 0) for day in days if day not in missing]
        if with_plug:
            average = Fraction(sum(with_plug), len(with_plug))
        else:
            term = [starts_on + DAY * number for number in range((today - starts_on).days + 1)]
            known = [metres_of.get(day, 0) for day in term if day not in missing]
            average = Fraction(sum(known), len(known)) if known else Fraction(0)
        driven, charged = Fraction(0), Fraction(0)
        for day in days:
            metres = average if day in missing else Fraction(metres_of.get(day, 0))
            driven += metres
            billed = metres if room is None else min(metres, room)
            room = None if room is None else room - billed
            charged += billed
        if month == first:
            won = floor(Fraction(base, 12) + charged / 1000 * rate)
            return floor(driven / 1000), won, sum(1 for day in days if day in missing)
        month = after_months(month, 1)


def added_days(annual: int, ends_on: date, until: date, year_days: int) -> int:
    """A day's share of the premium for each day more."""
    more = Fraction(0)
    while ends_on < until:
        ends_on += DAY
        more += Fraction(annual, year_days)
    return floor(more)


def other_drivers(
    annual: int, before: Fraction, after: Fraction, ages: Sequence[tuple[int, Fraction]], born: date | None, day: date
) -> int:
    """The premium by the new factors less the premium of now; birthdays are counted one by one."""
    premium = annual / before * after
    if born is not None:
        age = 0
        while after_months(born, 12 * (age + 1)) <= day:
            age += 1
        premium *= next(factor for under, factor in ages if age < under)
    return floor(premium - annual)


def other_limit(annual: int, shares: Sequence[tuple[int, Fraction]], before: int | None, after: int | None) -> int:
    """The share of the premium for the new limit less that for the old one; 0 won before is no cover at all."""
    costs = []
    for limit in (before, after):
        row = [percent for up_to, percent in shares if up_to == 0 or (limit is not None and limit <= up_to)][:1]
        costs.append(Fraction(0) if limit == 0 else annual * row[0] / 100)
    return floor(costs[1] - costs[0])
