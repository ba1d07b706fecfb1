"""PDF: whether it opens without a password, and whether it contains active content."""

import logging
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from chalicelib.files.model import Inspection
from chalicelib.files.pdf_actions import TooManyObjects, dictionaries, is_active
from chalicelib.files.pdf_bytes import has_active_content, is_suspect, object_streams_named
from chalicelib.files.pdf_reader import QuickReader
from chalicelib.files.pdf_repair import with_end
from chalicelib.files.rules import FileKindRule

_MAX_OBJECTS = 1_000_000
"""Maximum number of dictionaries and arrays. 200 tagged pages of an office program have about 100,000."""
_MAX_HEADS = 200_000
"""Maximum number of objects in the bytes. pypdf reads each of a damaged file, a million of them for ten seconds."""
_PARSE_ERRORS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError)
"""Exceptions of pypdf for invalid bytes."""
_LIMIT_ERRORS = (LimitReachedError, RecursionError, TooManyObjects)
"""Exceptions for more than pypdf or this check looks at: size of unpacked data, depth, number of objects."""
_FIRST_WITHOUT_ID = 5
"""The first revision of encryption whose key isn't made of the file's id."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""Its warnings quote the document, and customers' documents must not be logged."""


def inspect_pdf(path: Path, rule: FileKindRule) -> Inspection:
    """Reasons: `encrypted`, `active_content`, `too_many_pages`, `too_complex`, `corrupt`.

    A file with an owner password alone (which forbids printing or changes) opens without a password. It is decrypted
    and inspected like any other. Readers find the objects of a file that lost its end, and so does this check.
    """
    whole = path.read_bytes()
    content = whole[max(0, whole.find(b"%PDF")) :]
    if content.count(b" obj") > _MAX_HEADS:
        return Inspection("too_complex")
    found = Inspection("corrupt")
    for attempt in _attempts(content):
        found = _inspect_bytes(attempt, rule)
        if found.reason != "corrupt":
            break
    return found


def _attempts(content: bytes) -> Iterator[bytes]:
    yield content
    yield from with_end(content)


def _inspect_bytes(content: bytes, rule: FileKindRule) -> Inspection:
    try:
        with QuickReader(content) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                return Inspection("encrypted" if _has_its_key(reader) else "corrupt")
            return _inspect_document(reader, content, rule)
    except NotImplementedError:  # an encryption that pypdf doesn't support
        return Inspection("encrypted")
    except (*_PARSE_ERRORS, *_LIMIT_ERRORS) as error:
        return Inspection("too_complex" if _exceeds_limit(error) else "corrupt")


def _has_its_key(reader: PdfReader) -> bool:
    """Whether a password opens the document: it has the parts that its key is made of (ISO 32000-2, 7.6.4.3). One that
    lost them is damaged, and asks for no password."""
    security = reader.trailer["/Encrypt"].get_object()
    if not isinstance(security, DictionaryObject) or not {"/O", "/U"} <= security.keys():
        return False
    has_random_key = security.get("/R", 0) >= _FIRST_WITHOUT_ID
    return {"/OE", "/UE"} <= security.keys() if has_random_key else "/ID" in reader.trailer


def _exceeds_limit(error: BaseException | None) -> bool:
    """Whether an exception, or one that it was raised from, is that of a limit."""
    while error is not None:
        if isinstance(error, _LIMIT_ERRORS):
            return True
        error = error.__cause__ or error.__context__
    return False


def _inspect_document(reader: PdfReader, content: bytes, rule: FileKindRule) -> Inspection:
    pages = len(reader.pages)
    if pages == 0:
        return Inspection("corrupt")
    if pages > rule.pages:
        return Inspection("too_many_pages", pages=pages)
    if reader.is_encrypted or _is_suspect(reader, content):
        for entry, place in dictionaries(reader, _MAX_OBJECTS):
            if (place != "map" and is_active(entry)) or _is_active_object_stream(entry):
                return Inspection("active_content", pages=pages)
            if reader.is_encrypted and _has_own_crypt_filter(entry):
                return Inspection("encrypted", pages=pages)
        if has_active_content(content):
            return Inspection("active_content", pages=pages)
    # An unreadable page makes the document unreadable. One without a size has that of its reader.
    return Inspection("" if any(list(reader.pages)) else "corrupt", pages=pages)


def _is_suspect(reader: PdfReader, content: bytes) -> bool:
    """Whether a dictionary may be active: its names stand in the file, or in an object stream that a table lists."""
    streams = {stream for stream, _ in reader.xref_objStm.values()}
    if is_suspect(content) or object_streams_named(content) != len(streams):
        return True
    objects = (reader.get_object(number) for number in streams)
    return any(not isinstance(each, StreamObject) or is_suspect(each.get_data()) for each in objects)


def _is_active_object_stream(entry: DictionaryObject) -> bool:
    """Whether the bytes of an object stream (ISO 32000-2, 7.5.7) have active content."""
    return isinstance(entry, StreamObject) and entry.get("/Type") == "/ObjStm" and has_active_content(entry.get_data())


def _has_own_crypt_filter(entry: DictionaryObject) -> bool:
    """Whether a stream names its own crypt filter (ISO 32000-2, 7.6.6), which pypdf doesn't apply, so that its content
    isn't inspected. Metadata streams may have one: they contain no actions."""
    if "/Filter" not in entry or entry.get("/Type") == "/Metadata":
        return False
    filters = entry["/Filter"]
    names = filters if isinstance(filters, ArrayObject) else (filters,)
    return "/Crypt" in {str(name.get_object()) for name in names}
