"""Handlers in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.aws.options import REGION

ROOT = Path(__file__).resolve().parents[2]
STAGE = "bench"
TUTORIAL_TABLE = "tutorial"


def environment(endpoint: str, authorities: str = "") -> dict[str, str]:
    """What a function's environment holds when AWS is at `endpoint`, `@connections` included. `authorities`: a file of
    certificates, for an endpoint over TLS."""
    trust = {"AWS_CA_BUNDLE": authorities} if authorities else {}
    return {
        **trust,
        "PATH": os.environ.get("PATH", ""),
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "BARO_STAGE": STAGE,
        "BARO_SOCKETS_ENDPOINT": f"{endpoint}/api",
        "TABLE": TUTORIAL_TABLE,
        "SOCKETS": f"{endpoint}/api",
    }


class HandlerError(Exception):
    """A handler raised, or refused a command."""


class Handlers:
    """Calls handlers with event JSON. `endpoint` is the address of AWS, `root` the tree with the handlers."""

    def __init__(self, endpoint: str, authorities: str = "", root: Path = ROOT) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.handlers_child"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(endpoint, authorities),
            text=True,
        )

    def memory_kb(self) -> tuple[int, int]:
        """Current and peak resident memory of the handlers' process, in KB."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        status = dict(line.split(":", 1) for line in lines)
        return int(status["VmRSS"].split()[0]), int(status["VmHWM"].split()[0])

    def call(self, handler: str, event: Mapping[str, Any]) -> Any:
        """What the handler returns. Raises HandlerError if it raises."""
        return self._ask({"handler": handler, "event": event})

    def time(self, handler: str, events: list[dict[str, Any]]) -> tuple[float, float]:
        """CPU and wall seconds for these events together. Raises HandlerError if one of them isn't answered well."""
        taken = self._ask({"handler": handler, "events": events})
        return taken["cpu_s"], taken["wall_s"]

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, request: Mapping[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise HandlerError(f"the handlers' process ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise HandlerError(answer["error"])
        return answer["result"]
