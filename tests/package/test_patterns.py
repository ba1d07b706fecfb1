"""Regular expressions in the package: precompiled, and equal to those of `re`."""

import marshal
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chalicelib.kernel.patterns import GROUPS, SRE_VERSION, load_compiled
from local.package.build import Package
from local.package.patterns import FOLDER, record_compiled

FIRST_ANSWER = """
import app
from pathlib import Path
from chalicelib.kernel.patterns import GROUPS, load_compiled
from local.package.patterns import answer, record_compiled
for group in GROUPS:
    load_compiled(group, Path({folder!r}))
print(sorted(pattern for pattern, _ in record_compiled(lambda: answer([["안녕하세요"]]))))
"""
"""Prints the patterns that are compiled in a process of its own."""


@pytest.fixture
def folder(package: Package, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package.zip) as zipped:
        for group in GROUPS:
            (tmp_path / f"{group}.bin").write_bytes(zipped.read(f"{FOLDER}/{group}.bin"))
    return tmp_path


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(re, "_cache", {})


def stored(group: str, folder: Path) -> list[tuple[str, int]]:
    _, compiled = marshal.loads((folder / f"{group}.bin").read_bytes())  # noqa: S302 - made a moment ago
    return list(compiled)


@pytest.mark.parametrize("group,least", [("message", 10), ("bot", 150)])
def test_stored_patterns_equal_those_that_re_compiles(group: str, least: int, folder: Path) -> None:
    assert load_compiled(group, folder) >= least
    made = {key: re.compile(*key) for key in stored(group, folder)}
    re.purge()
    assert made == {key: re._compiler.compile(*key) for key in made}  # type: ignore[attr-defined]


def test_re_uses_loaded_patterns_and_compiles_others(folder: Path) -> None:
    load_compiled("message", folder)
    load_compiled("bot", folder)
    known = [stored(group, folder)[0] for group in GROUPS]
    other = ("in no (?:file|package)", 0)

    def ask() -> None:
        for key in (*known, other):
            re.compile(*key)

    assert list(record_compiled(ask)) == [other]


def test_a_first_answer_compiles_nothing(folder: Path) -> None:
    program = FIRST_ANSWER.format(folder=str(folder))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]"]


def test_another_python_version_compiles_its_own_patterns(folder: Path) -> None:
    _, kept = marshal.loads((folder / "bot.bin").read_bytes())  # noqa: S302 - made a moment ago
    (folder / "bot.bin").write_bytes(marshal.dumps(((SRE_VERSION[0] + 1, SRE_VERSION[1]), kept)))
    assert load_compiled("bot", folder) == 0


def test_a_missing_file_loads_nothing(tmp_path: Path) -> None:
    assert load_compiled("bot", tmp_path / "none") == 0
