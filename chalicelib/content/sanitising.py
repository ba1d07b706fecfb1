"""Sanitises input before it is stored: masks resident registration numbers and removes paths from file names.

`sanitised` walks all strings of a value, so that a new body, command or field is included. Strings with a pattern of
their own aren't changed: they are ids, digests, tokens and bank accounts.
"""

import hashlib
import unicodedata
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.message_bodies import (
    KEY_PATTERN,
    MAX_FILE_NAME,
    PHONE_NUMBER_PATTERN,
    Body,
    File,
    Location,
    Signature,
    SignatureRequest,
)
from chalicelib.kernel.masking import (
    mask_resident_numbers,
    mask_second_half,
    may_contain_resident_number,
    separators_after_date,
    starts_with_second_half,
)

_NAMELESS = "file"
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of invisible characters. They include bidi controls: "진단서<U+202E>gpj.exe" looks like an image."""

Value = TypeVar("Value")


def sanitised(value: Value, before: int | None = None) -> Value:
    """The value with masked resident numbers. `before` is the `open_number_end` of the same person's previous messages:
    their date and seven digits here make a resident number, too."""
    if isinstance(value, File):
        return replace(value, name=sanitised_file_name(value.name))
    if not any(map(may_contain_resident_number, strings_in(value))):
        return value
    after: Value = _Sanitiser(before).of(value, None, "")
    return after


def strings_in(value: object) -> tuple[str, ...]:
    """All strings of a value, in order."""
    found: list[str] = []
    left = [value]
    while left:
        match left.pop():
            case str() as words:
                found.append(words)
            case Struct() as struct:
                left += [getattr(struct, name) for name in reversed(struct.__struct_fields__)]
            case dict() as mapping:
                left += reversed((*mapping.keys(), *mapping.values()))
            case tuple() | list() as parts:
                left += reversed(parts)
    return tuple(found)


def open_number_end(bodies: tuple[Body, ...]) -> int | None:
    """The number of separators after the date at the end of these bodies of one person, oldest first; None if they
    don't end with a date."""
    signs: int | None = None
    for body in bodies:
        said = strings_in(body)
        for words in said:
            signs = separators_after_date(words, signs)
        ends = (signs, *map(separators_after_date, said))
        signs = min((end for end in ends if end is not None), default=None)
    return signs


def may_complete_number(body: Body) -> bool:
    """Whether the body may start with the second half of a resident number."""
    return not isinstance(body, File | Signature | Location) and any(map(starts_with_second_half, strings_in(body)))


_ECHOED_FIELD = "ref"
"""Echoed to the sender and not stored."""


class _Sanitiser:
    """One walk over a value. A date at the end of a string may continue in the next string, or in the next one of the
    same field: the values of two rows aren't adjacent, but are read as one."""

    def __init__(self, before: int | None) -> None:
        self._before = before
        self._last: int | None = None
        self._ends: dict[str, int | None] = {}

    def of(self, thing: Any, kind: Any, field: str) -> Any:
        kind = _without_meta(kind)
        match thing:
            case str():
                return self._words(thing, kind, field)
            case Struct():
                return self._struct(thing)
            case dict():
                keys = [self.of(key, getattr(kind, "key_type", None), f"{field}.key") for key in thing]
                values = [self.of(value, getattr(kind, "value_type", None), field) for value in thing.values()]
                return dict(zip(keys, values, strict=True))
            case tuple():
                parts = getattr(kind, "item_types", ()) or (getattr(kind, "item_type", None),) * len(thing)
                return tuple(self.of(part, each, field) for part, each in zip(thing, parts, strict=True))
        return thing

    def _struct(self, thing: Struct) -> Struct:
        changes = {}
        for name, kind in _field_types(type(thing)).items():
            if name == _ECHOED_FIELD:
                continue
            value = getattr(thing, name)
            after = self.of(value, kind, name)
            if after != value:
                changes[name] = after
        if isinstance(thing, SignatureRequest) and "text" in changes:
            # Only a changed text gets a new digest: a wrong digest of an unchanged text is refused when it is signed.
            changes["digest"] = hashlib.sha256(changes["text"].encode()).hexdigest()
        return replace(thing, **changes) if changes else thing

    def _words(self, words: str, kind: Any, field: str) -> str:
        kind = _string_type(kind)
        if kind is not None and kind.pattern not in (None, KEY_PATTERN, PHONE_NUMBER_PATTERN):
            return words
        after = words
        for before in (self._before, self._last, self._ends.get(field)):
            after = mask_second_half(after, before)
        after = mask_resident_numbers(after, kind.max_length if kind else None)
        self._ends[field] = separators_after_date(after, self._ends.get(field))
        self._last = separators_after_date(after, self._last)
        return after


@lru_cache
def _field_types(struct: type[Struct]) -> dict[str, Any]:
    from msgspec.inspect import type_info  # only if there is a number to mask

    return {field.name: _without_meta(field.type) for field in type_info(struct).fields}  # type: ignore[attr-defined]


def _without_meta(kind: Any) -> Any:
    """A type without its description."""
    return kind.type if hasattr(kind, "extra_json_schema") else kind


def _string_type(kind: Any) -> Any:
    """The string type among the types of a field; None if there is none."""
    kinds = map(_without_meta, getattr(kind, "types", (kind,)))
    return next((each for each in kinds if hasattr(each, "pattern")), None)


def sanitised_file_name(name: str) -> str:
    """A file's name as people read it; never a path, never nothing."""
    seen = "".join(char for char in name if unicodedata.category(char) not in _INVISIBLE)
    composed = unicodedata.normalize("NFC", seen).replace("/", "_").replace("\\", "_")
    return mask_resident_numbers(composed, MAX_FILE_NAME) or _NAMELESS
