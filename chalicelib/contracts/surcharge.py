"""Next year's premium after an accident, by both factors: the number of accidents and the grade."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from chalicelib.contracts.amounts import add_months, to_won
from chalicelib.contracts.holder import CoverageCode, InsuranceContract, InsuredAccident
from chalicelib.contracts.money_rules import Rounding, SurchargeRules


class NextPremium(NamedTuple):
    """Next year's whole premium, with the number of accidents that count and the grades that it rises by."""

    won: int
    accidents: int
    grades: int


class Surcharge(NamedTuple):
    """Next year's premium where the insurance pays the damage, and where the customer does. `accident` is the one that
    it is about, None where none counts; `is_rise`: at least one factor of the insured case isn't zero."""

    insured: NextPremium
    own_pocket: NextPremium
    accident: InsuredAccident | None

    @property
    def is_rise(self) -> bool:
        return bool(self.insured.grades) or self.insured.won > self.own_pocket.won


def next_premiums(
    contract: InsuranceContract, today: date, rules: SurchargeRules, rounding: Rounding, damage_won: int | None = None
) -> Surcharge | None:
    """The premiums of the next year; None where the contract lacks what they depend on. `damage_won` is the damage of
    an accident that isn't on record."""
    if contract.annual_won is None or (contract.accidents is None and damage_won is None):
        return None
    counted = _counted(contract, today, rules)
    rated = _rated_before(contract, rules)
    fresh = tuple(each for each in counted if rated is None or each.on >= rated)
    accident = _at_hand(counted, today, damage_won)
    if accident is None:
        same = NextPremium(contract.annual_won, len(counted), 0)
        return Surcharge(same, same, None)
    others = tuple(each for each in fresh if each is not accident)
    at_hand, before = _points(accident, contract, rules), [_points(each, contract, rules) for each in others]
    if at_hand is None or any(each is None for each in before):
        return None
    points = sum((each for each in before if each is not None), Fraction(0))
    rated_count = sum(each is not accident for each in counted) - len(others)

    def premium(accidents: int, points: Fraction) -> NextPremium:
        grades = _grades(points, contract.grade)
        factor = _factor(accidents, rules) / _factor(rated_count, rules) * Fraction(rules.grade.factor) ** grades
        return NextPremium(to_won((contract.annual_won or 0) * factor, rounding), accidents, grades)

    count = rated_count + len(others)
    return Surcharge(premium(count + 1, points + at_hand), premium(count, points), accident)


def _counted(contract: InsuranceContract, today: date, rules: SurchargeRules) -> tuple[InsuredAccident, ...]:
    """The accidents that count: the insurance pays for them, as far as it is known, and they are recent."""
    since = add_months(today, -12 * rules.years)
    return tuple(each for each in contract.accidents or () if each.payable is not False and since < each.on <= today)


def _rated_before(contract: InsuranceContract, rules: SurchargeRules) -> date | None:
    """Accidents before this day are in the present premium."""
    return add_months(contract.starts_on, -rules.rated_until_months) if contract.starts_on else None


def _at_hand(counted: tuple[InsuredAccident, ...], today: date, damage_won: int | None) -> InsuredAccident | None:
    """The accident that a question is about: the latest one, or one with this damage."""
    newest_first = sorted(counted, key=lambda each: each.on, reverse=True)
    if damage_won is None:
        return next(iter(newest_first), None)
    known = (each for each in newest_first if each.damage_won == damage_won)
    return next(known, InsuredAccident(on=today, damage_won=damage_won))


def _points(accident: InsuredAccident, contract: InsuranceContract, rules: SurchargeRules) -> Fraction | None:
    """The points of an accident; None where they can't be told."""
    injury = max((Fraction(rules.points.injury[code]) for code in _injuries(accident, rules)), default=Fraction(0))
    damage, limit = accident.damage_won, contract.surcharge_limit_won
    if damage == 0 or (damage is None and injury):
        return injury
    if damage is None or limit is None:
        return None
    return injury + Fraction(rules.points.above_limit if damage > limit else rules.points.up_to_limit)


def _injuries(accident: InsuredAccident, rules: SurchargeRules) -> Iterable[CoverageCode]:
    return (code for code in accident.coverages if code in rules.points.injury)


def _grades(points: Fraction, grade: str) -> int:
    """The grades that whole points raise a premium by; 1Z has none above it."""
    room = int(grade.removesuffix("Z")) - 1 if grade else None
    return floor(points) if room is None else min(floor(points), room)


def _factor(accidents: int, rules: SurchargeRules) -> Fraction:
    return Fraction(rules.accidents[min(accidents, len(rules.accidents) - 1)].factor)
