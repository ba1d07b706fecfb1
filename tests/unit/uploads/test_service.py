"""From the announcement to the end of the check, with the Lambda dying at every step."""

import hashlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.content.upload_rules import upload_rules
from chalicelib.content.views import Named
from chalicelib.uploads.errors import FileEmpty, FileIncomplete, FileNotReady, FileTooLarge, KindNotTaken, TooManyFiles
from chalicelib.uploads.nouns import Found, Upload, parts_of
from chalicelib.uploads.ports import Ports
from chalicelib.uploads.service import (
    GIVEN_UP_MS,
    SCAN_MS,
    STUCK_MS,
    Announced,
    NotScanned,
    announce,
    check,
    discard,
    link,
    look_after,
    uploaded,
    way,
)
from tests.fakes.uploads import FakeBlobs, FakeUploads
from tests.unit.uploads import making

KIM = Named("cust-kim", "김서연")
MB = 1024 * 1024


class Crash(BaseException):
    """The Lambda died."""


class Fused:
    """Ends the Lambda at a call, before or after it took effect."""

    def __init__(self, real: Any, burn: Callable[[Callable[[], Any]], Any]) -> None:
        self._real, self._burn = real, burn

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self._burn(lambda: getattr(self._real, name)(*args, **kwargs))


class World:
    """Uploads on fakes; `now` is the clock."""

    def __init__(self, *, scanner: bool = False) -> None:
        self.now, self.left, self.before = 1_800_000_000_000, 0, False
        self.store, self.blobs, self.asked = FakeUploads(), FakeBlobs(), list[str]()
        ids = count(1)
        self.ports = Ports(
            Fused(self.store, self._burn),
            Fused(self.blobs, self._burn),
            upload_rules(),
            lambda: self.now,
            lambda: f"upload{next(ids):06d}",
            lambda _latitude, _longitude: "역삼역",
            self.asked.append,
            scanner,
        )

    def _burn(self, call: Callable[[], Any]) -> Any:
        self.left -= 1
        if self.left == 0 and self.before:
            raise Crash
        answer = call()
        if self.left == 0:
            raise Crash
        return answer

    def announced(self, name: str = "사고.jpg", size: int = 1_000, client_id: str = "phone001:f1") -> Upload:
        return announce(self.ports, KIM, "c1", KIM.id, Announced(client_id, name, size, "", "file")).upload

    def put(self, content: bytes, name: str = "사고.jpg", client_id: str = "phone001:f1") -> Upload:
        upload = self.announced(name, len(content), client_id)
        self.blobs.kept[f"incoming/{upload.id}"] = content
        return uploaded(self.ports, upload)

    def now_of(self, upload: Upload) -> Upload:
        found = self.store.get(upload.id)
        assert found is not None
        return found


@pytest.mark.parametrize(
    "name, size, error",
    [
        ("virus.exe", 10, KindNotTaken),
        ("noname", 10, KindNotTaken),
        ("a.jpg", 0, FileEmpty),
        ("a.jpg", 30 * MB + 1, FileTooLarge),
        ("a.MP4", 500 * MB + 1, FileTooLarge),
    ],
)
def test_what_cannot_be_taken_is_said_before_a_byte_is_sent(name: str, size: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        World().announced(name, size)


def test_announced_twice_it_is_one_file() -> None:
    world = World()
    assert world.announced() == world.announced()
    assert len(world.store.uploads) == 1


def test_nobody_fills_the_store_with_announcements() -> None:
    world = World()
    for number in range(50):
        world.announced(client_id=f"phone001:f{number + 1}")
    with pytest.raises(TooManyFiles):
        world.announced(client_id="phone001:f99")
    world.now += GIVEN_UP_MS
    world.announced(client_id="phone001:f99")


def test_a_large_file_goes_in_parts_and_goes_on_where_it_was_cut_off() -> None:
    world = World()
    content = bytes(20 * MB)
    upload = world.announced("블랙박스.mp4", len(content))
    first = way(world.ports, upload)
    assert [stretch.number for stretch, _ in first.parts] == [1, 2, 3]
    stretch, address = first.parts[0]
    world.blobs.put_part(address, content[: stretch.size])
    world.blobs.put_part(first.parts[1][1], b"half of it")
    with pytest.raises(FileIncomplete) as refused:
        uploaded(world.ports, world.now_of(upload))
    assert refused.value.details == {"missing": 2}
    rest = way(world.ports, world.now_of(upload))
    assert [stretch.number for stretch, _ in rest.parts] == [2, 3]
    assert rest.arrived == 8 * MB
    for stretch, address in rest.parts:
        world.blobs.put_part(address, bytes(stretch.size))
    assert uploaded(world.ports, world.now_of(upload)).status == "stored"
    assert world.blobs.kept[f"incoming/{upload.id}"] == content
    assert uploaded(world.ports, world.now_of(upload)).status == "stored", "a repeat changes nothing"


def test_parts_fill_a_file_exactly() -> None:
    for size in (1, 8 * MB, 8 * MB + 1, 16 * MB, 500 * MB):
        parts = parts_of(size, 8 * MB)
        assert sum(part.size for part in parts) == size
        assert all(part.size == 8 * MB for part in parts[:-1])


def test_a_good_photo_is_kept_untouched_and_can_be_opened() -> None:
    world = World()
    content = making.photo()
    upload = world.put(content)
    with pytest.raises(FileNotReady):
        link(world.ports, upload, "share")
    ready = check(world.ports, upload.id)
    assert ready is not None
    assert (ready.status, ready.place, ready.found.taken_at) == ("ready", "역삼역", "2026-11-22T19:32+09:00")
    at = f"{upload.id}/{ready.found.digest}"
    assert world.blobs.kept[f"original/{at}"] == content
    assert f"incoming/{upload.id}" not in world.blobs.kept
    assert link(world.ports, ready, "share") == f"open share/{at} inline"
    assert link(world.ports, ready, "original") == f"open original/{at} attachment"


def test_a_bad_file_is_laid_aside_and_never_opened() -> None:
    world = World()
    upload = world.put(making.program())
    found = check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.found.reason) == ("quarantined", "unknown_kind")
    assert set(world.blobs.kept) == {f"quarantine/{upload.id}"}
    for variant in ("thumb", "share", "original"):
        with pytest.raises(FileNotReady):
            link(world.ports, found, variant)


def test_what_is_kept_is_what_was_looked_at_whatever_is_put_there_meanwhile() -> None:
    """An address is good for a quarter of an hour: its owner may put a good file there and then another."""
    world, good = World(), making.photo()
    upload = world.put(good)
    incoming = f"incoming/{upload.id}"
    other = making.saved(making.picture(300, 200), "JPEG")
    fetched = world.blobs.fetch

    def swapped(key: str, version: str, into: Path) -> None:
        fetched(key, version, into)
        world.blobs.kept[incoming] = making.program()

    world.blobs.fetch = swapped  # type: ignore[method-assign]
    ready = check(world.ports, upload.id)
    assert ready is not None
    world.blobs.fetch = fetched  # type: ignore[method-assign]
    # A second delivery that began before the first ended looks at what lies there by then.
    world.blobs.kept[incoming] = other
    world.store.uploads[upload.id] = replace(ready, status="checking", found=Found())
    late = fetched

    def ended(key: str, version: str, into: Path) -> None:
        late(key, version, into)
        world.store.uploads[upload.id] = ready

    world.blobs.fetch = ended  # type: ignore[method-assign]
    assert check(world.ports, upload.id) == ready
    assert world.blobs.kept[f"original/{upload.id}/{ready.found.digest}"] == good
    assert ready.found.digest == hashlib.sha256(good).hexdigest()


def test_what_comes_after_the_end_of_the_check_does_not_stay() -> None:
    world = World()
    upload = world.put(making.photo())
    ready = check(world.ports, upload.id)
    world.blobs.kept[f"incoming/{upload.id}"] = making.program()
    assert check(world.ports, upload.id) == ready
    assert f"incoming/{upload.id}" not in world.blobs.kept


def test_a_file_opens_as_what_it_is_whatever_its_sender_called_it() -> None:
    world = World()
    upload = world.put(making.pdf(), "진단서.pdf")
    ready = check(world.ports, upload.id)
    assert ready is not None
    assert world.blobs.types == {f"original/{upload.id}/{ready.found.digest}": "application/pdf"}


def test_the_same_twice_is_recognised_and_not_refused() -> None:
    world = World()
    first = world.put(making.photo())
    second = world.put(making.photo(), client_id="phone001:f2")
    check(world.ports, first.id)
    again = check(world.ports, second.id)
    assert again is not None
    assert (again.status, again.duplicate_of) == ("ready", first.id)


def test_what_is_taken_back_is_gone_and_what_is_checked_is_not() -> None:
    world = World()
    upload = world.announced()
    assert discard(world.ports, upload).status == "discarded"
    assert check(world.ports, upload.id) == world.now_of(upload)
    kept = world.put(making.photo(), client_id="phone001:f2")
    check(world.ports, kept.id)
    assert discard(world.ports, kept).status == "ready"


def test_files_wait_for_the_scanner() -> None:
    world = World(scanner=True)
    upload = world.put(making.photo())
    assert check(world.ports, upload.id) is None
    assert upload.id in world.store.checks, "asked for again should the scanner's word be lost"
    world.now += SCAN_MS + 1
    with pytest.raises(NotScanned):
        check(world.ports, upload.id)
    world.blobs.scans[f"incoming/{upload.id}"] = "threat"
    found = check(world.ports, upload.id)
    assert found is not None
    assert (found.status, found.found.reason) == ("quarantined", "harmful")


def test_a_check_that_never_ended_is_asked_for_again() -> None:
    world = World()
    upload = world.put(making.photo())
    look_after(world.ports)
    assert world.asked == []
    world.now += STUCK_MS + 1
    look_after(world.ports)
    assert world.asked == [upload.id]


@pytest.mark.parametrize("content", [making.photo(), making.program()], ids=["good", "bad"])
@pytest.mark.parametrize("before", [True, False])
def test_wherever_the_check_dies_it_ends_the_same(content: bytes, *, before: bool) -> None:
    whole = World()
    wanted = check(whole.ports, whole.put(content).id)
    steps = 0
    while True:
        steps += 1
        world = World()
        upload = world.put(content)
        world.left, world.before = steps, before
        died = False
        try:
            check(world.ports, upload.id)
        except Crash:
            died = True
        world.left = 0
        if died and not world.now_of(upload).over:
            assert upload.id in world.store.checks, "the minute's round will find it"
        found = check(world.ports, upload.id)
        assert found is not None
        assert wanted is not None
        assert (found.status, found.found, found.duplicate_of) == (wanted.status, wanted.found, "")
        good = {f"{folder}/{upload.id}/{found.found.digest}" for folder in ("original", "share", "thumb")}
        assert set(world.blobs.kept) - {f"incoming/{upload.id}"} == (
            good if found.status == "ready" else {f"quarantine/{upload.id}"}
        )
        if not died:
            break
    assert steps > 10
