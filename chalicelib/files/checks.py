"""The check of an uploaded file. It ends every upload as `ready`, `quarantined` or `discarded`.

An exception of the image and PDF libraries quarantines the file. An exception of AWS is raised, and SQS repeats the
check. Attempts are counted before they start, because a process that runs out of memory or time can't count them
afterwards. After `MAX_ATTEMPTS`, or `check_deadline_hours` after the bytes arrived, the file is quarantined as
`check_failed`. The store keeps a pending check for every upload that isn't final: `request_overdue_checks` requests
overdue ones every minute, so that a lost message delays a check but doesn't drop it.
"""

from datetime import UTC, datetime
from functools import partial

from msgspec.structs import replace

from chalicelib.files.model import Inspection, Upload
from chalicelib.files.optimistic_update import update_upload
from chalicelib.files.ports import FilePorts
from chalicelib.files.scratch import scratch_folder
from chalicelib.files.service import discard_upload, object_key
from chalicelib.kernel.parallel import run_all

RECHECK_AFTER_MS = 5 * 60_000
"""A check that is pending for this long is requested again."""
MAX_ATTEMPTS = 3
"""Maximum number of attempts that end without a result, before the file is quarantined."""
CHECK_TIMEOUT_MS = 2 * 60_000
"""`lambda_timeout` of inspect_upload: an attempt that is older isn't running any more."""
SCAN_TIMEOUT_MS = 60 * 60_000
"""Maximum wait for the malware scanner after the bytes arrived; then the check fails, which raises an alarm."""


class MalwareScanOverdue(Exception):
    """The malware scanner has returned no result within `SCAN_TIMEOUT_MS`."""


def run_check(ports: FilePorts, upload_id: str) -> Upload | None:
    """Checks an upload and stores the result. Idempotent. Raises MalwareScanOverdue, Conflict.

    Returns None for an unknown upload, or if its bytes haven't arrived or aren't scanned yet: their event starts the
    check again. The presigned PUT URL outlives the first PUT, so the object may change during a check: one version is
    inspected and copied, and its copies have the digest in their keys, which another version never has.
    """
    upload = ports.store.get(upload_id)
    if upload is None or upload.is_final:
        if upload is not None:
            ports.objects.delete(_incoming_key(upload))  # uploaded again after the check
        return upload
    version = ports.objects.current_version(_incoming_key(upload))
    if version is None and upload.status == "requested":
        return discard_upload(ports, upload) if ports.clock() - upload.at >= ports.rules.upload_expiry_ms else None
    now = ports.clock()
    ports.store.mark_check_pending(upload.id, now)
    if not upload.arrived_at:
        upload = update_upload(
            ports, upload.id, lambda current: None if current.arrived_at else replace(current, arrived_at=now)
        )
    is_overdue = now - upload.arrived_at > ports.rules.check_deadline_ms
    if version is None or _are_attempts_exhausted(upload, now) or is_overdue:
        return _conclude_check(ports, upload, Inspection("check_failed"), version)
    scan = ports.objects.scan_result(_incoming_key(upload), version) if ports.scanner else "clean"
    if not scan:
        if now - upload.arrived_at > SCAN_TIMEOUT_MS:
            raise MalwareScanOverdue
        return None
    return _attempt_check(ports, upload, version, scan)


def _is_check_running(upload: Upload, now: int) -> bool:
    return now - upload.attempted_at < CHECK_TIMEOUT_MS


def _are_attempts_exhausted(upload: Upload, now: int) -> bool:
    return upload.attempts >= MAX_ATTEMPTS and not _is_check_running(upload, now)


def _attempt_check(ports: FilePorts, upload: Upload, version: str, scan: str) -> Upload:
    """One attempt. It is counted before it starts; the count is taken back if the attempt raises.

    It isn't counted while another attempt may be running: SQS delivers twice, and after an outage the queue holds many
    requests for one check. Counting them would quarantine a good file.
    """
    now = ports.clock()

    def start(current: Upload) -> Upload | None:
        if current.is_final:
            return None
        running = _is_check_running(current, now)
        return replace(
            current,
            status="checking",
            attempts=current.attempts + (not running),
            attempted_at=current.attempted_at if running else now,
        )

    def uncount(current: Upload) -> Upload | None:
        if current.is_final or current.attempted_at != now:
            return None
        return replace(current, attempts=max(0, current.attempts - 1), attempted_at=0)

    upload = update_upload(ports, upload.id, start)
    if upload.is_final:
        return upload
    try:
        inspection = _inspect_version(ports, upload, version) if scan == "clean" else Inspection("malware")
        return _conclude_check(ports, upload, inspection, version)
    except Exception:
        update_upload(ports, upload.id, uncount)
        raise


def _inspect_version(ports: FilePorts, upload: Upload, version: str) -> Inspection:
    """Inspects a version. A good file is copied unchanged as evidence; images also get copies for display."""
    # Imported here because the libraries load slowly, and functions that only issue URLs don't need them.
    from chalicelib.files.inspection import inspect_file

    now = datetime.fromtimestamp(ports.clock() / 1000, UTC)
    with scratch_folder() as folder:
        path = folder / "file"
        ports.objects.download(_incoming_key(upload), version, path)
        inspection, copies = inspect_file(path, upload.kind, upload.size, ports.rules.kinds[upload.kind], now)
    if not inspection.reason:
        good = replace(upload, inspection=inspection)
        ports.objects.copy(_incoming_key(upload), version, object_key("original", good), inspection.media_type)
        for name, content in copies.items():
            ports.objects.put(object_key(name, good), content, "image/jpeg")
    return inspection


def _conclude_check(ports: FilePorts, upload: Upload, inspection: Inspection, version: str | None) -> Upload:
    """Stores the result of a check. `version` is None if there are no bytes."""
    if inspection.reason and version is not None:
        ports.objects.copy(_incoming_key(upload), version, f"quarantine/{upload.id}", "application/octet-stream")
    place = duplicate_of = ""
    if inspection.latitude is not None and inspection.longitude is not None:
        place = ports.place_name_near(inspection.latitude, inspection.longitude)
    if not inspection.reason:
        first = ports.store.first_upload_with(upload.customer, inspection.digest, upload.id)
        duplicate_of = first if first != upload.id else ""

    def conclude(current: Upload) -> Upload | None:
        if current.is_final:
            return None
        status = "quarantined" if inspection.reason else "ready"
        return replace(current, status=status, inspection=inspection, place=place, duplicate_of=duplicate_of)

    after = update_upload(ports, upload.id, conclude)
    ports.objects.delete(_incoming_key(upload))
    return after


def _incoming_key(upload: Upload) -> str:
    return f"incoming/{upload.id}"


def request_overdue_checks(ports: FilePorts) -> None:
    """Requests checks again that haven't ended, and those of uploads whose bytes never arrived."""
    overdue = ports.store.pending_checks(ports.clock() - RECHECK_AFTER_MS)
    run_all([partial(ports.request_check, upload) for upload in overdue])
