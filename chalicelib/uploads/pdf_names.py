"""The names in the bytes of a PDF, as they are written: independent of what a reader makes of tables and dictionaries.

Readers differ over files that aren't quite right: which of two entries of one name counts, where an object lies that
the table doesn't list. A name that mustn't be there at all is looked for in the bytes as well.
"""

import re
from collections.abc import Iterator

_TOKENS = re.compile(
    rb"\\."  # an escaped letter of a string
    rb"|[()]"  # the ends of a string
    rb"|%[^\r\n]*"  # a comment
    rb"|\bendobj\b"  # also ends a string that somebody left open
    rb"|\bstream(?=[\r\n])"  # bytes of any kind, up to their end
    rb"|/[^\x00\t\n\f\r ()<>\[\]{}/%]+",
    re.DOTALL,
)
_END = b"endstream"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def names_in(content: bytes) -> Iterator[str]:
    """Every name outside strings, comments and streams, without its escapes (ISO 32000-2, 7.3.5): `/JavaScript`."""
    at, depth = 0, 0
    while found := _TOKENS.search(content, at):
        token, at = found[0], found.end()
        if token == b"(":
            depth += 1
        elif token == b")":
            depth = max(0, depth - 1)
        elif token == b"endobj":
            depth = 0
        elif depth and token[:1] in b"/%s":
            at = found.start() + 1  # text: a parenthesis may follow at once
        elif token == b"stream":
            end = content.find(_END, at)
            at = len(content) if end < 0 else end + len(_END)
        elif token[:1] == b"/":
            yield _ESCAPED.sub(lambda code: bytes((int(code[1], 16),)), token).decode("latin-1")
