"""PDF: whether it opens for everybody, and that nothing in it runs or hides."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from chalicelib.content.upload_rules import KindRule
from chalicelib.uploads.nouns import Found

_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"})
"""Actions (ISO 32000-2, 12.6.4) that do something beyond moving about in the document or opening a web address."""
_HIDES = frozenset({"/JS", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/OnInstantiate"})
_MOST_OBJECTS = 500_000
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)
"""What pypdf raises on bytes that only pretend."""


def look_at_pdf(path: Path, rule: KindRule) -> Found:
    """Locked, scripted, with files inside, too long, or broken: each is a reason of its own.

    A paper that is encrypted with an owner's password alone (printing or changing is forbidden) opens for everybody; it
    is looked through decrypted, like any other.
    """
    try:
        with PdfReader(path, strict=False) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                return Found("encrypted")
            pages = len(reader.pages)
            if pages == 0:
                return Found("broken")
            if pages > rule.pages:
                return Found("too_long", pages=pages)
            for entry in _dictionaries(reader):
                if _harmful(entry):
                    return Found("scripted", pages=pages)
                if reader.is_encrypted and _locked_otherwise(entry):
                    return Found("encrypted", pages=pages)
            # A page that can't be reached is a document that can't be read.
            for page in reader.pages:
                page.mediabox  # noqa: B018
    except NotImplementedError:  # a way of locking that pypdf doesn't know
        return Found("encrypted")
    except _BROKEN:
        return Found("broken")
    return Found(pages=pages)


def _harmful(entry: DictionaryObject) -> bool:
    # Looked up: the kind of an action may stand in an object of its own.
    return ("/S" in entry and str(entry["/S"]) in _RUNS) or any(key in entry for key in _HIDES)


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
    seen: set[int] = set()
    waiting: list[object] = [reader.trailer]
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    waiting += [IndirectObject(number, 0, reader) for number in numbers]
    count = 0
    while waiting:
        count += 1
        if count > _MOST_OBJECTS:
            raise ValueError("too many objects")
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            waiting += list(found)
