"""Disk for one check at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

PREFIX = "baro-check-"
DEAD_S = 600
"""A folder that is so many seconds older than a new one belongs to no check any more: its Lambda had 120 s."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a check. Lambda ends a process for its time or memory and keeps /tmp for the next one
    (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html): what such checks left behind is
    removed first, else a few films fill the disk and no other file can be checked there."""
    with TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        now = folder.stat().st_mtime
        for other in folder.parent.glob(f"{PREFIX}*"):
            with suppress(FileNotFoundError):  # another check was quicker
                if now - other.stat().st_mtime > DEAD_S:
                    shutil.rmtree(other, ignore_errors=True)
        yield folder
