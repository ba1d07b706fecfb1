"""`python -m local.files check` has a verdict about every file."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from chalicelib.files.rules import file_rules
from local.files.check import check_file, check_folder
from local.files.limited_process import run_limited
from tests.unit.files import sample_files
from tests.unit.files.mp4_boxes import FRAMES, INDEX, box, branded

FRAGMENT = box(b"moof", bytes(50)) + FRAMES
FILES = {
    "a.jpg": sample_files.photo(),
    "b.pdf": sample_files.pdf(script="app.alert(1)"),
    "c/d.mp4": branded(b"iso5") + INDEX + FRAGMENT + FRAGMENT[:-20],
    "e.exe": sample_files.program(),
    "f.png": b"",
    "무제": sample_files.heic(),
}


def test_a_line_is_written_for_every_file_in_order_of_paths(tmp_path: Path) -> None:
    folder, copies = tmp_path / "in", tmp_path / "out"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    command = [sys.executable, "-m", "local.files", "check", str(folder), "--copies", str(copies)]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    seen = [(line["name"], line["kind"], line["verdict"], line["reason"], line["cut"]) for line in lines]
    assert seen == [
        ("a.jpg", "photo", "ready", "", False),
        ("b.pdf", "document", "quarantined", "active_content", False),
        ("c/d.mp4", "video", "ready", "", True),
        ("e.exe", "", "refused", "file_kind_not_accepted", False),
        ("f.png", "photo", "refused", "file_empty", False),
        ("무제", "photo", "ready", "", False),
    ]
    first = lines[0]
    assert (first["taken_at"], first["changed_at"]) == ("2026-11-22T19:32+09:00", "")
    assert (first["place"], lines[1]["place"]) == ([37.5, 127.036], None)
    assert first["cpu_ms"] > 0
    assert first["peak_mb"] > 10
    assert sorted(path.name for path in copies.iterdir()) == ["a.jpg.jpg", "무제.jpg"]
    with Image.open(io.BytesIO((copies / "a.jpg.jpg").read_bytes())) as copy:
        assert copy.size == (480, 640)


@pytest.mark.parametrize("name", ["a" * 251 + ".jpg", "가" * 83 + ".jpg", "b" * 255])
def test_a_copy_that_cannot_be_written_changes_no_verdict(tmp_path: Path, name: str) -> None:
    path, copy = tmp_path / name, tmp_path / f"{name}.jpg"
    path.write_bytes(sample_files.photo())
    assert check_file(path, name, file_rules(), copy).verdict == "ready"
    (tmp_path / "a file").touch()
    assert check_file(path, name, file_rules(), tmp_path / "a file" / "copy.jpg").verdict == "ready"


def test_a_file_that_cannot_be_read_has_a_verdict_and_the_kind_of_its_name(tmp_path: Path) -> None:
    gone = tmp_path / "사고.jpg"
    found = check_file(gone, gone.name, file_rules(), None)
    assert (found.kind, found.verdict, found.reason) == ("photo", "quarantined", "unfinished")


def test_only_files_are_checked_whatever_their_names_are(tmp_path: Path) -> None:
    photo = sample_files.photo()
    names = (b".hidden.jpg", b"\xff.jpg", b"a\nb.jpg", "\u202egpj.exe".encode(), "가.jpg".encode(), b'"\\.jpg')
    for name in names:
        Path(os.fsdecode(bytes(tmp_path / "x")[:-1] + name)).write_bytes(photo)
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.jpg")
    lines = [json.loads(line) for line in check_folder(tmp_path, None)]
    assert len(lines) == len(names)
    assert {line["verdict"] for line in lines} == {"ready"} | {"refused"}
    assert [line["name"] for line in lines if line["verdict"] == "refused"] == ["\u202egpj.exe"]


def test_a_check_that_exceeds_a_limit_or_crashes_is_ended() -> None:
    def endless() -> bytes:
        while True:
            pass

    def large() -> bytes:
        return bytes(bytearray(os.urandom(1)) * 300_000_000)

    assert run_limited(endless, limit_s=0.2).answer == b""
    assert run_limited(large, limit_mb=100).answer == b""
    assert run_limited(lambda: os._exit(1)).answer == b""
    assert run_limited(lambda: b"fine" * 100_000).answer == b"fine" * 100_000
