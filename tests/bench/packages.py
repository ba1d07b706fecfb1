"""Packages as Lambda unpacks them: ours, and the common stack's as Chalice zips it."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from local.aws.options import REGION
from local.package.build import build
from tests.bench.handlers import ROOT

USUAL = Path(__file__).parent / "others" / "usual"


def ours(scratch: Path) -> Path:
    """The package of the tree as it is, unpacked."""
    return _unpacked(build(ROOT, "dev", scratch / "package", lambda _: None).zip, scratch / "ours")


def usual(scratch: Path, cache: Path) -> Path:
    """The usual stack, packaged by `chalice package` once for each content of its directory, unpacked."""
    files = sorted(file for file in USUAL.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    key = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    kept = cache / f"usual-{key}.zip"
    if not kept.exists():
        project = scratch / "usual-project"
        shutil.copytree(USUAL, project, ignore=shutil.ignore_patterns("__pycache__"))
        _chalice_package(project, scratch / "usual-site")
        cache.mkdir(parents=True, exist_ok=True)
        shutil.copy(project / "out" / "deployment.zip", kept)
    return _unpacked(kept, scratch / "usual")


def _chalice_package(project: Path, site: Path) -> None:
    # Chalice imports the app to package it, so all that it needs has to be there twice.
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-compile"]
    _run([*pip, "--target", str(site), "--requirement", str(project / "requirements.txt")], project, {})
    command = [sys.executable, "-c", "from chalice.cli import main; main()", "package", "out"]
    _run(
        command,
        project,
        {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1", "AWS_DEFAULT_REGION": REGION},
    )


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _unpacked(archive: Path, root: Path) -> Path:
    """Read-only, as `/var/task` is."""
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(root)
    for file in (root, *root.rglob("*")):
        file.chmod(0o555 if file.is_dir() else 0o444)
    return root
