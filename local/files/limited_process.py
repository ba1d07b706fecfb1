"""A call in a process of its own that is ended when it takes too long or too much memory."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LIMIT_S = 60
"""Time of a call, in seconds."""
LIMIT_MB = 2048
"""Resident memory of a call, in megabytes."""
_LOOK_S = 0.05
"""How often the memory is looked at, in seconds."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended. `answer` is b"" if it returned none: it was ended, or crashed."""

    answer: bytes
    cpu_ms: int
    peak_mb: int


def run_limited(call: Callable[[], bytes], limit_s: float = LIMIT_S, limit_mb: float = LIMIT_MB) -> Ended:
    """Calls in a fork of this process, whose libraries are loaded already. Blocks until the fork has ended."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _answer(call, writer)
    os.close(writer)
    try:
        answer = _read_within_limits(reader, process, limit_s, limit_mb)
    finally:
        os.close(reader)
        os.kill(process, signal.SIGKILL)
        _, _, usage = os.wait4(process, 0)
    peak_mb = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Ended(
        answer if peak_mb <= limit_mb else b"", round(1000 * (usage.ru_utime + usage.ru_stime)), round(peak_mb)
    )


def _answer(call: Callable[[], bytes], writer: int) -> None:
    """Never returns: what the parent has set up is not the fork's to take down."""
    status = 1
    try:
        with os.fdopen(writer, "wb") as out:
            out.write(call())
        status = 0
    finally:
        os._exit(status)


def _read_within_limits(reader: int, process: int, limit_s: float, limit_mb: float) -> bytes:
    """What the process writes until it closes; b"" if it exceeds a limit."""
    end, answer = time.monotonic() + limit_s, b""
    while time.monotonic() < end and _resident_mb(process) <= limit_mb:
        if not select.select([reader], [], [], _LOOK_S)[0]:
            continue
        part = os.read(reader, 1 << 16)
        if not part:
            return answer
        answer += part
    return b""


def _resident_mb(process: int) -> float:
    """The resident memory of a process; 0 where the system has no /proc, and its peak is looked at afterwards."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
