"""What a change of a contract costs more a year, by the rows of `config/tariff.toml`."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from typing import get_args

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require
from chalicelib.contracts.amounts import add_months, to_won
from chalicelib.contracts.changes import UnfitValue, day_of_value, won_of_value
from chalicelib.contracts.holder import CoverageCode, DriverScope, InsuranceContract
from chalicelib.contracts.money_rules import Rounding, Sourced

_require = partial(require, "tariff.toml")

COMPULSORY = "bodily_1"
"""Every contract has it, without a limit to choose."""


class ExtensionRow(Sourced, frozen=True, forbid_unknown_fields=True):
    """The days that the yearly premium is for."""

    year_days: int


class ScopeRow(Sourced, frozen=True, forbid_unknown_fields=True):
    """The factor of who may drive."""

    scope: DriverScope
    factor: Decimal


class DriverRow(Sourced, frozen=True, forbid_unknown_fields=True):
    """The factor of an added driver below an age."""

    under_age: int
    factor: Decimal


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """The percentage of the yearly premium up to a limit; 0 for no limit."""

    up_to_won: int
    percent: Decimal


class CoverageRow(Sourced, frozen=True, forbid_unknown_fields=True):
    """What a coverage costs, the smallest limit first."""

    code: CoverageCode
    shares: tuple[Share, ...]


class Tariff(Struct, frozen=True, forbid_unknown_fields=True):
    """The rows of `tariff.toml`."""

    extension: ExtensionRow
    scopes: tuple[ScopeRow, ...]
    drivers: tuple[DriverRow, ...]
    coverages: tuple[CoverageRow, ...]


@cache
def tariff() -> Tariff:
    """The rows of `tariff.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("tariff.toml", Tariff, exact=True)


def proposed_difference(
    contract: InsuranceContract, kind: str, values: Mapping[str, str], starts_on: date, rows: Tariff, rounding: Rounding
) -> int | None:
    """What a change costs more a year in won, below zero less; None where the tariff doesn't tell: another car, a
    contract without a premium. Raises UnfitValue."""
    premium = contract.annual_won if contract.annual_won is not None else contract.base_won
    share = _SHARES[kind](contract, values, starts_on, rows) if kind in _SHARES else None
    return None if premium is None or share is None else to_won(premium * share, rounding)


def _extension(
    contract: InsuranceContract, values: Mapping[str, str], _starts_on: date, rows: Tariff
) -> Fraction | None:
    until = day_of_value(values, "ends_on")
    if until is None or contract.ends_on is None:
        return None
    return Fraction((until - contract.ends_on).days, rows.extension.year_days)


def _drivers(contract: InsuranceContract, values: Mapping[str, str], starts_on: date, rows: Tariff) -> Fraction | None:
    factors: dict[str, Fraction] = {row.scope: Fraction(row.factor) for row in rows.scopes}
    held = next((each.scope for each in contract.drivers or () if each.scope), rows.scopes[0].scope)
    factor = factors[values.get("scope") or held] / factors[held]
    if values.get("driver_name"):
        born = day_of_value(values, "driver_born")
        if born is None:
            return None
        if born > starts_on:
            raise UnfitValue("driver_born")
        years = starts_on.year - born.year
        age = years - (add_months(born, 12 * years) > starts_on)
        factor *= Fraction(next((row.factor for row in rows.drivers if age < row.under_age), rows.drivers[-1].factor))
    return factor - 1


def _amounts(contract: InsuranceContract, values: Mapping[str, str], _starts_on: date, rows: Tariff) -> Fraction | None:
    limits = {each.code: each.limit_won for each in contract.coverages or ()}
    changed = [code for code in limits if values.get(code)]
    shares = [(_share(rows, code, limits[code]), _share(rows, code, won_of_value(values, code))) for code in changed]
    total = Fraction(0)
    for before, after in shares:
        if before is None or after is None:
            return None
        total += after - before
    return total


def _cover(_contract: InsuranceContract, values: Mapping[str, str], _starts_on: date, rows: Tariff) -> Fraction | None:
    limit = won_of_value(values, "limit") if values.get("limit") else None
    return _share(rows, values.get("coverage", ""), limit)


_SHARES = {"extension": _extension, "drivers": _drivers, "amounts": _amounts, "cover": _cover}
"""Kind of change → the share of the yearly premium that it costs more."""


def _share(rows: Tariff, code: str, limit: int | None) -> Fraction | None:
    """The share of a coverage with a limit; None is without one."""
    shares = next((row.shares for row in rows.coverages if row.code == code), ())
    fits = (each for each in shares if each.up_to_won == 0 or (limit is not None and limit <= each.up_to_won))
    return next((Fraction(each.percent) / 100 for each in fits), None)


def validate_tariff(rows: Tariff) -> None:
    """Raises ValueError that names the first error."""
    _require(rows.extension.year_days in (365, 366), "extension.year_days is 365 or 366")
    scopes = sorted(row.scope for row in rows.scopes)
    _require(scopes == sorted(get_args(DriverScope)), "scopes: each scope has one row")
    ages = [row.under_age for row in rows.drivers]
    _require(bool(ages) and ages == sorted(set(ages)), "drivers: ages rise from row to row")
    factors = [*(row.factor for row in rows.scopes), *(row.factor for row in rows.drivers)]
    _require(all(Decimal("0.5") <= factor <= 3 for factor in factors), "factors are between 0.5 and 3")
    codes = sorted(row.code for row in rows.coverages)
    _require(codes == sorted({*get_args(CoverageCode)} - {COMPULSORY}), f"coverages: each but {COMPULSORY} has one row")
    for row in rows.coverages:
        _validate_shares(row)
    sources = (rows.extension, *rows.scopes, *rows.drivers, *rows.coverages)
    _require(all(row.source.strip() for row in sources), "a row has no source")


def _validate_shares(row: CoverageRow) -> None:
    limits, percents = [each.up_to_won for each in row.shares], [each.percent for each in row.shares]
    _require(bool(limits) and limits[-1] == 0, f"coverages: {row.code}: the last share is that without a limit (0)")
    rising = all(0 < one < other for one, other in pairwise(limits[:-1])) and all(each > 0 for each in limits[:-1])
    _require(rising, f"coverages: {row.code}: limits rise from share to share")
    _require(percents == sorted(percents), f"coverages: {row.code}: percents rise with the limits")
    _require(all(0 < each < 100 for each in percents), f"coverages: {row.code}: percents are between 0 and 100")
