"""The end of a PDF that lost its own: the place of its last table, or a trailer with which pypdf looks for the objects
itself."""

import re
from collections import deque
from collections.abc import Iterator

Reference = tuple[bytes, bytes]
"""The number and the generation of an object."""

_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+(\d{1,5})\s+R\b")
_ENCRYPTION = re.compile(rb"/Encrypt\s+(\d{1,10})\s+(\d{1,5})\s+R\b")
_FILE_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]")
"""Part of the key of older encryptions (ISO 32000-2, 7.6.4.3)."""
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_SECURITY_HANDLER = re.compile(rb"/Filter\s*/Standard\b")
_OBJECT = re.compile(rb"(?<![^\s])(\d{1,10})\s+(\d{1,5})\s+obj\b")
_TABLE = re.compile(rb"(?<![a-z])xref\b")
_TABLE_STREAM = re.compile(rb"/Type\s*/XRef\b")
_MAX_SEARCHED = 10_000
"""The highest number of an object among which pypdf looks for a catalog: it may be in an object stream."""
_MAX_LAST = 10
"""How many of a kind of object are looked at, from the end. Each revision of a document may write one."""
_OBJECT_SIZE = 4096
"""How far before its type an object begins at most, in bytes."""


def with_end(content: bytes) -> Iterator[bytes]:
    """The PDF with other ends, the better one first: that of its last table, and one that names no table."""
    tables = [found.start() for found in deque(_TABLE.finditer(content), maxlen=1)]
    tables += [head.start() for head in _objects_with(_TABLE_STREAM, content)[-1:]]
    if tables:
        yield b"%b\nstartxref\n%d\n%%%%EOF\n" % (content, max(tables))
    whole = max(0, content.rfind(b"endobj"))
    # pypdf reads no file with half a trailer.
    objects, rest = content[:whole], content[whole:].replace(b"trailer", b"%railer")
    yield b"%b%b\ntrailer\n<</Size %d%b>>\nstartxref\n0\n%%%%EOF\n" % (objects, rest, _MAX_SEARCHED, _entries(content))


def _entries(content: bytes) -> bytes:
    """What the trailer says: as the last one said, else by the objects that it would name."""
    entries = b"".join(_FILE_ID.findall(content)[-1:])
    for name, named, kind in ((b"Root", _ROOT, _CATALOG), (b"Encrypt", _ENCRYPTION, _SECURITY_HANDLER)):
        found: list[Reference] = named.findall(content)
        found = found or [(head[1], head[2]) for head in _objects_with(kind, content)]
        entries += b"".join(b"/%b %b %b R" % (name, *reference) for reference in found[-1:])
    return entries


def _objects_with(kind: re.Pattern[bytes], content: bytes) -> list[re.Match[bytes]]:
    """The heads of the last objects in which `kind` stands."""
    places = deque((found.start() for found in kind.finditer(content)), maxlen=_MAX_LAST)
    heads = (deque(_OBJECT.finditer(content, max(0, end - _OBJECT_SIZE), end), maxlen=1) for end in places)
    return [head for found in heads for head in found]
