"""The frames in docs/protocol.md: lines `who → frame` and `who ← frame`, in which "…" stands for what is left out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

Frame = Any
"""A frame of the WebSocket, or `[status, body]` of an HTTP answer."""

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
LEFT_OUT = "…"
LINE_CHARS = 130
BLOCK = re.compile(r"(?ms)^```frames\n(.*?)^```$")
_LINE = re.compile(r"^(\w+(?:, \w+)*) ([→←]) (.*)")


class Line(Struct):
    """What `who` sends or receives. `said` is a frame, or the words of an HTTP request. A line of the page is one of
    these, or several where all of `who` receive the same."""

    who: str
    is_sent: bool
    said: Frame


def read_session(page: str) -> list[Line]:
    """All lines of all blocks of the page."""
    return [line for block in BLOCK.findall(page) for line in read_block(block)]


def read_block(block: str) -> Iterator[Line]:
    """The lines of a block."""
    entries: list[str] = []
    for text in block.splitlines():
        if _LINE.match(text):
            entries.append(text)
        else:
            entries[-1] += text.strip()
    for entry in entries:
        found = _LINE.match(entry)
        assert found is not None
        who, arrow, said = found.groups()
        for each in who.split(", "):
            yield Line(each, arrow == "→", _read(said))


def _read(said: str) -> Frame:
    if said.startswith("{"):
        return json.loads(said)
    status, _, body = said.partition(" ")
    return [int(status), json.loads(body or "null")] if status.isdigit() else said


def write_line(line: Line) -> str:
    """A line as it stands in the page; a long frame on several."""
    said, start = line.said, f"{line.who} {'→' if line.is_sent else '←'} "
    if isinstance(said, list):
        status, body = said
        return f"{start}{status}" + (f" {json.dumps(body, ensure_ascii=False)}" if body is not None else "")
    return start + (said if isinstance(said, str) else _write(said, "  ", len(start)))


def _write(value: Frame, indent: str, used: int) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    if used + len(plain) <= LINE_CHARS or not isinstance(value, dict | list) or not value:
        return plain
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    names = (
        [f"{json.dumps(key, ensure_ascii=False)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    )
    values = list(value.values()) if isinstance(value, dict) else value
    parts = [
        name + _write(each, indent + "  ", len(indent) + len(name) + 1)
        for name, each in zip(names, values, strict=True)
    ]
    return f"{opening}\n{indent}{_filled(parts, indent)}{closing}"


def _filled(parts: list[str], indent: str) -> str:
    """Parts on as few lines as they fit."""
    out, width = "", len(indent)
    for index, part in enumerate(parts):
        word = part + ("," if index < len(parts) - 1 else "")
        if index and ("\n" in word or width + 1 + len(word) > LINE_CHARS):
            out, width = f"{out}\n{indent}", len(indent)
        elif index:
            out, width = f"{out} ", width + 1
        out, width = out + word, (width + len(word)) if "\n" not in word else LINE_CHARS
    return out
