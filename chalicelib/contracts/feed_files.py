"""Loads a file of a feed in batches, with a checkpoint after each: after a kill it goes on where it was."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.contracts.decoding import read_json
from chalicelib.contracts.feed_batches import RawRow, load_batch
from chalicelib.contracts.feed_formats import FeedFormat, LoadingRules
from chalicelib.contracts.feed_jobs import INCOMING, LoadFile
from chalicelib.contracts.feed_progress import FileProgress, file_id, part_key, write_part, write_report
from chalicelib.contracts.feed_report import Counts, ReportLine
from chalicelib.contracts.feed_rows import CrashSignal
from chalicelib.contracts.feed_text import (
    Record,
    Unreadable,
    read_cells,
    read_object,
    read_values,
    split_records,
)
from chalicelib.contracts.ports import FeedPorts

DOCUMENTS = (".json", ".geojson")
"""Endings of files that are one JSON document: a row, or a list of rows."""

FILES = (".csv", ".jsonl", ".ndjson", *DOCUMENTS)


class _File(Struct, frozen=True):
    """A file as its key describes it: `in/<format>/<folder>/…/<name>`."""

    of: FeedFormat
    folder: str
    ending: str


class _Row(Struct, frozen=True):
    """A row and where the next one begins."""

    raw: RawRow
    end: int
    next_line: int
    size: int


def load_file(ports: FeedPorts, job: LoadFile) -> Iterator[tuple[CrashSignal, ...]]:
    """Loads a file, batch by batch; gives the signals of each before its checkpoint. Where time runs out, the rest
    is requested. Loading a loaded file does nothing. Raises Conflict."""
    progress = ports.store.progress(file_id(job)) or FileProgress()
    if progress.is_done:
        return
    file = _file_of(job, ports)
    if file is None:
        yield from _refuse(ports, job, progress)
        return
    progress = _with_header(ports, job, file, progress)
    for rows in _in_batches(_rows(ports, job, file, progress), ports.rules.loading):
        done = load_batch(ports, (each.raw for each in rows), file.of, file.folder, job.at)
        yield done.signals
        if done.lines:
            write_part(ports.objects, part_key(job, rows[0].raw.line), done.lines)
            progress = replace(progress, parts=(*progress.parts, part_key(job, rows[0].raw.line)))
        counts = progress.counts.plus(done.counts)
        progress = replace(progress, offset=rows[-1].end, line=rows[-1].next_line, counts=counts)
        # Not saved: another load of the file is further, or a retry finds its own write.
        saved = ports.store.save_progress(file_id(job), progress) or ports.store.progress(file_id(job)) == progress
        if not saved or ports.time_left_s() < ports.rules.loading.stop_before_seconds:
            ports.request(job, 0)
            return
    write_report(ports.objects, job, progress)
    ports.store.save_progress(file_id(job), replace(progress, is_done=True))


def _file_of(job: LoadFile, ports: FeedPorts) -> _File | None:
    name, *folders = job.key.removeprefix(INCOMING).split("/")
    of = ports.rules.format_of(name)
    ending = next((each for each in FILES if job.key.lower().endswith(each)), "")
    if of is None or not folders or not ending:
        return None
    return _File(of, folders[-2] if len(folders) > 1 else "", ending)


def _refuse(ports: FeedPorts, job: LoadFile, progress: FileProgress) -> Iterator[tuple[CrashSignal, ...]]:
    """The report about a file that no format takes."""
    folders = ", ".join(each.folder for each in ports.rules.formats)
    problem = f"no format: files are in/<{folders}>/<name> and end in {', '.join(FILES)}"
    write_part(ports.objects, part_key(job, 0), [ReportLine(0, "", "", problem, is_loaded=False)])
    progress = replace(progress, parts=(part_key(job, 0),), counts=Counts(problems=1), is_done=True)
    write_report(ports.objects, job, progress)
    ports.store.save_progress(file_id(job), progress)
    yield ()


def _with_header(ports: FeedPorts, job: LoadFile, file: _File, progress: FileProgress) -> FileProgress:
    """The progress after the header of a CSV file. One that can't be read is refused as a row, and so are all others:
    they have more columns."""
    if file.ending != ".csv" or progress.offset:
        return progress
    first = next(
        (each for each in _records(ports, job, file, progress) if each.text is None or each.text.strip()), None
    )
    if first is None or first.text is None:
        return progress
    try:
        header = tuple(name.strip() for name in read_cells(first.text, file.of))
    except Unreadable:
        return progress
    return replace(progress, offset=first.end, line=first.line + first.lines, header=header)


def _rows(ports: FeedPorts, job: LoadFile, file: _File, progress: FileProgress) -> Iterator[_Row]:
    if file.ending in DOCUMENTS:
        yield from _document_rows(ports, job, file, progress)
        return
    for record in _records(ports, job, file, progress):
        if record.text is None or record.text.strip():
            size = len(record.text or b"")
            yield _Row(_raw_row(record, file, progress.header), record.end, record.line + record.lines, size)


def _records(ports: FeedPorts, job: LoadFile, file: _File, progress: FileProgress) -> Iterator[Record]:
    blocks = ports.objects.blocks(job.key, job.version, progress.offset)
    longest = ports.rules.loading.max_row_bytes
    return split_records(blocks, progress.offset, progress.line, longest, quoted=file.ending == ".csv")


def _raw_row(record: Record, file: _File, header: tuple[str, ...]) -> RawRow:
    if record.text is None:
        return RawRow(record.line, None, "too long")
    try:
        if file.ending == ".csv":
            return RawRow(record.line, read_values(read_cells(record.text, file.of), list(header)))
        return RawRow(record.line, read_object(record.text, file.of))
    except Unreadable as error:
        return RawRow(record.line, None, str(error))


def _document_rows(ports: FeedPorts, job: LoadFile, file: _File, progress: FileProgress) -> Iterator[_Row]:
    """The rows of a document: the first `offset` are loaded. Its lines are the rows' numbers."""
    content, longest = b"", ports.rules.loading.max_row_bytes
    for block in ports.objects.blocks(job.key, job.version, 0):
        content += block
        if len(content) > longest:
            yield _Row(RawRow(1, None, "too long"), 1, 2, 0)
            return
    try:
        document = read_json(content.decode(file.of.encoding).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield _Row(RawRow(1, None, f"no JSON: {error}"), 1, 2, 0)
        return
    rows = document if isinstance(document, list) else [document]
    for place, row in enumerate(rows[progress.offset :], start=progress.offset + 1):
        values = row if isinstance(row, dict) else None
        yield _Row(RawRow(place, values, "not an object"), place, place + 1, len(content) // len(rows))


def _in_batches(rows: Iterable[_Row], rules: LoadingRules) -> Iterator[list[_Row]]:
    """The rows in batches of the configured rows and bytes."""
    batch, size = list[_Row](), 0
    for row in rows:
        if batch and (len(batch) == rules.rows_at_once or size + row.size > rules.bytes_at_once):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.size
    if batch:
        yield batch
