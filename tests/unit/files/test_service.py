"""Requesting, completing and discarding uploads."""

import pytest

from chalicelib.files.checks import run_check
from chalicelib.files.errors import FileEmpty, FileIncomplete, FileKindNotAccepted, FileTooLarge, TooManyFiles
from chalicelib.files.model import split_into_parts
from chalicelib.files.rules import FileKindRule, FileRules
from chalicelib.files.service import (
    STALE_UPLOAD_MS,
    UploadRequest,
    complete_upload,
    discard_upload,
    request_upload,
    upload_plan,
)
from tests.unit.files import sample_files
from tests.unit.files.world import KIM, MB, World


@pytest.mark.parametrize(
    "name, size, error",
    [
        ("virus.exe", 10, FileKindNotAccepted),
        ("noname", 10, FileKindNotAccepted),
        ("사고.jpg.exe", 10, FileKindNotAccepted),
        ("a.jpg", 0, FileEmpty),
        ("a.jpg", 30 * MB + 1, FileTooLarge),
        ("a.MP4", 500 * MB + 1, FileTooLarge),
    ],
)
def test_a_file_that_is_not_accepted_is_refused_before_it_is_sent(name: str, size: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        World().announced(name, size)


@pytest.mark.parametrize(
    "name, declared_type, kind",
    [
        ("사고.jfif", "", "photo"),
        ("사고.jpe", "", "photo"),
        ("녹화.3gpp", "", "video"),
        ("사고.HIF ", "", "photo"),
        ("블랙박스.avi", "", "video"),
        ("IMG_0001", "image/jpeg", "photo"),
        ("2026.11.22 사고", "image/heic", "photo"),
        ("사고.", "video/quicktime", "video"),
        ("진단서", "application/pdf", "pdf"),
        ("가" * 255, "image/png", "photo"),
    ],
)
def test_the_media_type_decides_the_kind_of_a_file_without_a_suffix(name: str, declared_type: str, kind: str) -> None:
    request = UploadRequest("phone001:f1", name, 10, declared_type, "file")
    assert request_upload(World().ports, KIM, "c1", KIM.id, request).upload.kind == kind


def test_a_repeated_request_is_one_upload() -> None:
    world = World()
    assert world.announced() == world.announced()
    assert len(world.store.uploads) == 1


def test_unfinished_uploads_are_limited() -> None:
    world = World()
    for number in range(50):
        world.announced(client_id=f"phone001:f{number + 1}")
    with pytest.raises(TooManyFiles):
        world.announced(client_id="phone001:f99")
    world.now += STALE_UPLOAD_MS
    world.announced(client_id="phone001:f99")


def test_a_multipart_upload_resumes_after_an_interruption() -> None:
    world = World()
    content = bytes(20 * MB)
    upload = world.announced("블랙박스.mp4", len(content))
    first = upload_plan(world.ports, upload)
    assert [part.number for part, _ in first.parts] == [1, 2, 3]
    part, url = first.parts[0]
    world.objects.put_part(url, content[: part.size])
    world.objects.put_part(first.parts[1][1], b"half of it")
    with pytest.raises(FileIncomplete) as refused:
        complete_upload(world.ports, world.now_of(upload))
    assert refused.value.details == {"missing": 2}
    rest = upload_plan(world.ports, world.now_of(upload))
    assert [part.number for part, _ in rest.parts] == [2, 3]
    assert rest.received_bytes == 8 * MB
    for part, url in rest.parts:
        world.objects.put_part(url, bytes(part.size))
    assert complete_upload(world.ports, world.now_of(upload)).status == "stored"
    assert world.objects.objects[f"incoming/{upload.id}"] == content
    assert complete_upload(world.ports, world.now_of(upload)).status == "stored", "a repeat changes nothing"


def test_parts_fill_a_file_exactly() -> None:
    for size in (1, 8 * MB, 8 * MB + 1, 16 * MB, 500 * MB):
        parts = split_into_parts(size, 8 * MB)
        assert sum(part.size for part in parts) == size
        assert all(part.size == 8 * MB for part in parts[:-1])


def test_only_an_upload_that_is_not_checked_is_discarded() -> None:
    world = World()
    upload = world.announced()
    assert discard_upload(world.ports, upload).status == "discarded"
    assert run_check(world.ports, upload.id) == world.now_of(upload)
    kept = world.put(sample_files.photo(), client_id="phone001:f2")
    run_check(world.ports, kept.id)
    assert discard_upload(world.ports, kept).status == "ready"


def test_the_page_may_offer_the_suffixes_of_all_kinds_but_drawn_signatures() -> None:
    photo, pdf, signature = (FileKindRule(1, suffixes) for suffixes in (("jpg",), ("pdf",), ("svg",)))
    rules = FileRules(8_388_608, 900, 300, 50, 7, 24, 300, {"photo": photo, "pdf": pdf, "signature": signature})
    assert rules.accepted_suffixes == ("jpg", "pdf")
