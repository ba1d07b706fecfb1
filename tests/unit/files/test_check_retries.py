"""Every file gets a result: checks that crash, fail, time out or are requested twice."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.files.checks import (
    MAX_ATTEMPTS,
    RECHECK_AFTER_MS,
    request_overdue_checks,
    run_check,
)
from chalicelib.files.rules import file_rules
from tests.unit.files import sample_files
from tests.unit.files.world import Crash, World


def test_an_overdue_check_is_requested_again() -> None:
    world = World()
    upload = world.put(sample_files.photo())
    request_overdue_checks(world.ports)
    assert world.asked == []
    world.now += RECHECK_AFTER_MS + 1
    request_overdue_checks(world.ports)
    assert world.asked == [upload.id]


@pytest.mark.parametrize("content", [sample_files.photo(), sample_files.program()], ids=["good", "bad"])
@pytest.mark.parametrize("before", [True, False])
def test_a_crash_at_any_step_does_not_change_the_result(content: bytes, *, before: bool) -> None:
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


class UnexpectedError(Exception):
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
    UnexpectedError,
)


@pytest.mark.parametrize("raised", RAISED)
@pytest.mark.parametrize("where", ["inspection.inspect_image", "images._copies", "inspection.sniff_media_type"])
def test_every_exception_over_a_file_is_a_result(
    monkeypatch: pytest.MonkeyPatch, where: str, raised: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(f"chalicelib.files.{where}", fail)
    world = World()
    found = run_check(world.ports, world.put(sample_files.photo()).id)
    assert found is not None
    unseen = where == "images._copies" or raised is MemoryError
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed" if unseen else "corrupt")


def test_a_file_that_kills_every_check_is_quarantined() -> None:
    """Its check needs more memory or time than a Lambda has: nothing is raised, the process is gone."""
    world = World()
    upload = world.put(sample_files.photo())
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


def test_a_file_whose_check_is_requested_many_times_at_once_is_not_quarantined() -> None:
    """After an outage as many messages wait as the round has sent; Lambda takes them within a second of each other."""
    world = World()
    upload = world.put(sample_files.photo())
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


def test_a_check_that_fails_beside_another_does_not_reduce_its_count() -> None:
    world = World()
    upload = world.put(sample_files.photo())
    world.left = 6
    with pytest.raises(Crash):
        run_check(world.ports, upload.id)
    world.now, world.left, world.failure = world.now + 1, 6, ConnectionError
    with pytest.raises(ConnectionError):
        run_check(world.ports, upload.id)
    assert world.now_of(upload).attempts == 1


def test_an_unavailable_service_does_not_count_against_the_file() -> None:
    world = World()
    upload = world.put(sample_files.photo())
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


def test_a_file_whose_bytes_are_gone_is_quarantined() -> None:
    world = World()
    upload = world.put(sample_files.photo())
    world.objects.objects.clear()
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed")
    assert world.objects.objects == {}


def test_a_file_without_a_scan_result_is_quarantined_after_a_day() -> None:
    world = World(scanner=True)
    upload = world.put(sample_files.photo())
    world.now += file_rules().check_deadline_ms + 1
    found = run_check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.inspection.reason) == ("quarantined", "check_failed")


def test_a_file_whose_event_was_lost_is_checked() -> None:
    world = World()
    content = sample_files.photo()
    upload = world.announced(size=len(content))
    world.objects.objects[f"incoming/{upload.id}"] = content
    world.now += file_rules().upload_expiry_ms + RECHECK_AFTER_MS + 1
    request_overdue_checks(world.ports)
    found = run_check(world.ports, world.asked[0])
    assert found is not None
    assert found.status == "ready"


fates = st.tuples(st.integers(0, 16), st.booleans(), st.sampled_from((Crash, ConnectionError)))


@settings(max_examples=60, deadline=None)
@given(
    fates=st.lists(fates, max_size=12),
    content=st.sampled_from((sample_files.photo(), sample_files.program(), sample_files.pdf())),
)
def test_every_file_gets_a_result_after_any_failures_of_its_checks(
    fates: list[tuple[int, bool, type[BaseException]]], content: bytes
) -> None:
    """No message is delivered but those that the minute's round sends; each check may die or fail at any call."""
    world = World()
    upload = world.put(content)
    started = world.now
    while not world.now_of(upload).is_final:
        world.now += RECHECK_AFTER_MS + 1
        assert world.now - started < file_rules().check_deadline_ms
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
