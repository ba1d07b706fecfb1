"""Selects the files of the zip."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from local.package import service_models

_DROPPED_SUFFIXES = frozenset({".pyc", ".pyi", ".pyx", ".pxd", ".c", ".h", ".md", ".rst"})
_DROPPED_NAMES = frozenset({"py.typed", ".lock"})
_DROPPED_FOLDERS = frozenset({"__pycache__", "tests", "test", "testing", "bin", "examples"})
# cryptography's extension needs only `_cffi_backend`, not the generator of bindings and its C parser.
# boto3's resources (`boto3.resource(...)`) aren't used; clients read botocore's data.
_DROPPED_PACKAGES = ("cffi", "pycparser", "boto3/data")
_KEPT_OF_DIST_INFO = frozenset({"METADATA"})


def third_party_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Path in the zip and content of every file of the unpacked wheels that Lambda needs."""
    for file in sorted(site.rglob("*")):
        if not file.is_file():
            continue
        path = PurePosixPath(file.relative_to(site).as_posix())
        if not _needed(path):
            continue
        if path.parts[:2] == ("botocore", "data"):
            yield from service_models.slim_model(path, file)
        else:
            yield str(path), file.read_bytes()


def _needed(path: PurePosixPath) -> bool:
    if path.parts[0].endswith(".dist-info"):
        # Vulnerability scanners read the metadata, and licences must be distributed.
        return path.name in _KEPT_OF_DIST_INFO or "LICENSE" in path.name.upper() or "licenses" in path.parts
    if path.suffix in _DROPPED_SUFFIXES or path.name in _DROPPED_NAMES:
        return False
    if _DROPPED_FOLDERS.intersection(path.parts[:-1]):
        return False
    return not any(path.is_relative_to(package) for package in _DROPPED_PACKAGES)
