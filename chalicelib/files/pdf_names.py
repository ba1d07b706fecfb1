"""The names in the bytes of a PDF, found without its tables and dictionaries.

PDF readers interpret malformed files differently: which of two entries with one name counts, and where an object is
that the table doesn't list. So forbidden names are searched in the bytes as well.
"""

import re
from collections.abc import Iterator

_TOKENS = re.compile(
    rb"\("  # a string begins
    rb"|%[^\r\n]*"  # a comment
    rb"|\bstream(?=[\r\n])"  # binary content up to `endstream`
    rb"|/[^\x00\t\n\f\r ()<>\[\]{}/%]+"
)
_IN_STRING = re.compile(rb"\\.|[()]|\bendobj\b", re.DOTALL)
"""Tokens in a string: escaped characters, nested strings, its end; `endobj` if the string isn't closed."""
_ENDSTREAM = b"endstream"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def pdf_names_in(content: bytes) -> Iterator[str]:
    """Every name outside strings, comments and streams, without its escapes (ISO 32000-2, 7.3.5): `/JavaScript`."""
    at = 0
    while found := _TOKENS.search(content, at):
        token, at = found[0], found.end()
        if token == b"(":
            at = _after_string(content, at)
        elif token == b"stream":
            end = content.find(_ENDSTREAM, at)
            at = len(content) if end < 0 else end + len(_ENDSTREAM)
        elif token.startswith(b"/"):
            yield _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), token).decode("latin-1")


def _after_string(content: bytes, at: int) -> int:
    depth = 1
    while depth and (found := _IN_STRING.search(content, at)):
        at = found.end()
        if found[0] == b"endobj":
            return at
        depth += (found[0] == b"(") - (found[0] == b")")
    return len(content) if depth else at
