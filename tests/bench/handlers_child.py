"""Runs handlers in a process of their own, as Lambda does, and measures the CPU they take. `python -m
tests.bench.handlers_child` reads a JSON object a line and answers each with one:

`{"handler": "app.message", "event": …}` → `{"result": …}` or `{"error": …}`;
`{"handler": …, "events": […]}` → `{"result": {"cpu_s": …, "wall_s": …}}`, the time for all of them together.
"""

import gc
import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.package.bare import Context


def _handler(name: str) -> Callable[[dict[str, Any], Context], Any]:
    module, _, attribute = name.rpartition(".")
    handler: Callable[[dict[str, Any], Context], Any] = getattr(importlib.import_module(module), attribute)
    return handler


def call_handler(request: dict[str, Any]) -> dict[str, Any]:
    """What a handler returns for an event, or its exception."""
    try:
        return {"result": _handler(request["handler"])(request["event"], Context())}
    except Exception as error:  # noqa: BLE001 - the other process raises it
        return {"error": repr(error)}


def measure_handler(request: dict[str, Any]) -> dict[str, Any]:
    """The time that a handler takes for some events; an error if it fails for one of them."""
    handler, context = _handler(request["handler"]), Context()
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    answers = [handler(event, context) for event in request["events"]]
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    for answer in answers:
        if answer["statusCode"] != 200 or '"event":"error"' in answer.get("body", ""):
            return {"error": str(answer)}
    return {"result": {"cpu_s": cpu, "wall_s": wall}}


def main() -> None:
    """Serves until its input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        answer = measure_handler(request) if "events" in request else call_handler(request)
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
