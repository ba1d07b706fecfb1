"""What of a contract can be changed in the chat: its fields as they are, and the rows before and after."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import get_args

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_views import ChangeRow
from chalicelib.content.formatting import format_date
from chalicelib.content.forms import PLATE, strip_separators
from chalicelib.content.message_bodies import Field, Option
from chalicelib.contracts.holder import CoverageCode, DriverScope, InsuranceContract, InsuredDriver
from chalicelib.contracts.views import limit_alone, won_in_words

SECTION = "contract_changes"
MAX_NAME_CHARS = 40
MAX_WON_DIGITS = 12


class UnfitValue(ValueError):
    """A value that a contract can't have; the argument names its field."""


def change_fields(contract: InsuranceContract, kind: str, texts: Texts) -> tuple[Field, ...]:
    """The fields of a kind of change with what the contract has now."""
    return tuple(_FIELDS[kind](contract, texts))


def changed_rows(
    contract: InsuranceContract, kind: str, values: dict[str, str], texts: Texts, max_days: int
) -> tuple[ChangeRow, ...]:
    """What changes, as customers read it; empty if nothing does. Raises UnfitValue."""
    known = {field.name for field in change_fields(contract, kind, texts)}
    if unknown := values.keys() - known:
        raise UnfitValue(min(unknown))
    rows = _ROWS[kind](contract, {name: value.strip() for name, value in values.items()}, texts, max_days)
    return tuple(row for row in rows if row.before != row.after)


def _say(texts: Texts, key: str) -> str:
    return texts.render(SECTION, key)


def _field(texts: Texts, name: str, value: str = "", hint: str = "", **more: object) -> Field:
    return Field(name, _say(texts, name), value=value, hint=hint, required=False, **more)  # type: ignore[arg-type]


# --- the fields


def _extension_fields(contract: InsuranceContract, texts: Texts) -> Iterator[Field]:
    yield _field(texts, "ends_on", contract.ends_on.isoformat() if contract.ends_on else "", _say(texts, "iso_day"))


def _drivers_fields(contract: InsuranceContract, texts: Texts) -> Iterator[Field]:
    scopes = [each.scope for each in contract.drivers or () if each.scope]
    options = tuple(Option(scope, texts.label("driver_scopes", scope)) for scope in get_args(DriverScope))
    yield _field(texts, "scope", scopes[0] if scopes else "", kind="choice", options=options)
    yield _field(texts, "driver_name")
    yield _field(texts, "driver_born", hint=_say(texts, "iso_day"))


def _vehicle_fields(contract: InsuranceContract, texts: Texts) -> Iterator[Field]:
    yield _field(texts, "plate", contract.plate, kind="plate")
    yield _field(texts, "car", contract.car)


def _amounts_fields(contract: InsuranceContract, texts: Texts) -> Iterator[Field]:
    for each in contract.coverages or ():
        if each.limit_won is not None:
            label = texts.label("insured_coverages", each.code)
            yield Field(each.code, label, value=str(each.limit_won), hint=_say(texts, "in_won"), required=False)


def _cover_fields(contract: InsuranceContract, texts: Texts) -> Iterator[Field]:
    held = {each.code for each in contract.coverages or ()}
    missing = [code for code in get_args(CoverageCode) if code not in held]
    options = tuple(Option(code, texts.label("insured_coverages", code)) for code in missing)
    yield _field(texts, "coverage", kind="choice", options=options)
    yield _field(texts, "limit", hint=_say(texts, "in_won"))


# --- the rows


def _extension_rows(
    contract: InsuranceContract, values: dict[str, str], texts: Texts, max_days: int
) -> Iterator[ChangeRow]:
    until = day_of_value(values, "ends_on")
    now = contract.ends_on
    if until is None or now is None or not 0 < (until - now).days <= max_days:
        raise UnfitValue("ends_on")
    yield ChangeRow(_say(texts, "ends_on"), _day_text(now, texts), _day_text(until, texts))


def _drivers_rows(contract: InsuranceContract, values: dict[str, str], texts: Texts, _days: int) -> Iterator[ChangeRow]:
    drivers = contract.drivers or ()
    scope = values.get("scope", "")
    if scope and scope not in get_args(DriverScope):
        raise UnfitValue("scope")
    before = " · ".join(texts.labels("driver_scopes", dict.fromkeys(each.scope for each in drivers if each.scope)))
    after = texts.label("driver_scopes", scope) if scope else before
    yield ChangeRow(_say(texts, "scope"), _or_none(before, texts), _or_none(after, texts))
    name, born = values.get("driver_name", ""), day_of_value(values, "driver_born")
    if len(name) > MAX_NAME_CHARS or (born is not None and not name):
        raise UnfitValue("driver_name")
    named = [_driver_text(each, texts) for each in drivers if each.name]
    added = [_driver_text(InsuredDriver(name, born), texts)] if name else []
    yield ChangeRow(
        _say(texts, "driver_name"), _or_none(", ".join(named), texts), _or_none(", ".join([*named, *added]), texts)
    )


def _vehicle_rows(contract: InsuranceContract, values: dict[str, str], texts: Texts, _days: int) -> Iterator[ChangeRow]:
    plate = strip_separators(values.get("plate", "")) or contract.plate
    if plate != contract.plate and not PLATE.fullmatch(plate):
        raise UnfitValue("plate")
    yield ChangeRow(_say(texts, "plate"), _or_none(contract.plate, texts), _or_none(plate, texts))
    car = values.get("car", "") or contract.car
    yield ChangeRow(_say(texts, "car"), _or_none(contract.car, texts), _or_none(car, texts))


def _amounts_rows(contract: InsuranceContract, values: dict[str, str], texts: Texts, _days: int) -> Iterator[ChangeRow]:
    for each in contract.coverages or ():
        if values.get(each.code):
            after = won_in_words(won_of_value(values, each.code), texts)
            yield ChangeRow(texts.label("insured_coverages", each.code), limit_alone(each, texts), after)


def _cover_rows(contract: InsuranceContract, values: dict[str, str], texts: Texts, _days: int) -> Iterator[ChangeRow]:
    held = {each.code for each in contract.coverages or ()}
    code = values.get("coverage", "")
    if code not in get_args(CoverageCode) or code in held:
        raise UnfitValue("coverage")
    after = won_in_words(won_of_value(values, "limit"), texts) if values.get("limit") else _say(texts, "insured")
    yield ChangeRow(texts.label("insured_coverages", code), _say(texts, "none"), after)


_FIELDS: dict[str, Callable[[InsuranceContract, Texts], Iterator[Field]]] = {
    "extension": _extension_fields,
    "drivers": _drivers_fields,
    "vehicle": _vehicle_fields,
    "amounts": _amounts_fields,
    "cover": _cover_fields,
}
_ROWS: dict[str, Callable[[InsuranceContract, dict[str, str], Texts, int], Iterator[ChangeRow]]] = {
    "extension": _extension_rows,
    "drivers": _drivers_rows,
    "vehicle": _vehicle_rows,
    "amounts": _amounts_rows,
    "cover": _cover_rows,
}


def day_of_value(values: Mapping[str, str], name: str) -> date | None:
    """A day of a change's values; None if it isn't given. Raises UnfitValue."""
    try:
        return date.fromisoformat(values[name]) if values.get(name) else None
    except ValueError:
        raise UnfitValue(name) from None


def _day_text(day: date, texts: Texts) -> str:
    return format_date(day.isoformat(), texts.sections["dates"])


def won_of_value(values: Mapping[str, str], name: str) -> int:
    """An amount of a change's values. Raises UnfitValue."""
    digits = values[name].replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MAX_WON_DIGITS and int(digits)):
        raise UnfitValue(name)
    return int(digits)


def _driver_text(driver: InsuredDriver, texts: Texts) -> str:
    return f"{driver.name} ({_day_text(driver.born, texts)})" if driver.born else driver.name


def _or_none(value: str, texts: Texts) -> str:
    return value or _say(texts, "none")
