"""Regular expressions in the package: precompiled, and equal to those of `re`."""

import marshal
import re
import zipfile
from pathlib import Path

import pytest

from chalicelib.kernel.patterns import GROUPS, SRE_VERSION, load_compiled
from local.package.build import Package
from local.package.patterns import FOLDER

Cache = dict[tuple[type, str, int], re.Pattern[str]]


@pytest.fixture
def folder(package: Package, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package.zip) as zipped:
        for group in GROUPS:
            (tmp_path / f"{group}.bin").write_bytes(zipped.read(f"{FOLDER}/{group}.bin"))
    return tmp_path


@pytest.fixture
def own_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    empty: Cache = {}
    monkeypatch.setattr(re, "_cache", empty)
    return empty


@pytest.mark.parametrize("group,least", [("message", 10), ("bot", 150)])
def test_stored_patterns_equal_those_that_re_compiles(group: str, least: int, folder: Path, own_cache: Cache) -> None:
    assert load_compiled(group, folder) == len(own_cache) >= least
    kept = dict(own_cache)
    own_cache.clear()
    for (_, pattern, flags), made in kept.items():
        assert re.compile(pattern, flags) == made


def test_re_uses_loaded_patterns(folder: Path, own_cache: Cache) -> None:
    load_compiled("message", folder)
    (_, pattern, flags), made = next(iter(own_cache.items()))
    assert re.compile(pattern, flags) is made


def test_another_python_version_compiles_its_own_patterns(folder: Path, own_cache: Cache) -> None:
    _, kept = marshal.loads((folder / "bot.bin").read_bytes())  # noqa: S302 - made a moment ago
    (folder / "bot.bin").write_bytes(marshal.dumps(((SRE_VERSION[0] + 1, SRE_VERSION[1]), kept)))
    assert load_compiled("bot", folder) == 0
    assert not own_cache


def test_a_missing_file_loads_nothing(tmp_path: Path) -> None:
    assert load_compiled("bot", tmp_path / "none") == 0
