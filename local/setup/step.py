"""Run one command of the set-up and show how it goes.

`python3 -m local.setup.step TITLE EXPECTED LOG COMMAND...`: on a terminal one line is kept up to date;
elsewhere a line is printed at the start, every 15 seconds and at the end.
The command's own output goes into the file LOG, the end of which is shown when it fails.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

_TAIL_LINES = 25
_QUIET_INTERVAL = 15.0
_LIVE_INTERVAL = 0.2


class Progress:
    """Says what runs, for how many seconds it has run and what its last word was."""

    def __init__(self, title: str, expected: str, out: TextIO) -> None:
        self._title = title
        self._expected = expected
        self._out = out
        self._live = out.isatty()
        self._said_at = 0.0

    @property
    def interval(self) -> float:
        """Seconds between two looks at the command."""
        return _LIVE_INTERVAL if self._live else 0.5

    def start(self) -> None:
        """Say what begins and how long it usually takes."""
        if not self._live:
            self._print(f"… {self._title} ({self._expected})\n")

    def tick(self, seconds: float, last_words: str) -> None:
        """Say that it is still going on, `seconds` after its start."""
        if self._live:
            line = f"… {self._title} ({self._expected}) {seconds:.0f} s  {last_words}"
            self._print(f"\r\x1b[K{line[:100]}")
        elif seconds - self._said_at >= _QUIET_INTERVAL:
            self._said_at = seconds
            self._print(f"  … {seconds:.0f} s  {last_words[:80]}\n")

    def end(self, seconds: float, worked: bool) -> None:
        """Say that it ended and how."""
        if self._live:
            self._print("\r\x1b[K")
        self._print(f"{'✓' if worked else '✗'} {self._title} {seconds:.1f} s\n")

    def _print(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def run(title: str, expected: str, log: Path, command: Sequence[str]) -> int:
    """Run `command` to its end, its output going to `log`; return its exit status."""
    log.parent.mkdir(parents=True, exist_ok=True)
    progress = Progress(title, expected, sys.stdout)
    began = time.monotonic()
    progress.start()
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            status = _watch(process, progress, log, began)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            status = 130
    progress.end(time.monotonic() - began, worked=status == 0)
    if status:
        print("\n".join(_lines(log)[-_TAIL_LINES:]))
        print(f"(all of it: {log})")
    return status


def _watch(process: subprocess.Popen[bytes], progress: Progress, log: Path, began: float) -> int:
    while True:
        try:
            return process.wait(timeout=progress.interval)
        except subprocess.TimeoutExpired:
            lines = _lines(log)
            progress.tick(time.monotonic() - began, lines[-1].strip() if lines else "")


def _lines(log: Path) -> list[str]:
    return [line for line in log.read_text(errors="replace").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
