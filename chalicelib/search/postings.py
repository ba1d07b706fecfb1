"""Segments of the index: which of its entries have a term, as compressed blocks in the order of the terms.

A block is a list (MessagePack) of terms and their postings: distances between the numbers of the entries, as unsigned
16-bit numbers in the order of bytes of Lambda's processors, little-endian. A term that most entries have tells nothing;
it has no postings, and stands for all of them.
"""

import heapq
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, groupby
from operator import itemgetter, sub

import msgspec

from chalicelib.search.model import Entry

MAX_ENTRIES = 65_535
"""Numbers of entries have 16 bits."""
BLOCK_BYTES = 12_000
"""Size of a block before compression: some 4 KB after it, what one read unit reads."""
CHUNK = 256
"""Entries in one item."""

Posting = tuple[str, Sequence[int] | None]
"""A term and the numbers of its entries, ascending; None for a term that most entries have."""

_encode = msgspec.msgpack.encode
_decode_block = msgspec.msgpack.Decoder(list[tuple[str, bytes]]).decode
_decode_entries = msgspec.msgpack.Decoder(tuple[Entry, ...]).decode


def postings_of(terms: Sequence[frozenset[str]], common_percent: int) -> Iterator[Posting]:
    """The postings of entries, by their terms, in the order of the terms."""
    numbers: dict[str, list[int]] = {}
    for number, of_entry in enumerate(terms):
        for term in of_entry:
            numbers.setdefault(term, []).append(number)
    return _without_common(sorted(numbers.items()), len(terms), common_percent)


def merged(parts: Sequence[tuple[int, Iterable[Posting]]], common_percent: int) -> Iterator[Posting]:
    """The postings of segments as of one. A part is the number of a segment's entries and its postings."""
    total, shifted = 0, []
    for count, postings in parts:
        shifted.append(_shifted(postings, total, count))
        total += count
    together = heapq.merge(*shifted, key=itemgetter(0))
    joined = (
        (term, [*chain.from_iterable(part for _, part in same)]) for term, same in groupby(together, itemgetter(0))
    )
    return _without_common(joined, total, common_percent)


def _shifted(postings: Iterable[Posting], by: int, count: int) -> Iterator[tuple[str, list[int]]]:
    """Postings with all numbers higher."""
    for term, numbers in postings:
        yield term, [number + by for number in (range(count) if numbers is None else numbers)]


def _without_common(postings: Iterable[tuple[str, list[int]]], count: int, common_percent: int) -> Iterator[Posting]:
    for term, numbers in postings:
        is_common = count >= CHUNK and len(numbers) * 100 > count * common_percent
        yield term, None if is_common else numbers


def blocks_of(postings: Iterable[Posting]) -> Iterator[tuple[str, bytes]]:
    """Blocks by their first terms."""
    rows: list[tuple[str, bytes]] = []
    size = 0
    for term, numbers in postings:
        packed = b"" if numbers is None else _packed(numbers)
        if rows and size + len(packed) > BLOCK_BYTES:
            yield rows[0][0], zlib.compress(_encode(rows))
            rows, size = [], 0
        rows.append((term, packed))
        size += len(packed) + len(term.encode()) + 4
    if rows:
        yield rows[0][0], zlib.compress(_encode(rows))


def read_block(block: bytes) -> Iterator[Posting]:
    """The postings of a block."""
    for term, packed in _decode_block(zlib.decompress(block)):
        yield term, _unpacked(packed) if packed else None


def numbers_in(block: bytes, term: str) -> Sequence[int] | None:
    """The numbers of the entries with a term, from the block in which it would be; None for all entries."""
    found: Mapping[str, bytes] = dict(_decode_block(zlib.decompress(block)))
    packed = found.get(term)
    return () if packed is None else _unpacked(packed) if packed else None


def chunks_of(entries: Sequence[Entry]) -> Iterator[bytes]:
    """Entries by their numbers, `CHUNK` together."""
    for start in range(0, len(entries), CHUNK):
        yield zlib.compress(_encode(entries[start : start + CHUNK]))


def read_chunk(chunk: bytes) -> tuple[Entry, ...]:
    """The entries of a chunk."""
    return _decode_entries(zlib.decompress(chunk))


def _packed(numbers: Sequence[int]) -> bytes:
    return array("H", map(sub, numbers, chain((0,), numbers))).tobytes()


def _unpacked(packed: bytes) -> list[int]:
    return list(accumulate(array("H", packed)))
