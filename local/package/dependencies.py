"""Linux wheels of the deployed packages, unpacked once per list of requirements and runtime."""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from local.package.runtime import Runtime


def install(requirements: Path, runtime: Runtime, cache: Path) -> Path:
    """A directory with the packages in `requirements`, built for `runtime`; cached in `cache`.

    Raises `RuntimeError` with pip's output if there is no wheel for the runtime.
    """
    key = hashlib.sha256(requirements.read_bytes() + repr((runtime, runtime.platforms)).encode()).hexdigest()[:16]
    target = cache / f"{runtime.name}-{runtime.architecture}-{key}"
    if target.exists():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        unpacked = Path(scratch, "site")
        _pip_install(requirements, runtime, unpacked)
        unpacked.rename(target)
    return target


def _pip_install(requirements: Path, runtime: Runtime, target: Path) -> None:
    version = ".".join(map(str, runtime.python))
    abi = f"cp{''.join(map(str, runtime.python))}"
    options = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", version]
    for tag in (abi, "abi3", "none"):
        options += ["--abi", tag]
    for platform in runtime.platforms:
        options += ["--platform", platform]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
        "--no-compile",
    ]
    command += [*options, "--target", str(target), "--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"no packages for {runtime.name} on {runtime.architecture}:\n{done.stderr.strip()}")
