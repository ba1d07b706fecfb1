"""The package is built once a session; every test here looks at the same template and zip."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.package.build import Package, build

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(ROOT, "dev", tmp_path_factory.mktemp("package"), lambda _: None)


@pytest.fixture(scope="session")
def template(package: Package) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(package.template.read_text())
    return document


@pytest.fixture(scope="session")
def task_root(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The zip as Lambda lays it out: unpacked and read-only."""
    root = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(package.zip) as zipped:
        zipped.extractall(root)
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield root
    for folder in folders:
        folder.chmod(0o755)
