"""Byte-compiles a directory and zips it; the same files give the same zip, byte by byte."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

# Lambda unpacks the zip here; tracebacks contain this path.
_TASK_ROOT = "/var/task"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def write_files(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Writes `files` (path below `root`, content)."""
    for path, content in files:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def compile_bytecode(root: Path) -> None:
    """Adds the bytecode of every module below `root`; Python then doesn't check the sources.

    `/var/task` is read-only, so that without bytecode in the zip every cold start compiles everything it imports.
    Raises `RuntimeError` if a file doesn't compile.
    """
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(root), "-p", _TASK_ROOT, str(root)]
    # Sets among a module's constants are written in the order of their hashes, which the seed fixes.
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    if done.returncode:
        raise RuntimeError(f"not everything compiles:\n{done.stdout}{done.stderr}")


def pack(root: Path, archive: Path) -> None:
    """Zips everything below `root`, in order, without times and owners."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for file in sorted(root.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), _LONG_AGO)
                entry.external_attr = _READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                zipped.writestr(entry, file.read_bytes())
