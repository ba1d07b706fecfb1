"""PDF: whether it opens for everybody, and that nothing in it runs or hides."""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from chalicelib.files.model import Found
from chalicelib.files.pdf_names import names_in
from chalicelib.files.rules import FileKindRule

_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"})
"""Actions (ISO 32000-2, 12.6.4) that do something beyond moving about in the document or opening a web address."""
_HIDES = frozenset({"/JS", "/EF", "/XFA", "/RichMediaContent", "/OnInstantiate"})
"""Entries that hold scripts, files and forms of a kind of their own. The list of files (`/EmbeddedFiles`) may be empty:
each file in it stands under `/EF`."""
_NAMED = (_RUNS | _HIDES) - {"/Rendition", "/EF", "/JavaScript"}
"""What isn't named in the bytes of a harmless paper. A font may be called like the first two; programs leave an empty
list of scripts behind, and a script itself stands under `/JS`."""
_TARGETS = ("/URI", "/F", "/UF")
"""Entries that say what an action opens (ISO 32000-2, 7.11 and 12.6.4)."""
_REACHES = re.compile(
    r"(java|vb)script:|data:|smb:|[\\/]{2}|file:([\\/]{2}(?!localhost/|[\\/][^\\/])|[^\\/])", re.IGNORECASE
)
"""How a target begins that runs something, or that makes a reader's computer sign in at another one. A place on the
reader's own disk (`file:///C:/`), as office programs leave it behind, leads nowhere."""
_MOST_OBJECTS = 1_000_000
"""Dictionaries and arrays. Two hundred tagged pages of an office program have some 100,000."""
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What pypdf raises on bytes that only pretend."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""It warns of every oddity with a piece of the paper: what people hand in doesn't belong into logs."""


def look_at_pdf(path: Path, rule: FileKindRule) -> Found:
    """Locked, scripted, with files inside, too long, or broken: each is a reason of its own.

    A paper that is encrypted with an owner's password alone (printing or changing is forbidden) opens for everybody; it
    is looked through decrypted, like any other.
    """
    try:
        with PdfReader(path, strict=False) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                return Found("encrypted")
            return _looked_through(reader, path, rule)
    except NotImplementedError:  # a way of locking that pypdf doesn't know
        return Found("encrypted")
    except _BROKEN:
        return Found("broken")


def _looked_through(reader: PdfReader, path: Path, rule: FileKindRule) -> Found:
    pages = len(reader.pages)
    if pages == 0:
        return Found("broken")
    if pages > rule.pages:
        return Found("too_long", pages=pages)
    for entry in _dictionaries(reader):
        if _harmful(entry) or not _NAMED.isdisjoint(_names_packed(entry)):
            return Found("scripted", pages=pages)
        if reader.is_encrypted and _locked_otherwise(entry):
            return Found("encrypted", pages=pages)
    if not _NAMED.isdisjoint(names_in(path.read_bytes())):
        return Found("scripted", pages=pages)
    # A page that can't be reached is a document that can't be read.
    for page in reader.pages:
        page.mediabox  # noqa: B018
    return Found(pages=pages)


def _harmful(entry: DictionaryObject) -> bool:
    # Looked up: the kind of an action may stand in an object of its own.
    if ("/S" in entry and str(entry["/S"]) in _RUNS) or any(key in entry for key in _HIDES):
        return True
    return any(_reaches_out(entry[key]) for key in _TARGETS if key in entry)


def _reaches_out(target: object) -> bool:
    """Whether what an action opens is neither here nor a web address. Readers pass over blanks within it."""
    words = target.decode("latin-1") if isinstance(target, bytes) else target if isinstance(target, str) else ""
    return _REACHES.match("".join(letter for letter in words if letter > " ")) is not None


def _names_packed(entry: DictionaryObject) -> Iterator[str]:
    """The names in a stream that holds objects (ISO 32000-2, 7.5.7)."""
    if isinstance(entry, StreamObject) and entry.get("/Type") == "/ObjStm":
        yield from names_in(entry.get_data())


def _locked_otherwise(entry: DictionaryObject) -> bool:
    """Whether a stream names a crypt filter of its own (ISO 32000-2, 7.6.6), by which pypdf doesn't decrypt: nobody has
    seen what it holds. Metadata may stay unencrypted, and holds no actions."""
    if "/Filter" not in entry or entry.get("/Type") == "/Metadata":
        return False
    filters = entry["/Filter"]
    names = filters if isinstance(filters, ArrayObject) else (filters,)
    return "/Crypt" in {str(name.get_object()) for name in names}


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, wherever it lies. Raises ValueError where there is no end to them."""
    waiting: list[object] = [reader.trailer]
    waiting += [IndirectObject(number, edition, reader) for edition, table in reader.xref.items() for number in table]
    waiting += [IndirectObject(number, 0, reader) for number in reader.xref_objStm]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            # One number may stand for different objects in its editions ("generations", ISO 32000-2, 7.3.10).
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        count += 1
        if count > _MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(found, DictionaryObject):
            yield found
            waiting += _nested(map(found.raw_get, found))
        elif isinstance(found, ArrayObject):
            waiting += _nested(found)


def _nested(values: Iterable[object]) -> list[object]:
    """What may hold a dictionary: numbers, names and texts are passed over at once."""
    return [value for value in values if isinstance(value, IndirectObject | DictionaryObject | ArrayObject)]
