"""From the bytes to the verdict, with the Lambda dying at every step. Every file gets a verdict."""

import hashlib
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.files import inspection
from chalicelib.files.checks import (
    CHECK_DEADLINE_MS,
    MAX_ATTEMPTS,
    RECHECK_AFTER_MS,
    SCAN_TIMEOUT_MS,
    MalwareScanOverdue,
    request_overdue_checks,
    run_check,
)
from chalicelib.files.errors import FileNotReady
from chalicelib.files.model import Inspection
from chalicelib.files.service import UPLOAD_EXPIRY_MS, download_url
from tests.unit.files import making
from tests.unit.files.world import Crash, World


def test_a_good_photo_is_kept_untouched_and_can_be_opened() -> None:
    world = World()
    content = making.photo()
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


def test_a_bad_file_is_laid_aside_and_never_opened() -> None:
    world = World()
    upload = world.put(making.program())
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "unsupported_type")
    assert set(world.objects.objects) == {f"quarantine/{upload.id}"}
    for variant in ("thumb", "share", "original"):
        with pytest.raises(FileNotReady):
            download_url(world.ports, found, variant)


def test_what_is_kept_is_what_was_looked_at_whatever_is_put_there_meanwhile() -> None:
    """An address is good for a quarter of an hour: its owner may put a good file there and then another."""
    world, good = World(), making.photo()
    upload = world.put(good)
    incoming = f"incoming/{upload.id}"
    other = making.saved(making.picture(300, 200), "JPEG")
    fetched = world.objects.download

    def swapped(key: str, version: str, into: Path) -> None:
        fetched(key, version, into)
        world.objects.objects[incoming] = making.program()

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


def test_what_comes_after_the_end_of_the_check_does_not_stay() -> None:
    world = World()
    upload = world.put(making.photo())
    ready = run_check(world.ports, upload.id)
    world.objects.objects[f"incoming/{upload.id}"] = making.program()
    assert run_check(world.ports, upload.id) == ready
    assert f"incoming/{upload.id}" not in world.objects.objects


def test_a_file_opens_as_what_it_is_whatever_its_sender_called_it() -> None:
    world = World()
    upload = world.put(making.pdf(), "진단서.pdf")
    ready = run_check(world.ports, upload.id)
    assert ready is not None
    assert world.objects.types == {f"original/{upload.id}/{ready.inspection.digest}": "application/pdf"}


def test_the_same_twice_is_recognised_and_not_refused() -> None:
    world = World()
    first = world.put(making.photo())
    second = world.put(making.photo(), client_id="phone001:f2")
    run_check(world.ports, first.id)
    again = run_check(world.ports, second.id)
    assert again is not None
    assert (again.status, again.duplicate_of) == ("ready", first.id)


def test_files_wait_for_the_scanner() -> None:
    world = World(scanner=True)
    upload = world.put(making.photo())
    assert run_check(world.ports, upload.id) is None
    assert upload.id in world.store.checks, "asked for again should the scanner's word be lost"
    world.now += SCAN_TIMEOUT_MS + 1
    with pytest.raises(MalwareScanOverdue):
        run_check(world.ports, upload.id)
    world.objects.scans[f"incoming/{upload.id}"] = "threat"
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "malware")


def test_a_check_that_never_ended_is_asked_for_again() -> None:
    world = World()
    upload = world.put(making.photo())
    request_overdue_checks(world.ports)
    assert world.asked == []
    world.now += RECHECK_AFTER_MS + 1
    request_overdue_checks(world.ports)
    assert world.asked == [upload.id]


@pytest.mark.parametrize("content", [making.photo(), making.program()], ids=["good", "bad"])
@pytest.mark.parametrize("before", [True, False])
def test_wherever_the_check_dies_it_ends_the_same(content: bytes, *, before: bool) -> None:
    whole = World()
    wanted = run_check(whole.ports, whole.put(content).id)
    steps = 0
    while True:
        steps += 1
        world = World()
        upload = world.put(content)
        world.left, world.before = steps, before
        died = False
        try:
            run_check(world.ports, upload.id)
        except Crash:
            died = True
        world.left = 0
        if died and not world.now_of(upload).is_final:
            assert upload.id in world.store.checks, "the minute's round will find it"
        found = run_check(world.ports, upload.id)
        assert found is not None
        assert wanted is not None
        assert (found.status, found.inspection, found.duplicate_of) == (wanted.status, wanted.inspection, "")
        good = {f"{folder}/{upload.id}/{found.inspection.digest}" for folder in ("original", "share", "thumb")}
        assert set(world.objects.objects) - {f"incoming/{upload.id}"} == (
            good if found.status == "ready" else {f"quarantine/{upload.id}"}
        )
        if not died:
            break
    assert steps > 10


class Unheard(Exception):
    """Something that no library of ours raises today."""


RAISED = (
    MemoryError,
    RecursionError,
    OSError,
    struct.error,
    SyntaxError,
    KeyError,
    ZeroDivisionError,
    NotImplementedError,
    AssertionError,
    UnicodeError,
    StopIteration,
    Unheard,
)


@pytest.mark.parametrize("raised", RAISED)
@pytest.mark.parametrize("where", ["inspect_image", "share_and_thumbnail", "sniff_media_type"])
def test_whatever_is_raised_over_a_file_is_a_verdict(
    monkeypatch: pytest.MonkeyPatch, where: str, raised: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(f"{inspection.__name__}.{where}", fail)
    world = World()
    found = run_check(world.ports, world.put(making.photo()).id)
    assert found is not None
    unseen = where == "share_and_thumbnail" or raised is MemoryError
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed" if unseen else "corrupt")


def test_a_file_that_ends_its_check_every_time_is_laid_aside() -> None:
    """Its check needs more memory or time than a Lambda has: nothing is raised, the process is gone."""
    world = World()
    upload = world.put(making.photo())
    for _ in range(MAX_ATTEMPTS):
        world.left = 6  # it dies while it looks at the file
        with pytest.raises(Crash):
            run_check(world.ports, upload.id)
        world.now += RECHECK_AFTER_MS + 1
        request_overdue_checks(world.ports)
    world.left = 0
    assert world.asked == [upload.id] * MAX_ATTEMPTS
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed")
    assert set(world.objects.objects) == {f"quarantine/{upload.id}"}


def test_a_file_that_is_asked_for_many_times_at_once_is_not_laid_aside() -> None:
    """After an outage as many messages wait as the round has sent; Lambda takes them within a second of each other."""
    world = World()
    upload = world.put(making.photo())
    fetched, beside = world.objects.download, 2 * MAX_ATTEMPTS

    def another_begins(key: str, version: str, into: Path) -> None:
        nonlocal beside
        if beside:
            beside -= 1
            run_check(world.ports, upload.id)
        fetched(key, version, into)

    world.objects.download = another_begins  # type: ignore[method-assign]
    found = run_check(world.ports, upload.id)
    assert beside == 0
    assert found is not None
    assert found.status == "ready"


def test_a_check_that_fails_beside_another_takes_back_no_count_of_it() -> None:
    world = World()
    upload = world.put(making.photo())
    world.left = 6
    with pytest.raises(Crash):
        run_check(world.ports, upload.id)
    world.now, world.left, world.failure = world.now + 1, 6, ConnectionError
    with pytest.raises(ConnectionError):
        run_check(world.ports, upload.id)
    assert world.now_of(upload).attempts == 1


def test_what_cannot_be_reached_is_nothing_against_the_file() -> None:
    world = World()
    upload = world.put(making.photo())
    world.failure = ConnectionError
    steps = 0
    while True:
        world.left = steps = steps + 1
        try:
            found = run_check(world.ports, upload.id)
        except ConnectionError:
            continue
        assert found is not None
        assert found.status == "ready"
        break
    assert steps > MAX_ATTEMPTS


def test_a_file_whose_bytes_are_gone_is_told_so() -> None:
    world = World()
    upload = world.put(making.photo())
    world.objects.objects.clear()
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed")
    assert world.objects.objects == {}


def test_a_file_that_the_scanner_never_speaks_of_is_laid_aside_after_a_day() -> None:
    world = World(scanner=True)
    upload = world.put(making.photo())
    world.now += CHECK_DEADLINE_MS + 1
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed")


def test_a_file_that_was_long_on_its_way_has_its_whole_time() -> None:
    world = World(scanner=True)
    upload = world.announced(size=1_000)
    world.now += UPLOAD_EXPIRY_MS - 1
    world.objects.objects[f"incoming/{upload.id}"] = bytes(1_000)
    assert run_check(world.ports, upload.id) is None
    world.objects.scans[f"incoming/{upload.id}"] = "clean"
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert found.inspection.reason == "unsupported_type"


def test_a_file_whose_bytes_never_come_is_taken_back() -> None:
    world = World()
    upload = world.announced("블랙박스.mp4", 20_000_000)
    world.now += UPLOAD_EXPIRY_MS - 1
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


def test_a_file_whose_arrival_nobody_was_told_of_is_checked_all_the_same() -> None:
    world = World()
    content = making.photo()
    upload = world.announced(size=len(content))
    world.objects.objects[f"incoming/{upload.id}"] = content
    world.now += UPLOAD_EXPIRY_MS + RECHECK_AFTER_MS + 1
    request_overdue_checks(world.ports)
    found = run_check(world.ports, world.asked[0])
    assert found is not None
    assert found.status == "ready"


fates = st.tuples(st.integers(0, 16), st.booleans(), st.sampled_from((Crash, ConnectionError)))


@settings(max_examples=60, deadline=None)
@given(fates=st.lists(fates, max_size=12), content=st.sampled_from((making.photo(), making.program(), making.pdf())))
def test_every_file_has_a_verdict_whatever_becomes_of_its_checks(
    fates: list[tuple[int, bool, type[BaseException]]], content: bytes
) -> None:
    """No message is delivered but those that the minute's round sends; each check may die or fail at any call."""
    world = World()
    upload = world.put(content)
    begun = world.now
    while not world.now_of(upload).is_final:
        world.now += RECHECK_AFTER_MS + 1
        assert world.now - begun < CHECK_DEADLINE_MS
        request_overdue_checks(world.ports)
        assert world.asked.pop() == upload.id
        world.left, world.before, world.failure = fates.pop(0) if fates else (0, False, Crash)
        try:
            run_check(world.ports, upload.id)
        except (Crash, ConnectionError):
            pass
        finally:
            world.left = 0
    found = run_check(world.ports, upload.id)
    assert found is not None
    kept = {name.partition("/")[0] for name in world.objects.objects}
    assert "incoming" not in kept
    assert ("quarantine" in kept) >= (found.status == "quarantined")
    assert ("original" in kept) >= (found.status == "ready")
