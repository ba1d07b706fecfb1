"""The results of checks, and the objects that they keep."""

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from chalicelib.files.checks import (
    RECHECK_AFTER_MS,
    SCAN_TIMEOUT_MS,
    MalwareScanOverdue,
    request_overdue_checks,
    run_check,
)
from chalicelib.files.errors import FileNotReady
from chalicelib.files.model import Inspection
from chalicelib.files.rules import file_rules
from chalicelib.files.service import download_url
from tests.unit.files import sample_files
from tests.unit.files.world import World


def test_a_good_photo_is_kept_unchanged_and_can_be_opened() -> None:
    world = World()
    content = sample_files.photo()
    upload = world.put(content)
    with pytest.raises(FileNotReady):
        download_url(world.ports, upload, "share")
    ready = run_check(world.ports, upload.id)
    assert ready is not None
    assert (ready.status, ready.place, ready.inspection.taken_at) == ("ready", "역삼역", "2026-11-22T19:32+09:00")
    at = f"{upload.id}/{ready.inspection.digest}"
    assert world.objects.objects[f"original/{at}"] == content
    assert f"incoming/{upload.id}" not in world.objects.objects
    assert download_url(world.ports, ready, "share") == f"open share/{at} inline"
    assert download_url(world.ports, ready, "original") == f"open original/{at} attachment"


def test_a_bad_file_is_quarantined_and_never_opened() -> None:
    world = World()
    upload = world.put(sample_files.program())
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "unsupported_type")
    assert set(world.objects.objects) == {f"quarantine/{upload.id}"}
    for variant in ("thumb", "share", "original"):
        with pytest.raises(FileNotReady):
            download_url(world.ports, found, variant)


def test_the_version_that_is_kept_is_the_one_that_was_inspected() -> None:
    """An address is good for a quarter of an hour: its owner may put a good file there and then another."""
    world, good = World(), sample_files.photo()
    upload = world.put(good)
    incoming = f"incoming/{upload.id}"
    other = sample_files.saved(sample_files.picture(300, 200), "JPEG")
    fetched = world.objects.download

    def swapped(key: str, version: str, into: Path) -> None:
        fetched(key, version, into)
        world.objects.objects[incoming] = sample_files.program()

    world.objects.download = swapped  # type: ignore[method-assign]
    ready = run_check(world.ports, upload.id)
    assert ready is not None
    world.objects.download = fetched  # type: ignore[method-assign]
    # A second delivery that began before the first ended looks at what lies there by then.
    world.objects.objects[incoming] = other
    world.store.uploads[upload.id] = replace(ready, status="checking", inspection=Inspection())
    late = fetched

    def ended(key: str, version: str, into: Path) -> None:
        late(key, version, into)
        world.store.uploads[upload.id] = ready

    world.objects.download = ended  # type: ignore[method-assign]
    assert run_check(world.ports, upload.id) == ready
    assert world.objects.objects[f"original/{upload.id}/{ready.inspection.digest}"] == good
    assert ready.inspection.digest == hashlib.sha256(good).hexdigest()


def test_an_object_that_arrives_after_the_check_is_deleted() -> None:
    world = World()
    upload = world.put(sample_files.photo())
    ready = run_check(world.ports, upload.id)
    world.objects.objects[f"incoming/{upload.id}"] = sample_files.program()
    assert run_check(world.ports, upload.id) == ready
    assert f"incoming/{upload.id}" not in world.objects.objects


def test_a_file_opens_with_its_detected_media_type() -> None:
    world = World()
    upload = world.put(sample_files.pdf(), "진단서.pdf")
    ready = run_check(world.ports, upload.id)
    assert ready is not None
    assert world.objects.types == {f"original/{upload.id}/{ready.inspection.digest}": "application/pdf"}


def test_a_duplicate_is_recognised_and_accepted() -> None:
    world = World()
    first = world.put(sample_files.photo())
    second = world.put(sample_files.photo(), client_id="phone001:f2")
    run_check(world.ports, first.id)
    again = run_check(world.ports, second.id)
    assert again is not None
    assert (again.status, again.duplicate_of) == ("ready", first.id)


def test_files_wait_for_the_scanner() -> None:
    world = World(scanner=True)
    upload = world.put(sample_files.photo())
    assert run_check(world.ports, upload.id) is None
    assert upload.id in world.store.checks, "asked for again should the scanner's word be lost"
    world.now += SCAN_TIMEOUT_MS + 1
    with pytest.raises(MalwareScanOverdue):
        run_check(world.ports, upload.id)
    world.objects.scans[f"incoming/{upload.id}"] = "threat"
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "malware")


def test_an_upload_without_bytes_is_discarded() -> None:
    world = World()
    upload = world.announced("블랙박스.mp4", 20_000_000)
    world.now += file_rules().upload_expiry_ms - 1
    request_overdue_checks(world.ports)
    assert world.asked == []
    assert run_check(world.ports, upload.id) is None
    world.now += RECHECK_AFTER_MS + 2
    request_overdue_checks(world.ports)
    assert world.asked == [upload.id]
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert found.status == "discarded"
    assert upload.id not in world.store.checks


def test_the_deadline_starts_with_the_arrival_of_the_bytes() -> None:
    world = World(scanner=True)
    upload = world.announced(size=1_000)
    world.now += file_rules().upload_expiry_ms - 1
    world.objects.objects[f"incoming/{upload.id}"] = bytes(1_000)
    assert run_check(world.ports, upload.id) is None
    world.objects.scans[f"incoming/{upload.id}"] = "clean"
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert found.inspection.reason == "unsupported_type"
