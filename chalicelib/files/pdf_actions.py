"""Active content in the dictionaries of a PDF (ISO 32000-2). What a key means depends on where it stands: `/JS` is a
script in an action, and any name for a font among the fonts of a page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

ACTION_KEYS: Mapping[str, frozenset[str]] = {
    "/JavaScript": frozenset({"/JS"}),
    "/Launch": frozenset({"/F", "/Win", "/Mac", "/Unix"}),
    "/SubmitForm": frozenset({"/F"}),
    "/ImportData": frozenset({"/F"}),
    "/GoToE": frozenset({"/D", "/F"}),
    "/Rendition": frozenset({"/JS", "/OP", "/AN"}),
    "/RichMediaExecute": frozenset({"/TA", "/CMD"}),
}
"""Types of actions (12.6.4) other than navigation in the document and opening a web address, each with entries of which
it needs one. Without it nothing happens; structure elements have a type of any name, and none of these."""
NAME_MAPS = frozenset(
    {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs",
     "/Colorants", "/Dests", "/RoleMap", "/ClassMap", "/PieceInfo", "/Private", "/Info", "/Extensions", "/Schema",
     "/CI"}
)  # fmt: skip
"""Entries whose dictionary has names of any kind as keys: resources (7.8.3), glyphs, destinations, types of structure
elements, data of programs, information about the document."""
_TARGET_KEYS = ("/URI", "/F", "/UF")
"""Entries with the target of an action (7.11 and 12.6.4)."""
_UNSAFE_TARGET = re.compile(
    r"(java|vb)script:|data:|smb:|[\\/]{2}|file:([\\/]{2}(?!localhost/|[\\/][^\\/])|[^\\/])", re.IGNORECASE
)
"""Prefixes of targets that run code or make the reader's computer sign in to another one. A path on the local disk
(`file:///C:/`), which office programs write, is harmless."""

Place = Literal["any", "map", "appearances"]
"""Where a dictionary stands: among names of any kind, or in the entry `/AP`, whose entries are such maps (12.5.5)."""


class TooManyObjects(Exception):
    """The document has more dictionaries and arrays than are looked at."""


def is_active(entry: DictionaryObject) -> bool:
    """Whether a dictionary that isn't a map of names contains a script, a program, a file or a form of XFA."""
    # `entry["/S"]` resolves references: the type of an action may be an indirect object.
    keys = ACTION_KEYS.get(str(entry["/S"]), frozenset()) if "/S" in entry else frozenset()
    if any(key in entry for key in keys) or any(key in entry and is_(entry[key]) for key, is_ in _ACTIVE_VALUES):
        return True
    if "/S" in entry and "/JS" in entry and isinstance(entry["/JS"], _TEXT | StreamObject):
        return True
    return any(_is_unsafe_target(entry[key]) for key in _TARGET_KEYS if key in entry)


_TEXT = TextStringObject | ByteStringObject


def _is_filled(value: object) -> bool:
    return isinstance(value, ArrayObject | DictionaryObject) and len(value) > 0


_ACTIVE_VALUES: tuple[tuple[str, Callable[[object], bool]], ...] = (
    # Usage rights have an array of this name (12.8.2.3). `/EmbeddedFiles` may be empty; each file in it has `/EF`.
    ("/EF", lambda value: isinstance(value, DictionaryObject) and len(value) > 0),
    ("/XFA", _is_filled),
    ("/RichMediaContent", _is_filled),
    ("/OnInstantiate", _is_filled),
)
"""Entries of embedded files, of forms, of media and of scripts in them → whether a value is one."""


def _is_unsafe_target(target: object) -> bool:
    """Whether a target has an unsafe prefix. Readers ignore white space in it."""
    text = target.decode("latin-1") if isinstance(target, bytes) else target if isinstance(target, str) else ""
    return _UNSAFE_TARGET.match("".join(letter for letter in text if letter > " ")) is not None


def dictionaries(reader: PdfReader, limit: int) -> Iterator[tuple[DictionaryObject, Place]]:
    """Every dictionary of the file with its places, at last those that nothing refers to. Raises TooManyObjects."""
    walk = _Walk(limit)
    yield from walk.from_object(reader.trailer)
    listed = [
        IndirectObject(number, generation, reader) for generation, table in reader.xref.items() for number in table
    ]
    listed += [IndirectObject(number, 0, reader) for number in reader.xref_objStm]
    for reference in listed:
        if not walk.has_seen(reference):
            try:
                yield from walk.from_object(reference)
            except LimitReachedError:
                raise
            except PyPdfError:
                continue  # cut off; no reader needs it, and its bytes are searched


class _Walk:
    """A dictionary is met once in each of its places."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._seen: dict[tuple[int, int], set[Place]] = {}

    def has_seen(self, reference: IndirectObject) -> bool:
        # A number may have different objects in its generations (7.3.10).
        return (reference.idnum, reference.generation) in self._seen

    def from_object(self, root: object) -> Iterator[tuple[DictionaryObject, Place]]:
        waiting: list[tuple[object, Place]] = [(root, "any")]
        while waiting:
            found, place = waiting.pop()
            if isinstance(found, IndirectObject):
                places = self._seen.setdefault((found.idnum, found.generation), set())
                if place in places:
                    continue
                places.add(place)
                found = found.get_object()
            self._left -= 1
            if self._left < 0:
                raise TooManyObjects
            if isinstance(found, StreamObject):
                place = "any"
            if isinstance(found, DictionaryObject):
                yield found, place
                waiting += _containers((found.raw_get(key), _place(place, key)) for key in found)
            elif isinstance(found, ArrayObject):
                waiting += _containers((value, place) for value in found)


def _place(parent: Place, key: str) -> Place:
    if parent == "map":
        return "any"
    if key in NAME_MAPS or (parent == "appearances" and key in ("/N", "/R", "/D")):
        return "map"
    return "appearances" if key == "/AP" else "any"


def _containers(values: Iterable[tuple[object, Place]]) -> list[tuple[object, Place]]:
    """The values that may contain a dictionary."""
    return [value for value in values if isinstance(value[0], IndirectObject | DictionaryObject | ArrayObject)]
