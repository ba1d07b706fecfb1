"""Code and recordings of an earlier commit, run in processes of their own."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.handlers import ROOT
from tests.bench.proxy import Answer

_BASES = Path(__file__).with_name("base.toml")
_KEPT = ROOT / "build/bench"
ENGINE = Path("build/dynamodb-local")
"""Path of Amazon's DynamoDB Local in a tree; it is not in the commit."""

_RECORD = """
import base64, json, sys
sys.path.insert(0, "")
from tests.bench.recording import record
made = record(int(sys.argv[1]))
answers = [[one.key, one.status, base64.b64encode(one.body).decode()] for one in made.answers]
print(json.dumps({"answers": answers, "customer": made.customer, "agent": made.agent}))
"""


@dataclass(frozen=True)
class EarlierTree:
    """Messages in both directions as the earlier tree accepts them, and the recorded answers of AWS."""

    root: Path
    answers: list[Answer]
    messages: list[dict[str, Any]]


def earlier_tree(figure: str) -> Path:
    """Checks out the commit that a figure is compared with. Raises RuntimeError if git doesn't have it."""
    commit = os.environ.get("BASE") or tomllib.loads(_BASES.read_text())[figure]
    found = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise RuntimeError(f"{commit} is not in this repository: {figure} needs its whole history")
    root = _KEPT / f"tree-{found.stdout.strip()[:12]}"
    if not (root / "app.py").exists():
        root.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(
            ["git", "archive", found.stdout.strip()], cwd=ROOT, capture_output=True, check=True
        ).stdout
        subprocess.run(["tar", "-x", "-C", str(root)], input=archive, check=True)
    engine = root / ENGINE
    if not engine.exists():
        shutil.copytree(ROOT / ENGINE, engine, copy_function=os.link)  # no folder that is a link is looked through
    return root


def record_in_tree(root: Path, messages: int) -> EarlierTree:
    """Records messages and answers with the tree's own code. Raises RuntimeError if that fails."""
    done = subprocess.run(
        [sys.executable, "-c", _RECORD, str(messages)], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"recording in {root} failed:\n{done.stderr[-2000:]}")
    result = json.loads(done.stdout.splitlines()[-1])
    answers = [Answer(key, status, base64.b64decode(body)) for key, status, body in result["answers"]]
    pairs = zip(result["customer"], result["agent"], strict=True)
    return EarlierTree(root, answers, [event for pair in pairs for event in pair])
