"""Decodes what the core system sends about a customer: what can't be read is reported, the rest is loaded."""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, inspect
from msgspec.structs import replace

from chalicelib.contracts import scalars
from chalicelib.contracts.holder import (
    Coupon,
    Discount,
    Instalment,
    InsuranceContract,
    InsuredAccident,
    InsuredCoverage,
    OdometerReading,
    Policyholder,
    Trip,
)

REPEAT_KEYS: dict[type, tuple[str, ...]] = {
    InsuranceContract: ("number",),
    InsuredCoverage: ("code",),
    Instalment: ("due", "won"),
    Discount: ("code",),
    InsuredAccident: ("on", "damage_won", "coverages"),
    Trip: ("id",),
    OdometerReading: ("on",),
    Coupon: ("code",),
}
"""The fields that make two rows one, normalised: 100000, 100000.0 and "100000" are one payment."""

_READERS: dict[type, Callable[[Any], Any]] = {
    inspect.StrType: scalars.read_string,
    inspect.IntType: scalars.read_integer,
    inspect.DecimalType: scalars.read_decimal,
    inspect.BoolType: scalars.read_flag,
    inspect.DateType: scalars.read_day,
    inspect.DateTimeType: scalars.read_moment,
}


REPEATED = "repeated"
"""The reason where a row of a list stands there twice; what only the second one knows is taken from it."""


class Problem(NamedTuple):
    """A value that was not loaded: where it stands, and why."""

    where: str
    reason: str


class DecodedHolder(NamedTuple):
    """A customer, None without an id, and what was left out."""

    holder: Policyholder | None
    problems: tuple[Problem, ...]


Decoded = TypeVar("Decoded")


class _Absent(Exception):
    """A value that is left out; its problem was reported."""


def read_json(line: str | bytes) -> Any:
    """A JSON document; fractions keep their digits. Raises ValueError, RecursionError if nested too deep."""
    try:
        return json.loads(line, parse_float=Decimal)
    except InvalidOperation:
        raise ValueError("a number is too long") from None


def decode_holder(raw: object) -> DecodedHolder:
    """A customer from the objects of a JSON document."""
    return DecodedHolder(*decode_struct(Policyholder, raw))


def decode_struct(kind: type[Decoded], raw: object) -> tuple[Decoded | None, tuple[Problem, ...]]:
    """A struct from the objects of a JSON document, None where a required value is missing; and what was left out."""
    decoding = _Decoding()
    try:
        found: Decoded = decoding.struct(kind, raw, "")
    except _Absent:
        return None, tuple(decoding.problems)
    return found, tuple(decoding.problems)


class _Decoding:
    """One customer's values and the problems so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def struct(self, kind: type, raw: object, where: str) -> Any:
        if not isinstance(raw, dict):
            raise self._absent(where, "not an object")
        values: dict[str, Any] = {}
        for field in _fields_of(kind):
            value = raw.get(field.encode_name)
            path = f"{where}.{field.encode_name}" if where else field.encode_name
            try:
                if value is not None:
                    values[field.name] = self._value(field.type, value, path)
                elif field.required:
                    raise self._absent(path, "missing")
            except _Absent:
                if field.required:
                    raise
        return kind(**values)

    def _value(self, kind: inspect.Type, raw: object, where: str) -> Any:
        match kind:
            case inspect.UnionType():
                return self._value(_wanted(kind), raw, where)
            case inspect.StructType():
                return self.struct(kind.cls, raw, where)
            case inspect.VarTupleType():
                return self._rows(kind.item_type, raw, where)
            case inspect.TupleType():
                return self._pair(kind.item_types, raw, where)
            case inspect.LiteralType():
                return self._code(kind, raw, where)
        try:
            value = _READERS[type(kind)](raw)
            _check_bounds(kind, value)
        except ValueError as error:
            raise self._absent(where, str(error)) from None
        return value

    def _code(self, kind: inspect.LiteralType, raw: object, where: str) -> object:
        code = raw.strip() if isinstance(raw, str) else raw
        if code not in kind.values:
            raise self._absent(where, f"unknown code {str(raw)[:40]!r}")
        return code

    def _rows(self, kind: inspect.Type, raw: object, where: str) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise self._absent(where, "not a list")
        found: dict[Any, Any] = {}
        for place, row in enumerate(raw):
            path = f"{where}[{place}]"
            try:
                value = self._value(kind, row, path)
            except _Absent:
                continue
            key = _repeat_key(value)
            if key in found:
                self.problems.append(Problem(path, REPEATED))
                value = _merged(found[key], value)
            found[key] = value
        return tuple(found.values())

    def _pair(self, kinds: tuple[inspect.Type, ...], raw: object, where: str) -> tuple[Any, ...]:
        if not isinstance(raw, list) or len(raw) != len(kinds):
            raise self._absent(where, f"not {len(kinds)} values")
        first, last = (self._value(kind, each, where) for kind, each in zip(kinds, raw, strict=True))
        if last < first:
            raise self._absent(where, "ends before it begins")
        return first, last

    def _absent(self, where: str, reason: str) -> _Absent:
        self.problems.append(Problem(where, reason))
        return _Absent()


@cache
def _fields_of(kind: type) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - the schema is made of structs
    return info.fields


def _wanted(union: inspect.UnionType) -> inspect.Type:
    """The type of a value that is there: absent ones are None, unknown codes ""."""
    kinds = (each for each in union.types if not isinstance(each, inspect.NoneType))
    return next(each for each in kinds if not (isinstance(each, inspect.LiteralType) and each.values == ("",)))


def _check_bounds(kind: inspect.Type, value: Any) -> None:
    if isinstance(kind, inspect.DecimalType) and value < 0:
        raise ValueError("below 0")
    if isinstance(kind, inspect.IntType) and kind.ge is not None and value < kind.ge:
        raise ValueError(f"below {kind.ge}")
    if isinstance(kind, inspect.StrType) and kind.min_length:
        scalars.check_name(value)
    if isinstance(kind, inspect.StrType) and kind.pattern and not re.search(kind.pattern, value):
        raise ValueError(f"unknown code {value[:40]!r}")


def _repeat_key(value: Any) -> object:
    names = REPEAT_KEYS.get(type(value))
    return tuple(getattr(value, name) for name in names) if names else value


def _merged(earlier: Any, later: Any) -> Any:
    """The row of two with one key: the first one, with what only the second one knows."""
    if not isinstance(earlier, Struct):
        return earlier
    known = {name: getattr(later, name) for name in earlier.__struct_fields__ if getattr(earlier, name) in (None, "")}
    return replace(earlier, **known)
