"""Splits the bytes of a feed's file into rows, each with its line and the offset after it."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from chalicelib.contracts.decoding import read_json
from chalicelib.contracts.feed_formats import FeedFormat

MAX_CELL = 20_000_000
"""Maximum length of a cell: `max_row_bytes` of `feeds.toml` is the limit, not the 131,072 characters of the library."""

MAX_QUOTED_BYTES = 64_000
"""Length of a quoted value of several lines from which on its quotation mark is taken for a typing error."""

_BOM = b"\xef\xbb\xbf"

csv.field_size_limit(MAX_CELL)


class Record(NamedTuple):
    """A row's bytes, None where it is too long. `line` is its first one, `lines` their number, `end` the offset after
    it."""

    text: bytes | None
    line: int
    lines: int
    end: int


class Unreadable(Exception):
    """A row that has no values."""


def split_records(blocks: Iterable[bytes], offset: int, line: int, max_bytes: int, *, quoted: bool) -> Iterator[Record]:
    """The rows from an offset on, where `line` begins; in CSV (`quoted`) a value may have several lines."""
    pending = list[Record]()
    held, odd = 0, False
    for record in _lines(blocks, offset, line, max_bytes):
        if not quoted:
            yield record
            continue
        pending.append(record)
        held += len(record.text or b"")
        odd ^= (record.text or b"").count(b'"') % 2 == 1
        if not odd:
            yield _joined(pending)
        elif held > MAX_QUOTED_BYTES:
            yield from pending
        else:
            continue
        pending, held, odd = [], 0, False
    yield from pending


def _lines(blocks: Iterable[bytes], offset: int, line: int, max_bytes: int) -> Iterator[Record]:
    rest, skipped = b"", 0
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        for text in whole:
            offset += skipped + len(text) + 1
            too_long = skipped + len(text) > max_bytes
            yield Record(None if too_long else _plain(text, line), line, 1, offset)
            line, skipped = line + 1, 0
        if len(rest) > max_bytes:
            skipped, rest = skipped + len(rest), b""
    if rest or skipped:
        offset += skipped + len(rest)
        yield Record(None if skipped else _plain(rest, line), line, 1, offset)


def _plain(text: bytes, line: int) -> bytes:
    return (text.removeprefix(_BOM) if line == 1 else text).removesuffix(b"\r")


def _joined(records: list[Record]) -> Record:
    if len(records) == 1:
        return records[0]
    first, last = records[0], records[-1]
    texts = [each.text for each in records]
    text = None if None in texts else b"\n".join(each or b"" for each in texts)
    return Record(text, first.line, last.line + last.lines - first.line, last.end)


def read_cells(text: bytes, of: FeedFormat) -> list[str]:
    """The cells of a row of CSV. Raises Unreadable."""
    try:
        lines = [f"{line}\n" for line in text.decode(of.encoding).split("\n")]
        rows = list(csv.reader(lines, delimiter=of.delimiter, strict=True))
    except UnicodeDecodeError:
        raise Unreadable(f"not in {of.encoding}") from None
    except csv.Error as error:
        raise Unreadable(f"no CSV: {error}") from None
    return rows[0] if rows else []


def read_values(cells: list[str], header: list[str]) -> dict[str, Any]:
    """The values of a row by column, without empty ones; lists and objects are JSON. Raises Unreadable."""
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        raise Unreadable(f"the header has the column {Counter(named).most_common(1)[0][0]} twice")
    if len(cells) != len(header):
        raise Unreadable(f"{len(cells)} columns, the header has {len(header)}")
    return {name: _value(cell) for name, cell in zip(header, cells, strict=True) if cell.strip()}


def _value(cell: str) -> Any:
    if cell.lstrip()[:1] not in ("[", "{"):
        return cell
    try:
        return read_json(cell)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no JSON: {error}") from None


def read_object(text: bytes, of: FeedFormat) -> dict[str, Any]:
    """The values of a row of JSON Lines. Raises Unreadable."""
    try:
        raw = read_json(text.decode(of.encoding))
    except UnicodeDecodeError:
        raise Unreadable(f"not in {of.encoding}") from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no JSON: {error}") from None
    if not isinstance(raw, dict):
        raise Unreadable("not an object")
    return raw
