"""Runs handlers as Lambda's own loop does. A program by itself: it may import nothing but the standard library and what
is in the directory given to it.

`python -I -S bare.py TASK_ROOT` reads a JSON object a line, `{"handler": "app.message", "event": …}`, and answers each
with a line: `{"result": …}` or `{"error": …}`. An empty line asks for the modules loaded so far that lack bytecode,
`{}` for the packages loaded so far.
"""

import importlib
import json
import sys
from types import ModuleType
from typing import Any


class Context:
    """What Lambda tells a function of its call."""

    function_name = "baro"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws:lambda:ap-northeast-2:123456789012:function:baro"
    memory_limit_in_mb = 512
    aws_request_id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"
    log_group_name = "/baro/dev/function"
    log_stream_name = "2026/07/24/[$LATEST]00000000000000000000000000000000"
    identity = None
    client_context = None

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the call."""
        return 29_000


def call(request: dict[str, Any]) -> dict[str, Any]:
    """Calls a handler with an event and tells what came of it."""
    module, _, name = request["handler"].partition(".")
    handler = getattr(importlib.import_module(module), name)
    try:
        return {"result": handler(request["event"], Context())}
    except Exception as error:  # noqa: BLE001 - Lambda answers any exception with its text
        return {"error": str(error)}


def modules_without_bytecode(root: str) -> list[str]:
    """Modules below `root` that Python had to compile, since they came without bytecode."""

    def lacks_bytecode(module: ModuleType) -> bool:
        file = _file(module)
        cached = getattr(module, "__cached__", None)
        if not file.startswith(root) or not file.endswith(".py"):
            return False
        try:
            with open(cached or "", "rb"):  # noqa: PTH123 - pathlib would be one more thing to load
                return False
        except OSError:
            return True

    return sorted(name for name, module in list(sys.modules.items()) if lacks_bytecode(module))


def loaded_packages(root: str) -> list[str]:
    """Packages below `root` of which something was imported, third parties' by their first name, ours by two; and
    `dataclasses`, which with `inspect` and the code that it generates is a seventh of a message's cold start."""
    here = [
        name for name, module in list(sys.modules.items()) if _file(module).startswith(root) or name == "dataclasses"
    ]
    return sorted({".".join(name.split(".")[: 2 if name.startswith("chalicelib.") else 1]) for name in here})


def _file(module: ModuleType) -> str:
    return getattr(module, "__file__", None) or ""


def main() -> None:
    """Serves calls until its input ends."""
    root = sys.argv[1]
    sys.path.insert(0, root)
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line) if line.strip() else None
        answer = (
            call(request)
            if request
            else {"result": modules_without_bytecode(root) if request is None else loaded_packages(root)}
        )
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
