"""Temporary folders of crashed checks are removed."""

import os
import tempfile
from pathlib import Path

import pytest

from chalicelib.files.scratch import PREFIX, STALE_S, scratch_folder


@pytest.fixture(autouse=True)
def _disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def left(folder: Path, name: str, seconds_ago: int) -> Path:
    dead = folder / name
    dead.mkdir()
    (dead / "file").write_bytes(b"a video")
    now = folder.stat().st_mtime
    os.utime(dead, (now - seconds_ago, now - seconds_ago))
    return dead


def test_only_left_over_folders_are_removed(tmp_path: Path) -> None:
    dead = left(tmp_path, f"{PREFIX}dead", STALE_S + 60)
    alive = left(tmp_path, f"{PREFIX}alive", STALE_S - 60)
    foreign = left(tmp_path, "somebody-elses", STALE_S + 60)
    with scratch_folder() as folder:
        assert folder.parent == tmp_path
        assert [each.exists() for each in (dead, alive, foreign, folder)] == [False, True, True, True]
    assert not folder.exists()
