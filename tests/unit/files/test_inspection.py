"""Inspection of real files: harmful ones are refused, valid ones accepted."""

import hashlib
import io
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from chalicelib.content.message_bodies import FileKind
from chalicelib.files.inspection import inspect_file
from chalicelib.files.rules import file_rules
from tests.unit.files import sample_files
from tests.unit.files.inspecting import NOW, inspected

GOOD: dict[str, tuple[bytes, FileKind]] = {
    "a phone's photo": (sample_files.photo(), "photo"),
    "a photo without a word": (sample_files.saved(sample_files.picture(), "JPEG"), "photo"),
    "a screenshot": (sample_files.saved(sample_files.picture(), "PNG"), "photo"),
    "a picture from a chat": (sample_files.saved(sample_files.picture(), "WEBP"), "photo"),
    "an iPhone's photo": (sample_files.heic(), "photo"),
    "a panorama": (sample_files.saved(sample_files.picture(12_000, 2_000), "JPEG"), "photo"),
    "a pdf": (sample_files.pdf(), "pdf"),
    "a long pdf": (sample_files.pdf(200), "pdf"),
    "a pdf to be kept for ever (PDF/A)": (sample_files.archived_pdf(), "pdf"),
    **{
        f"a pdf only its owner may print ({way})": (sample_files.owned(sample_files.pdf(), way), "pdf")
        for way in sample_files.WAYS_TO_LOCK
    },
    "a pdf to be kept for ever that its owner locked": (sample_files.owned(sample_files.archived_pdf()), "pdf"),
    "a signature": (sample_files.saved(sample_files.picture(600, 300), "PNG"), "signature"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(tmp_path: Path, name: str) -> None:
    content, kind = GOOD[name]
    found = inspected(tmp_path, content, kind).result
    assert found.reason == ""
    assert found.digest == hashlib.sha256(content).hexdigest()


_PNG = sample_files.saved(sample_files.picture(80, 60), "PNG")

BAD: dict[str, tuple[bytes, FileKind, str]] = {
    "nothing": (b"", "photo", "empty"),
    "a renamed program": (sample_files.program(), "photo", "unsupported_type"),
    "a program as a pdf": (sample_files.program(), "pdf", "unsupported_type"),
    "a drawing with a script": (sample_files.SVG, "photo", "unsupported_type"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "pdf", "unsupported_type"),
    "a zip bomb": (sample_files.zip_bomb(), "pdf", "unsupported_type"),
    "a photo called a pdf": (sample_files.photo(), "pdf", "kind_mismatch"),
    "a pdf called a photo": (sample_files.pdf(), "photo", "kind_mismatch"),
    "a photo as a signature": (sample_files.photo(), "signature", "kind_mismatch"),
    "half a photo": (sample_files.photo()[:2_000], "photo", "corrupt"),
    "a screenshot whose head is damaged": (_PNG[:12] + b"IHDX" + _PNG[16:], "photo", "corrupt"),
    "half an iPhone's photo": (sample_files.heic()[:600], "photo", "corrupt"),
    "a picture that unfolds": (sample_files.picture_bomb(), "photo", "too_many_pixels"),
    "a picture that unfolds less": (sample_files.picture_bomb(9_500), "photo", "too_many_pixels"),
    "a locked pdf": (sample_files.pdf(password="1234"), "pdf", "encrypted"),
    "a pdf locked in an unknown way": (
        sample_files.pdf(password="1234").replace(b"/Filter /Standard", b"/Filter /Stranger"),
        "pdf",
        "encrypted",
    ),
    "a pdf with a script": (sample_files.pdf(script="app.alert(1)"), "pdf", "active_content"),
    "a pdf with a script spelt otherwise": (
        sample_files.pdf(script="app.alert(1)").replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53"),
        "pdf",
        "active_content",
    ),
    "a pdf with a script in another place": (sample_files.sly_pdf(), "pdf", "active_content"),
    "a pdf that starts a program": (sample_files.launching_pdf(), "pdf", "active_content"),
    "a pdf with a program in it": (sample_files.pdf(attached=True), "pdf", "active_content"),
    **{
        f"a locked pdf ({way})": (sample_files.owned(sample_files.pdf(), way, "1234"), "pdf", "encrypted")
        for way in sample_files.WAYS_TO_LOCK
    },
    **{
        f"an owner's pdf with a script ({way})": (
            sample_files.owned(sample_files.pdf(script="app.alert(1)"), way),
            "pdf",
            "active_content",
        )
        for way in sample_files.WAYS_TO_LOCK
    },
    "an owner's pdf with a script in another place": (
        sample_files.owned(sample_files.sly_pdf()),
        "pdf",
        "active_content",
    ),
    "an owner's pdf that starts a program": (sample_files.owned(sample_files.launching_pdf()), "pdf", "active_content"),
    "an owner's pdf with a program in it": (
        sample_files.owned(sample_files.pdf(attached=True)),
        "pdf",
        "active_content",
    ),
    "an owner's pdf with a part locked otherwise": (sample_files.owned(sample_files.apart_pdf()), "pdf", "encrypted"),
    "an owner's book": (sample_files.owned(sample_files.pdf(201)), "pdf", "too_many_pages"),
    "a book": (sample_files.pdf(201), "pdf", "too_many_pages"),
    "a pdf of no pages": (sample_files.pdf(0), "pdf", "corrupt"),
    "half a pdf": (b"%PDF-1.7\n" + sample_files.pdf()[200:300], "pdf", "corrupt"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_has_a_reason(tmp_path: Path, name: str) -> None:
    content, kind, reason = BAD[name]
    assert inspected(tmp_path, content, kind).result.reason == reason


def test_a_file_of_another_size_is_refused(tmp_path: Path) -> None:
    assert inspected(tmp_path, sample_files.photo(), size=10).result.reason == "size_mismatch"


def test_a_photo_has_its_capture_time_and_place(tmp_path: Path) -> None:
    found = inspected(tmp_path, sample_files.photo()).result
    assert found.taken_at == "2026-11-22T19:32+09:00"
    assert (found.latitude, found.longitude) == (37.5, 127.036)
    assert (found.width, found.height) == (640, 480)


def test_copies_are_upright_and_have_no_metadata(tmp_path: Path) -> None:
    metadata = {"exif": sample_files.camera(), "comment": b"37.5, 127.0", "xmp": b"<x>37.5, 127.0</x>"}
    copies = inspected(tmp_path, sample_files.saved(sample_files.picture(), "JPEG", **metadata)).copies
    for copy, size in ((copies["share"], (480, 640)), (copies["thumb"], (360, 480))):
        assert b"37.5" not in copy
        with Image.open(io.BytesIO(copy)) as opened:
            assert opened.size == size
            assert not opened.getexif()


def test_a_transparent_signature_is_visible_in_its_copies(tmp_path: Path) -> None:
    drawn = Image.new("RGBA", (600, 240))
    ImageDraw.Draw(drawn).line((100, 120, 500, 120), fill="#111", width=8)
    for copy in inspected(tmp_path, sample_files.saved(drawn, "PNG"), "signature").copies.values():
        with Image.open(io.BytesIO(copy)) as opened:
            width, height = opened.size
            grey = opened.convert("L").load()
            assert grey is not None
            assert grey[width // 2, height // 2] == pytest.approx(0x11, abs=20)
            assert grey[width // 2, height // 4] == pytest.approx(0xFF, abs=5)


def test_a_video_of_200_mb_is_inspected_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    sample_files.video(path, 200_000_000)
    tracemalloc.start()
    found = inspect_file(path, "video", 200_000_000, file_rules().kinds["video"], NOW).result
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.reason == ""
    assert peak < 8_000_000


def test_a_truncated_video_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    sample_files.video(path, 1_000_000)
    with path.open("r+b") as file:
        file.truncate(700_000)
    assert inspect_file(path, "video", 700_000, file_rules().kinds["video"], NOW).result.reason == "corrupt"
