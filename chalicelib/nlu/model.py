"""The trained intent model: its file format, and the scores of an utterance.

`model.bin` = magic, length of a JSON header, the header, then two zlib streams:
- the bucket of each row from the second on, as the difference to the row before (int32 little endian);
- the rows, one byte per label and one for zero, ordered by shift: weight = (byte - 128) * 2**shift * `scale`.

The first row applies to all buckets without a row.

A row is expanded to one big integer with a lane of 32 bits per label, so that adding the weights of a feature for all
labels is one addition. The lane for zero sums what has to be subtracted from the others. A lane overflows after 65,536
features at the earliest.
"""

from __future__ import annotations

import codecs
import json
import math
import threading
import zlib
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import msgspec

MAGIC = b"BARO-NLU-3\n"
FILE = Path(__file__).with_name("model.bin")
ZERO = 128
_LANE = 4


class ModelHeader(msgspec.Struct, frozen=True):
    """The header of the model file."""

    version: str
    data_hash: str
    buckets: int
    labels: tuple[str, ...]
    scale: float
    shifts: tuple[int, ...]
    """Number of rows with shift 0, 1, 2 …; at most 8 shifts."""
    bias: tuple[float, ...]
    temperature: float
    floor: float
    """Minimum confidence for an intent that leads to an action."""
    margin: float
    """The customer is asked about a runner-up within this distance of the winner."""


class IntentModel:
    """The weights in memory. Immutable after construction, so it is thread-safe."""

    def __init__(self, header: ModelHeader, index: array[int], rows: bytes) -> None:
        self.header = header
        self._index = index
        self._lanes = _unfolded(rows, header)
        self._width = (len(header.labels) + 1) * _LANE

    def scores(self, buckets: Iterable[int]) -> list[float]:
        """The raw score of each label, in the order of `header.labels`."""
        index, lanes, width = self._index, self._lanes, self._width
        total = 0
        count = 0
        for bucket in buckets:
            count += 1
            row = index[bucket]
            if row:
                total += int.from_bytes(lanes[row * width : row * width + width], "little")
        sums = memoryview(total.to_bytes(width, "little")).cast("I").tolist()
        zero = sums.pop()
        unit = self.header.scale / math.sqrt(max(count, 1))
        return [(value - zero) * unit + bias for value, bias in zip(sums, self.header.bias, strict=True)]

    def probabilities(self, buckets: Iterable[int]) -> dict[str, float]:
        """The calibrated probability of each label."""
        scores = self.scores(buckets)
        sharp = [score / self.header.temperature for score in scores]
        top = max(sharp)
        parts = [math.exp(value - top) for value in sharp]
        whole = sum(parts)
        return {label: part / whole for label, part in zip(self.header.labels, parts, strict=True)}


def _unfolded(rows: bytes, header: ModelHeader) -> bytes:
    """Rows with each byte shifted and widened to a lane: a character of UTF-32, which is the quickest way to get
    them."""
    width = len(header.labels) + 1
    lanes, start = [], 0
    for shift, count in enumerate(header.shifts):
        end = start + count * width
        shifted = "".join(chr(value << shift) for value in range(256))
        letters, _ = codecs.charmap_decode(rows[start:end], "strict", shifted)
        lanes.append(letters.encode("utf-32-le"))
        start = end
    return b"".join(lanes)


def pack(header: ModelHeader, buckets: Sequence[int], rows: bytes) -> bytes:
    """The content of the model file. `buckets` are those of the rows from the second on."""
    gaps = array("i", [bucket - before for before, bucket in pairwise((0, *buckets))])
    head = json.dumps(msgspec.to_builtins(header), ensure_ascii=False).encode()
    first, second = zlib.compress(gaps.tobytes(), 9), zlib.compress(rows, 9)
    return b"".join((MAGIC, len(head).to_bytes(4, "little"), head, len(first).to_bytes(4, "little"), first, second))


def unpack(data: bytes) -> IntentModel:
    """The model in the content of a model file. Raises ValueError for any other content."""
    if not data.startswith(MAGIC):
        raise ValueError("not a model file of this version")
    at = len(MAGIC)
    size = int.from_bytes(data[at : at + 4], "little")
    header = msgspec.json.decode(data[at + 4 : at + 4 + size], type=ModelHeader)
    at += 4 + size
    size = int.from_bytes(data[at : at + 4], "little")
    gaps = array("i")
    gaps.frombytes(zlib.decompress(data[at + 4 : at + 4 + size]))
    index = array("H", bytes(2 * header.buckets))
    for row, bucket in enumerate(accumulate(gaps), 1):
        index[bucket] = row
    return IntentModel(header, index, zlib.decompress(data[at + 4 + size :]))


_loading = threading.Lock()


@cache
def _shipped() -> IntentModel:
    return unpack(FILE.read_bytes())


def load_model() -> IntentModel:
    """The model in the package, loaded at the first call and cached; concurrent threads load it once."""
    with _loading:
        return _shipped()
