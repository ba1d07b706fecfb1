"""Active content in the bytes of a PDF, found without its tables.

PDF readers interpret malformed files differently: which of two entries with one name counts, and where an object is
that the table doesn't list. So actions are searched in the bytes as well, by the names that stand in one dictionary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.files.pdf_actions import ACTION_KEYS, NAME_MAPS, TooManyObjects

_MAX_TOKENS = 5_000_000
"""Maximum number of names, strings and ends of dictionaries in the bytes of a document, outside its streams."""

_TOKENS = re.compile(
    rb"(?P<string>\()"
    rb"|(?P<comment>%[^\r\n]*)"
    rb"|(?P<stream>\bstream(?=[\r\n]))"  # binary content up to `endstream`
    rb"|(?P<open><<)|(?P<close>>>)|(?P<end>\bendobj\b)"
    rb"|(?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]+)(?P<object>\s*(?:<<(?!\s*>>)|\[(?!\s*\])|\d+\s+\d+\s+R\b))?"
)
_IN_STRING = re.compile(rb"\\.|[()]|\bendobj\b", re.DOTALL)
"""Tokens in a string: escaped characters, nested strings, its end; `endobj` if the string isn't closed."""
_ENDSTREAM = b"endstream"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BESIDE = {
    "/XFA": frozenset({"/Fields", "/DR", "/DA", "/SigFlags", "/NeedAppearances", "/CO"}),
    "/RichMediaContent": frozenset({"/RichMedia", "/Subtype", "/Rect"}),
    "/OnInstantiate": frozenset({"/3D", "/U3D", "/PRC", "/Length"}),
}
"""Entries of forms, media and scripts in them → names of which one stands in the same dictionary. Their value is an
array, a dictionary or a reference to one."""
_SUSPECTS = frozenset({*ACTION_KEYS, *_BESIDE, "/JS", "/EF", "/URI", "/UF", "/F", "/Crypt", "/ObjStm"})
"""Names without which no dictionary is active, refers to a file or an address, or hides others."""
_SUSPECT = re.compile(
    rb"/(?:%b)(?![A-Za-z0-9])" % b"|".join(re.escape(name[1:].encode()) for name in _SUSPECTS - {"/F", "/ObjStm"})
    + rb"|/F[\s\0]*(?:\(|<(?!<)|%|\d{1,10}(?:[\s\0]+\d{1,5}[\s\0]+R|[\s\0\d]{0,20}%))"
)
"""One of these names, or `/F` with a text, a reference or a comment behind it: a number is an annotation's flags."""
_ESCAPED_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*#[0-9A-Fa-f]{2}[^\x00\t\n\f\r ()<>\[\]{}/%]*")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")


@dataclass(slots=True)
class ByteDictionary:
    """The names in a dictionary, keys and values alike, without those in the dictionaries that it contains. `under` is
    the name before it; `types` are the names behind `/S`; `objects` have a reference, an array or a dictionary behind
    them."""

    under: str = ""
    names: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    objects: set[str] = field(default_factory=set)


def is_suspect(content: bytes) -> bool:
    """Whether these bytes have one of the names without which no dictionary is active; streams may have it by chance.

    It is much faster than looking at every dictionary, of which a tagged document has a hundred thousand.
    """
    if _SUSPECT.search(content):
        return True
    return any(_unescaped(name[0]) in _SUSPECTS for name in _ESCAPED_NAME.finditer(content))


def object_streams_named(content: bytes) -> int:
    """How many object streams stand in these bytes."""
    return sum(1 for _ in _OBJECT_STREAM.finditer(content))


def has_active_content(content: bytes) -> bool:
    """Whether a dictionary in these bytes is an action, a form of XFA, or a medium with a script."""
    return is_suspect(content) and any(map(_is_active, byte_dictionaries(content)))


def _is_active(found: ByteDictionary) -> bool:
    names = found.names
    if any(not ACTION_KEYS[action].isdisjoint(names) for action in found.types & ACTION_KEYS.keys()):
        return True
    if found.under not in NAME_MAPS and "/JS" in names and "/S" in found.objects:
        return True  # the type of the action is elsewhere
    if found.under == "/AcroForm" and "/XFA" in found.objects:
        return True
    return any(name in found.objects and not beside.isdisjoint(names) for name, beside in _BESIDE.items())


def byte_dictionaries(content: bytes) -> Iterator[ByteDictionary]:
    """Every dictionary outside strings, comments and streams, its names without escapes (ISO 32000-2, 7.3.5).

    Raises TooManyObjects.
    """
    at, last, left = 0, "", _MAX_TOKENS
    stack = [ByteDictionary()]
    while token := _TOKENS.search(content, at):
        left -= 1
        if left < 0:
            raise TooManyObjects
        kind, at = token.lastgroup, token.end()
        if kind == "comment":
            continue
        if kind in ("name", "object"):
            at, last = _add_name(token, stack[-1], last)
            continue
        if kind == "string":
            at = _after_string(content, at)
        elif kind == "stream":
            end = content.find(_ENDSTREAM, at)
            at = len(content) if end < 0 else end + len(_ENDSTREAM)
        elif kind == "open":
            stack.append(ByteDictionary(last))
        elif kind == "close" and len(stack) > 1:
            yield stack.pop()
        elif kind == "end":
            yield from stack
            stack = [ByteDictionary()]
        last = ""
    yield from stack


def _add_name(token: re.Match[bytes], found: ByteDictionary, last: str) -> tuple[int, str]:
    """Where the search goes on, and the name if the next token may belong to it."""
    name = _unescaped(token["name"])
    found.names.add(name)
    if last == "/S":
        found.types.add(name)
    if token["object"] is not None:
        found.objects.add(name)
    is_key_of_dictionary = token["object"] is None or token["object"].endswith(b"<<")
    return token.end("name"), name if is_key_of_dictionary else ""


def _unescaped(name: bytes) -> str:
    return _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), name).decode("latin-1")


def _after_string(content: bytes, at: int) -> int:
    depth = 1
    while depth and (found := _IN_STRING.search(content, at)):
        at = found.end()
        if found[0] == b"endobj":
            return found.start()
        depth += (found[0] == b"(") - (found[0] == b")")
    return len(content) if depth else at
