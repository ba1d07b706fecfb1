"""The zip: what Lambda needs, compiled, and nothing else."""

import importlib.util
import ssl
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from local.package import authorities
from local.package.build import Package, build
from local.package.service_models import SERVICES

_ROOT = Path(__file__).parents[2]
_MIB = 1024 * 1024
_ELSEWHERE = (
    "moto",
    "pytest",
    "click",
    "pip",
    "setuptools",
    "wheel",
    "yaml",
    "inquirer",
    "rich",
    "local",
    "tests",
    "web",
)


@pytest.fixture(scope="module")
def paths(package: Package) -> list[PurePosixPath]:
    with zipfile.ZipFile(package.zip) as zipped:
        return [PurePosixPath(name) for name in zipped.namelist()]


def test_the_zip_is_small(package: Package) -> None:
    """Lambda takes 250 MB unpacked. What looks into pictures and documents is half of it; only the check of files
    loads that. A quarter, 30 MB, makes certificates: fpdf2, fontTools, and the two styles of a Korean font. H3, which
    finds responders by cells, is one packed MB, the models of language another."""
    assert package.packed <= 39 * _MIB
    assert package.unpacked <= 121 * _MIB


def test_of_chalice_only_the_runtime_ships(paths: list[PurePosixPath]) -> None:
    sources = {str(path) for path in paths if path.parts[0] == "chalice" and path.suffix == ".py"}
    assert sources == {"chalice/__init__.py", "chalice/app.py"}


def test_nothing_ships_that_is_only_for_development(paths: list[PurePosixPath]) -> None:
    assert not {path.parts[0] for path in paths}.intersection(_ELSEWHERE)
    assert not [path for path in paths if {"tests", "test", "examples"}.intersection(path.parts)]
    assert not [path for path in paths if path.suffix in {".pyi", ".pyx", ".c", ".h"}]


def test_botocore_has_the_models_of_used_services_only(paths: list[PurePosixPath]) -> None:
    services = {path.parts[2] for path in paths if path.parts[:2] == ("botocore", "data") and len(path.parts) > 3}
    assert services == SERVICES


def test_amazons_root_certificates_are_included_and_valid_for_years(package: Package) -> None:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with zipfile.ZipFile(package.zip) as zipped:
        trust.load_verify_locations(cadata=zipped.read(authorities.NAME).decode())
    ends = [str(root["notAfter"]) for root in trust.get_ca_certs()]
    assert len(ends) == 5
    assert min(map(ssl.cert_time_to_seconds, ends)) > datetime(2037, 1, 1, tzinfo=UTC).timestamp()


def test_licences_and_versions_are_included(paths: list[PurePosixPath]) -> None:
    info = {path.parts[0] for path in paths if path.parts[0].endswith(".dist-info")}
    assert info
    for one in info:
        assert PurePosixPath(one, "METADATA") in paths


def test_every_module_has_bytecode_that_needs_no_source(package: Package) -> None:
    with zipfile.ZipFile(package.zip) as zipped:
        names = set(zipped.namelist())
        for source in [name for name in names if name.endswith(".py")]:
            compiled = importlib.util.cache_from_source(source)
            assert compiled in names
            head = zipped.read(compiled)[:8]
            assert head[:4] == importlib.util.MAGIC_NUMBER
            assert int.from_bytes(head[4:], "little") == 0b01, f"{compiled} is checked against its source"


def test_the_same_tree_gives_the_same_bytes(package: Package, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = build(_ROOT, "dev", tmp_path_factory.mktemp("again"), lambda _: None)
    assert again.zip.read_bytes() == package.zip.read_bytes()
    assert again.template.read_bytes() == package.template.read_bytes()
