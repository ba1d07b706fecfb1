"""From the bytes of a file to its verdict: `ready` or `quarantined`. Every file gets one.

What a file does to the libraries is a verdict on the file. What AWS refuses is raised, and SQS brings the check again.
A check that ends with its process (memory, time) has counted itself before. After `MOST_TRIES` of them, or
`UNFINISHED_MS` after the bytes came, the file is laid aside as `unfinished`, whatever the reason. A marker in the store
stands for every file that isn't over: the minute's round asks for its check again (`look_after`), whatever became of
messages.
"""

from msgspec.structs import replace

from chalicelib.files.model import Found, Upload
from chalicelib.files.optimistic_update import change
from chalicelib.files.ports import Ports
from chalicelib.files.scratch import scratch
from chalicelib.files.service import ABANDONED_MS, discard, kept
from chalicelib.kernel.parallel import run_all

STUCK_MS = 5 * 60_000
"""A check that hasn't ended after so long is asked for again."""
MOST_TRIES = 3
"""So many checks of a file may end with their process, before it is laid aside unseen."""
RUNNING_MS = 2 * 60_000
"""So long a check may run (`lambda_timeout` of check_upload): it has ended by then, or its process has."""
SCAN_MS = 60 * 60_000
"""So long after its bytes came a file may wait for the malware scanner before anybody is alarmed."""
UNFINISHED_MS = 24 * 60 * 60_000
"""So long after its bytes came a file is laid aside if no check has ended: its sender must know to send it again."""


class NotScanned(Exception):
    """The malware scanner hasn't said anything for too long."""


def check(ports: Ports, upload_id: str) -> Upload | None:
    """Looks into a file and decides. May be repeated at any point; None if there is no such upload, or its bytes are
    not there yet, or nobody has scanned them: the scanner's word brings it back. Raises NotScanned, Conflict.

    Its address is good for a while after the bytes came: whoever has it can put others there. So one version is looked
    at and kept, and what is kept lies under its digest, where the check of another version puts nothing.
    """
    upload = ports.store.get(upload_id)
    if upload is None or upload.over:
        if upload is not None:
            ports.blobs.delete(_incoming(upload))  # put there after the end of the check
        return upload
    version = ports.blobs.newest(_incoming(upload))
    if version is None and upload.status == "requested":
        return discard(ports, upload) if ports.clock() - upload.at >= ABANDONED_MS else None
    now = ports.clock()
    ports.store.begin_check(upload.id, now)
    if not upload.arrived_at:
        upload = change(ports, upload.id, lambda seen: None if seen.arrived_at else replace(seen, arrived_at=now))
    if version is None or _tried_enough(upload, now) or now - upload.arrived_at > UNFINISHED_MS:
        return _ended(ports, upload, Found("unfinished"), version)
    scan = ports.blobs.scanned(_incoming(upload), version) if ports.scanner else "clean"
    if not scan:
        if now - upload.arrived_at > SCAN_MS:
            raise NotScanned
        return None
    return _tried(ports, upload, version, scan)


def _running(upload: Upload, now: int) -> bool:
    return now - upload.tried_at < RUNNING_MS


def _tried_enough(upload: Upload, now: int) -> bool:
    return upload.tries >= MOST_TRIES and not _running(upload, now)


def _tried(ports: Ports, upload: Upload, version: str, scan: str) -> Upload:
    """One check. It is counted before it begins, and not counted when it fails by what can be reached no more.

    Beside one that may still be running it isn't counted either: SQS delivers twice, and after an outage the round has
    asked for it many times. A good file would be laid aside by deliveries that come within a second.
    """
    now = ports.clock()

    def begin(seen: Upload) -> Upload | None:
        if seen.over:
            return None
        beside = _running(seen, now)
        return replace(
            seen,
            status="checking",
            tries=seen.tries + (not beside),
            tried_at=seen.tried_at if beside else now,
        )

    def take_back(seen: Upload) -> Upload | None:
        if seen.over or seen.tried_at != now:
            return None
        return replace(seen, tries=max(0, seen.tries - 1), tried_at=0)

    upload = change(ports, upload.id, begin)
    if upload.over:
        return upload
    try:
        found = _found(ports, upload, version) if scan == "clean" else Found("harmful")
        return _ended(ports, upload, found, version)
    except Exception:
        change(ports, upload.id, take_back)
        raise


def _found(ports: Ports, upload: Upload, version: str) -> Found:
    """What a file is; a good one is kept as evidence, untouched, and pictures as copies that can be shown."""
    # The libraries behind it are heavy: whoever only hands out addresses doesn't load them.
    from chalicelib.files.inspection import inspect

    with scratch() as folder:
        path = folder / "file"
        ports.blobs.fetch(_incoming(upload), version, path)
        found, copies = inspect(path, upload.kind, upload.size, ports.rules.kinds[upload.kind])
    if not found.reason:
        good = replace(upload, found=found)
        ports.blobs.copy(_incoming(upload), version, kept("original", good), found.media)
        for name, content in copies.items():
            ports.blobs.put(kept(name, good), content, "image/jpeg")
    return found


def _ended(ports: Ports, upload: Upload, found: Found, version: str | None) -> Upload:
    """The upload with its verdict. `version` of the bytes; None if they are gone."""
    if found.reason and version is not None:
        ports.blobs.copy(_incoming(upload), version, f"quarantine/{upload.id}", "application/octet-stream")
    first = ports.store.first_with(upload.customer, found.digest, upload.id) if not found.reason else upload.id
    located = found.latitude is not None and found.longitude is not None
    place = ports.place_near(found.latitude, found.longitude) if located else ""  # type: ignore[arg-type]
    duplicate_of = "" if first == upload.id else first

    def decide(seen: Upload) -> Upload | None:
        if seen.over:
            return None
        status = "quarantined" if found.reason else "ready"
        return replace(seen, status=status, found=found, place=place, duplicate_of=duplicate_of)

    after = change(ports, upload.id, decide)
    ports.blobs.delete(_incoming(upload))
    return after


def _incoming(upload: Upload) -> str:
    return f"incoming/{upload.id}"


def look_after(ports: Ports) -> None:
    """Asks for the checks again that never ended, and for those of files whose bytes never came."""
    run_all([lambda upload=upload: ports.check(upload) for upload in ports.store.unchecked(ports.clock() - STUCK_MS)])  # type: ignore[misc]
