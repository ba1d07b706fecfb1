"""Run one command of the set-up and show its progress.

`python3 -m local.setup.step TITLE EXPECTED LOG COMMAND...`: on a terminal one line is updated in place. Elsewhere a
line is printed at the start, every 15 seconds and at the end. The command's output goes to the file LOG. The progress
shows its last line, without warnings and notices of package managers. When the command fails, the end of LOG is
printed with them.
"""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

_TAIL_LINES = 25
_PLAIN_INTERVAL_S = 15.0
_LIVE_POLL_S, _PLAIN_POLL_S = 0.2, 0.5
_NOISE = re.compile(r"\s*(?:WARNING:|DEPRECATION:|\[notice\]|npm (?:warn|notice)\b|debconf:|dpkg-preconfigure:)", re.I)
"""Lines of pip, npm and apt that say nothing about the progress, such as "WARNING: Location 'file:///…' is ignored"."""


class Progress:
    """Prints the title, the seconds so far and the last line of output."""

    def __init__(self, title: str, expected: str, out: TextIO) -> None:
        self._title = title
        self._expected = expected
        self._out = out
        self._live = out.isatty()
        self._printed_at_s = 0.0

    @property
    def poll_s(self) -> float:
        """Seconds between two updates."""
        return _LIVE_POLL_S if self._live else _PLAIN_POLL_S

    def start(self) -> None:
        """Prints the title and the usual duration."""
        if not self._live:
            self._print(f"… {self._title} ({self._expected})\n")

    def update(self, seconds: float, last_line: str) -> None:
        """Shows that the command is running, `seconds` after its start."""
        if self._live:
            line = f"… {self._title} ({self._expected}) {seconds:.0f} s  {last_line}"
            self._print(f"\r\x1b[K{line[:100]}")
        elif seconds - self._printed_at_s >= _PLAIN_INTERVAL_S:
            self._printed_at_s = seconds
            self._print(f"  … {seconds:.0f} s  {last_line[:80]}\n")

    def end(self, seconds: float, succeeded: bool) -> None:
        """Prints the duration and whether the command succeeded."""
        if self._live:
            self._print("\r\x1b[K")
        self._print(f"{'✓' if succeeded else '✗'} {self._title} {seconds:.1f} s\n")

    def _print(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def run(title: str, expected: str, log: Path, command: Sequence[str]) -> int:
    """Runs `command` to its end with its output in `log`; returns its exit status."""
    log.parent.mkdir(parents=True, exist_ok=True)
    progress = Progress(title, expected, sys.stdout)
    started = time.monotonic()
    progress.start()
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            status = _wait(process, progress, log, started)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            status = 130
    progress.end(time.monotonic() - started, succeeded=status == 0)
    if status:
        print("\n".join(_lines(log)[-_TAIL_LINES:]))
        print(f"(all of it: {log})")
    return status


def last_line(lines: Sequence[str]) -> str:
    """The last line that describes the progress; "" for none."""
    return next((line.strip() for line in reversed(lines) if not _NOISE.match(line)), "")


def _wait(process: subprocess.Popen[bytes], progress: Progress, log: Path, started: float) -> int:
    while True:
        try:
            return process.wait(timeout=progress.poll_s)
        except subprocess.TimeoutExpired:
            progress.update(time.monotonic() - started, last_line(_lines(log)))


def _lines(log: Path) -> list[str]:
    return [line for line in log.read_text(errors="replace").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
