"""Formats of feeds, `config/feeds.toml`: what a row is, and where its values stand."""

import codecs
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial
from typing import Any, Literal, get_args

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require, require_between
from chalicelib.contracts.scalars import read_decimal

_require = partial(require, "feeds.toml")
_require_between = partial(require_between, "feeds.toml")

RowKind = Literal["holder", "contract", "payment", "odometer", "trip", "track", "signal"]

FOLDER = "{folder}"
"""In the place of a path: the name of the folder that the file is in."""

REQUIRED: dict[RowKind, frozenset[str]] = {
    "holder": frozenset({"id"}),
    "contract": frozenset({"customer", "number"}),
    "payment": frozenset({"contract", "due", "won"}),
    "odometer": frozenset({"contract", "on", "km"}),
    "trip": frozenset({"contract", "id", "start", "end", "metres"}),
    "track": frozenset({"contract", "id", "positions", "at", "longitude", "latitude"}),
    "signal": frozenset({"id", "contract", "sign", "at"}),
}
"""The values that a row can't do without."""

POSITION_FIELDS = ("at", "longitude", "latitude")
"""Those whose paths begin at a position of a track."""


class FeedFormat(Struct, frozen=True, forbid_unknown_fields=True):
    """A format. Without `fields`, rows have our names."""

    folder: str
    kind: RowKind
    fields: dict[str, str] = {}
    factors: dict[str, Decimal] = {}
    delimiter: str = ","
    encoding: str = "utf-8"


class LoadingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How files are loaded, and which trips are implausible."""

    rows_at_once: int
    bytes_at_once: int
    max_row_bytes: int
    stop_before_seconds: int
    gap_seconds: int
    longest_trip_hours: int


class CrashRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What follows the signal of a crash."""

    topic: str
    answer_within_seconds: int
    newest_hours: int


class FeedRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of feeds."""

    loading: LoadingRules
    crash: CrashRules
    formats: tuple[FeedFormat, ...]

    def format_of(self, folder: str) -> FeedFormat | None:
        """The format of files in a folder."""
        return next((each for each in self.formats if each.folder == folder), None)


@cache
def feed_rules() -> FeedRules:
    """The rules of `feeds.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("feeds.toml", FeedRules, exact=True)


def map_row(raw: Mapping[str, Any], of: FeedFormat, folder: str) -> dict[str, Any]:
    """A row under our names; without a value where theirs is absent. Version, schema and deletion keep their names."""
    if not of.fields:
        return {**raw}
    kept = {name: raw[name] for name in ("version", "schema", "deleted") if name in raw}
    inner = POSITION_FIELDS if of.kind == "track" else ()
    found = {name: _value_at(raw, path, folder) for name, path in of.fields.items() if name not in inner}
    scaled = {name: _scaled(value, of.factors.get(name)) for name, value in found.items() if value is not None}
    return {**kept, **scaled}


def map_position(raw: Any, of: FeedFormat) -> tuple[Any, Any, Any]:
    """Time, longitude and latitude of a position of a track; None where one is absent."""
    at, longitude, latitude = (_value_at(raw, of.fields.get(name, name), "") for name in POSITION_FIELDS)
    return at, longitude, latitude


def _value_at(raw: Any, path: str, folder: str) -> Any:
    """The value at a path of names and places; None where there is none."""
    if path == FOLDER:
        return folder or None
    if isinstance(raw, Mapping) and path in raw:
        return raw[path]
    for step in path.split("."):
        if isinstance(raw, Mapping):
            raw = raw.get(step)
        elif isinstance(raw, list) and step.isdecimal() and int(step) < len(raw):
            raw = raw[int(step)]
        else:
            return None
    return raw


def _scaled(value: Any, factor: Decimal | None) -> Any:
    if factor is None:
        return value
    try:
        return (read_decimal(value) * factor).to_integral_value()
    except ValueError:
        return value  # the row's decoder says what is wrong with it


def validate_feed_rules(rules: FeedRules, topics: frozenset[str]) -> None:
    """Raises ValueError that names the first error."""
    loading = rules.loading
    _require_between("loading.rows_at_once", loading.rows_at_once, 100, 20_000)
    _require_between("loading.bytes_at_once", loading.bytes_at_once, 10_000, 20_000_000)
    _require_between("loading.max_row_bytes", loading.max_row_bytes, 10_000, 20_000_000)
    _require_between("loading.stop_before_seconds", loading.stop_before_seconds, 10, 60)
    _require_between("loading.gap_seconds", loading.gap_seconds, 1, 3600)
    _require_between("loading.longest_trip_hours", loading.longest_trip_hours, 1, 72)
    _require(rules.crash.topic in topics, f"crash.topic names no topic: {rules.crash.topic}")
    _require_between("crash.answer_within_seconds", rules.crash.answer_within_seconds, 10, 900)
    _require_between("crash.newest_hours", rules.crash.newest_hours, 1, 72)
    folders = [each.folder for each in rules.formats]
    _require(len(folders) == len(set(folders)), "formats: a folder has one format")
    for each in rules.formats:
        _validate_format(each)


def _validate_format(of: FeedFormat) -> None:
    where = f"formats: {of.folder}"
    _require(bool(of.folder) and "/" not in of.folder, f"{where}: folder is a name without slashes")
    if of.fields:
        missing = sorted(REQUIRED[of.kind] - of.fields.keys())
        _require(not missing, f"{where}: fields lacks {', '.join(missing)}")
    _require(of.factors.keys() <= of.fields.keys(), f"{where}: factors names a value that fields doesn't have")
    _require(all(factor > 0 for factor in of.factors.values()), f"{where}: factors are above 0")
    _require(len(of.delimiter) == 1, f"{where}: delimiter is one character")
    try:
        codecs.lookup(of.encoding)
    except LookupError:
        raise ValueError(f"feeds.toml: {where}: encoding is unknown: {of.encoding}") from None
    _require('"\n'.encode(of.encoding) == b'"\n', f"{where}: encoding has other line ends than ASCII: {of.encoding}")


ROW_KINDS: tuple[RowKind, ...] = get_args(RowKind)
