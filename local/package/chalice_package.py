"""Runs `chalice package` on a copy of what is deployed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# Chalice uses only the partition of this region, for the names of service principals.
_REGION = "ap-northeast-2"


def stage_settings(project: Path, stage: str) -> dict[str, Any]:
    """The settings of `stage` in `.chalice/config.json`, merged with the general ones. Raises `KeyError` for an unknown
    stage."""
    config: dict[str, Any] = json.loads((project / ".chalice/config.json").read_text())
    return {**config, **config["stages"][stage]}


def run(project: Path, stage: str, scratch: Path) -> Path:
    """Packages `project` with Chalice; returns the directory with `sam.json` and `deployment.zip`.

    The copy has no requirements, because `dependencies` installs them. Raises `RuntimeError` with Chalice's output.
    """
    copy, out = scratch / "project", scratch / "chalice"
    _copy_what_ships(project, copy)
    environment = {
        **os.environ,
        "AWS_DEFAULT_REGION": _REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "BARO_STAGE": stage,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        sys.executable,
        "-c",
        "from chalice.cli import main; main()",
        "--project-dir",
        str(copy),
        "package",
    ]
    command += ["--stage", stage, "--merge-template", str(copy / ".chalice/resources.json"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"chalice package failed:\n{done.stdout}{done.stderr}")
    return out


def _copy_what_ships(project: Path, copy: Path) -> None:
    junk = shutil.ignore_patterns("__pycache__", "*.pyc", "deployments", "deployed")
    copy.mkdir(parents=True)
    shutil.copy(project / "app.py", copy)
    for folder in ("chalicelib", ".chalice"):
        shutil.copytree(project / folder, copy / folder, ignore=junk)
    (copy / "requirements.txt").touch()
