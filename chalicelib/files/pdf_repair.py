"""The end of a PDF that lost its own: a trailer and an end marker, with which pypdf looks for the objects itself."""

import re
from collections import deque

_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+(\d{1,5})\s+R\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_OBJECT = re.compile(rb"(?<![^\s])(\d{1,10})\s+(\d{1,5})\s+obj\b")
_MAX_SEARCHED = 10_000
"""The highest number of an object among which pypdf looks for a catalog: it may be in an object stream."""
_MAX_CATALOGS = 10
"""How many catalogs are looked at, from the end. Each revision of a document may write one."""
_CATALOG_SIZE = 4096
"""How far before its type the object of a catalog begins at most, in bytes."""


def with_end(content: bytes) -> bytes:
    """The PDF with an end that names no table. Its root is the last one that a trailer names, else the last catalog."""
    roots = _ROOT.findall(content) or _catalogs(content)
    root = b"/Root %b %b R" % roots[-1] if roots else b""
    return content + b"\ntrailer\n<</Size %d%b>>\nstartxref\n0\n%%%%EOF\n" % (_MAX_SEARCHED, root)


def _catalogs(content: bytes) -> list[tuple[bytes, bytes]]:
    last = deque((found.start() for found in _CATALOG.finditer(content)), maxlen=_MAX_CATALOGS)
    before = (content[max(0, end - _CATALOG_SIZE) : end] for end in last)
    return [objects[-1] for objects in map(_OBJECT.findall, before) if objects]
