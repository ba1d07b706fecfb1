"""How far a file of a feed is loaded, and the reports about it."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from chalicelib.contracts.feed_jobs import INCOMING, NO_VERSION, LoadFile
from chalicelib.contracts.feed_report import Counts, ReportLine
from chalicelib.contracts.ports import FeedObjects

REPORTS = "reports/"
MAX_REPORTED = 10_000
"""Lines in the report of a whole file; those of later rows stay in its parts."""

JSON_LINES = "application/x-ndjson"


class FileProgress(Struct, frozen=True):
    """The checkpoint of a file: everything before `offset`, where `line` begins, is loaded. `header` is the first row
    of a CSV file; `parts` are the keys of reports so far, one for each batch of rows with problems."""

    offset: int = 0
    line: int = 1
    header: tuple[str, ...] = ()
    counts: Counts = Counts()
    parts: tuple[str, ...] = ()
    is_done: bool = False


class _Summary(Struct):
    file: str
    version: str
    counts: Counts
    parts: tuple[str, ...]


def file_id(job: LoadFile) -> str:
    """Names a version of an object; one of a bucket without versions by its time."""
    return f"{job.key}@{_version(job)}"


def _version(job: LoadFile) -> str:
    return str(job.at) if job.version == NO_VERSION else job.version


def part_key(job: LoadFile, line: int) -> str:
    """The key of the report about rows from a line on: the same when they are loaded again."""
    return f"{_stem(job)}/{line:012}.jsonl"


def report_key(job: LoadFile) -> str:
    """The key of the report about a whole file; it is there when the file is loaded."""
    return f"{_stem(job)}.jsonl"


def _stem(job: LoadFile) -> str:
    return f"{REPORTS}{job.key.removeprefix(INCOMING)}/{_version(job)}"


def write_part(objects: FeedObjects, key: str, lines: Sequence[ReportLine]) -> None:
    """Writes the report about a batch of rows."""
    objects.put(key, _encode(lines), JSON_LINES)


def write_report(objects: FeedObjects, job: LoadFile, progress: FileProgress) -> None:
    """Writes the report about a whole file: a summary, and a line for each problem."""
    content = [_encode([_Summary(job.key, job.version, progress.counts, progress.parts)])]
    room = MAX_REPORTED
    for key in progress.parts:
        lines = b"".join(objects.blocks(key, "", 0)).splitlines(keepends=True)[:room]
        content += lines
        room -= len(lines)
        if room == 0:
            break
    objects.put(report_key(job), b"".join(content), JSON_LINES)


def _encode(lines: Iterable[Struct]) -> bytes:
    return msgspec.json.Encoder().encode_lines(list(lines))
