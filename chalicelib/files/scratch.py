"""Temporary disk space of a check."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

PREFIX = "baro-check-"
STALE_S = 600
"""A folder that is this much older than a new one, in seconds, is left over: a check has 120 s."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder; removes left-over ones first. Lambda kills a process that exceeds its time or memory, but
    keeps /tmp (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html): a few videos would fill
    it."""
    with TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        now = folder.stat().st_mtime
        for other in folder.parent.glob(f"{PREFIX}*"):
            with suppress(FileNotFoundError):  # another check removed it
                if now - other.stat().st_mtime > STALE_S:
                    shutil.rmtree(other, ignore_errors=True)
        yield folder
