"""A set-up step: its progress is readable, its failure is visible."""

import sys
from pathlib import Path

import pytest

from local.setup.step import last_line, run


@pytest.mark.parametrize(
    "noise",
    [
        "WARNING: Location 'file:///wheels' is ignored: it is either a non-existing path or lacks a specific scheme.",
        "  WARNING: Retrying (Retry(total=4)) after connection broken",
        "DEPRECATION: legacy install",
        "[notice] A new release of pip is available",
        "npm warn deprecated glob@7.2.3",
        "debconf: delaying package configuration",
    ],
)
def test_noise_of_package_managers_is_no_progress(noise: str) -> None:
    assert last_line(["Collecting chalice", noise]) == "Collecting chalice"
    assert last_line([noise]) == ""


def test_an_error_is_progress() -> None:
    assert last_line(["Collecting chalice", "ERROR: No matching distribution"]) == "ERROR: No matching distribution"


@pytest.mark.parametrize("status", [0, 3])
def test_a_failed_step_prints_the_end_of_its_log(
    status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "logs" / "step.log"
    script = f"print('WARNING: strange'); print('the reason'); raise SystemExit({status})"
    assert run("Packages", "1 s", log, [sys.executable, "-c", script]) == status
    printed = capsys.readouterr().out
    assert log.read_text() == "WARNING: strange\nthe reason\n"
    assert ("WARNING: strange\nthe reason" in printed) == bool(status)
    assert ("✗ Packages" in printed) == bool(status)
