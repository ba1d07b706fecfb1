"""PDF: whether it opens without a password, and whether it contains active content."""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from chalicelib.files.model import Inspection
from chalicelib.files.pdf_names import pdf_names_in
from chalicelib.files.rules import FileKindRule

_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
)
"""Actions (ISO 32000-2, 12.6.4) other than navigation in the document and opening a web address."""
_ACTIVE_ENTRIES = frozenset({"/JS", "/EF", "/XFA", "/RichMediaContent", "/OnInstantiate"})
"""Entries of scripts, embedded files and XFA forms. `/EmbeddedFiles` isn't one: the list may be empty, and each file in
it has `/EF`."""
_FORBIDDEN_NAMES = (_ACTIVE_ACTIONS | _ACTIVE_ENTRIES) - {"/Rendition", "/EF", "/JavaScript"}
"""Names that the bytes of a harmless file don't contain. Fonts may have the names `/Rendition` and `/EF`. `/JavaScript`
may name an empty list of scripts; each script has `/JS`."""
_TARGET_KEYS = ("/URI", "/F", "/UF")
"""Entries with the target of an action (ISO 32000-2, 7.11 and 12.6.4)."""
_UNSAFE_TARGET = re.compile(
    r"(java|vb)script:|data:|smb:|[\\/]{2}|file:([\\/]{2}(?!localhost/|[\\/][^\\/])|[^\\/])", re.IGNORECASE
)
"""Prefixes of targets that run code or make the reader's computer sign in to another one. A path on the local disk
(`file:///C:/`), which office programs write, is harmless."""
_MAX_OBJECTS = 1_000_000
"""Maximum number of dictionaries and arrays. 200 tagged pages of an office program have about 100,000."""
_PARSE_ERRORS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""Exceptions of pypdf for invalid bytes."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""Its warnings quote the document, and customers' documents must not be logged."""


def inspect_pdf(path: Path, rule: FileKindRule) -> Inspection:
    """Reasons: `encrypted`, `active_content`, `too_many_pages`, `corrupt`.

    A file with an owner password alone (which forbids printing or changes) opens without a password. It is decrypted
    and inspected like any other.
    """
    try:
        with PdfReader(path, strict=False) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                return Inspection("encrypted")
            return _inspect_document(reader, path, rule)
    except NotImplementedError:  # an encryption that pypdf doesn't support
        return Inspection("encrypted")
    except _PARSE_ERRORS:
        return Inspection("corrupt")


def _inspect_document(reader: PdfReader, path: Path, rule: FileKindRule) -> Inspection:
    pages = len(reader.pages)
    if pages == 0:
        return Inspection("corrupt")
    if pages > rule.pages:
        return Inspection("too_many_pages", pages=pages)
    for entry in _dictionaries(reader):
        if _is_active(entry) or not _FORBIDDEN_NAMES.isdisjoint(_names_in_object_stream(entry)):
            return Inspection("active_content", pages=pages)
        if reader.is_encrypted and _has_own_crypt_filter(entry):
            return Inspection("encrypted", pages=pages)
    if not _FORBIDDEN_NAMES.isdisjoint(pdf_names_in(path.read_bytes())):
        return Inspection("active_content", pages=pages)
    # A missing page makes the document unreadable.
    for page in reader.pages:
        page.mediabox  # noqa: B018
    return Inspection(pages=pages)


def _is_active(entry: DictionaryObject) -> bool:
    # `entry["/S"]` resolves references: the type of an action may be an indirect object.
    if ("/S" in entry and str(entry["/S"]) in _ACTIVE_ACTIONS) or any(key in entry for key in _ACTIVE_ENTRIES):
        return True
    return any(_is_unsafe_target(entry[key]) for key in _TARGET_KEYS if key in entry)


def _is_unsafe_target(target: object) -> bool:
    """Whether a target has an unsafe prefix. Readers ignore white space in it."""
    text = target.decode("latin-1") if isinstance(target, bytes) else target if isinstance(target, str) else ""
    return _UNSAFE_TARGET.match("".join(letter for letter in text if letter > " ")) is not None


def _names_in_object_stream(entry: DictionaryObject) -> Iterator[str]:
    """The names in an object stream (ISO 32000-2, 7.5.7)."""
    if isinstance(entry, StreamObject) and entry.get("/Type") == "/ObjStm":
        yield from pdf_names_in(entry.get_data())


def _has_own_crypt_filter(entry: DictionaryObject) -> bool:
    """Whether a stream names its own crypt filter (ISO 32000-2, 7.6.6), which pypdf doesn't apply, so that its content
    isn't inspected. Metadata streams may have one: they contain no actions."""
    if "/Filter" not in entry or entry.get("/Type") == "/Metadata":
        return False
    filters = entry["/Filter"]
    names = filters if isinstance(filters, ArrayObject) else (filters,)
    return "/Crypt" in {str(name.get_object()) for name in names}


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file. Raises ValueError for more than `_MAX_OBJECTS` objects."""
    waiting: list[object] = [reader.trailer]
    waiting += [
        IndirectObject(number, generation, reader) for generation, table in reader.xref.items() for number in table
    ]
    waiting += [IndirectObject(number, 0, reader) for number in reader.xref_objStm]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            # A number may have different objects in its generations (ISO 32000-2, 7.3.10).
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        count += 1
        if count > _MAX_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(found, DictionaryObject):
            yield found
            waiting += _containers(map(found.raw_get, found))
        elif isinstance(found, ArrayObject):
            waiting += _containers(found)


def _containers(values: Iterable[object]) -> list[object]:
    """The values that may contain a dictionary."""
    return [value for value in values if isinstance(value, IndirectObject | DictionaryObject | ArrayObject)]
