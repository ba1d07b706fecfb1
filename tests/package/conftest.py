"""The package is built once per session; all tests use the same template and zip."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.aws.engines import start_moto
from local.aws.provision import provision
from local.aws.template import Template
from local.package.build import Package, build
from tests.package.centre import Insurer, environment
from tests.package.functions import Functions
from tests.package.policies import PARAMETERS
from tests.package.recorder import Recorder

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


@dataclass(frozen=True)
class Deployed:
    """The packaged template's resources on moto, and what a function's environment says of them."""

    recorder: Recorder
    insurer: Insurer
    environment: dict[str, str]
    task_root: Path
    logs: Path

    def process(self, name: str) -> Functions:
        """A process of the functions that has handled nothing yet."""
        return Functions(self.task_root, self.environment, self.logs / f"{name}.log")


@pytest.fixture(scope="module")
def deployed(task_root: Path, template: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    folder = tmp_path_factory.mktemp("deployed")
    moto = start_moto()
    recorder = Recorder(moto.endpoint)
    recorder.start()
    insurer = Insurer(folder)
    given = environment(recorder, insurer)
    provision(Template(template, PARAMETERS), {**given, "AWS_ENDPOINT_URL": moto.endpoint})
    yield Deployed(recorder, insurer, given, task_root, folder)
    recorder.stop()
    moto.stop()
