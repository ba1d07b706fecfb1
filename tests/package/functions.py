"""The packaged functions, called in a process that has nothing but the zip's content."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


class Functions:
    """Calls handlers of `task_root` in one bare interpreter with `environment` and nothing more."""

    def __init__(self, task_root: Path, environment: Mapping[str, str], errors: Path) -> None:
        self._errors = errors.open("wb")
        # -I: no PYTHON* variables, no user's packages, not this directory; -S: no site-packages.
        self._process = subprocess.Popen(
            [_interpreter(), "-I", "-S", str(_HERE / "bare.py"), str(task_root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=dict(environment),
            cwd=task_root,
            text=True,
        )

    def call(self, handler: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """`{"result": …}` or `{"error": …}`."""
        return self._ask(json.dumps({"handler": handler, "event": event}))

    def modules_without_bytecode(self) -> list[str]:
        """Modules of the zip that came without bytecode."""
        found: list[str] = self._ask("")["result"]
        return found

    def loaded_packages(self) -> set[str]:
        """Packages imported so far: third parties' by name, ours as `chalicelib.<package>`."""
        return set(self._ask("{}")["result"])

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._errors.close()

    def _ask(self, line: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(line, file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


class Fleet:
    """A process a function, as Lambda runs them. `start` makes one by the function's name."""

    def __init__(self, start: Callable[[str], Functions]) -> None:
        self._start = start
        self._running: dict[str, Functions] = {}

    def call(self, handler: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """`{"result": …}` or `{"error": …}` of `app.<function>`."""
        name = handler.partition(".")[2]
        if name not in self._running:
            self._running[name] = self._start(name)
        return self._running[name].call(handler, event)

    def compiled_here(self) -> list[str]:
        """Modules of the zip that came without bytecode, in any of the processes."""
        return sorted({module for one in self._running.values() for module in one.modules_without_bytecode()})

    def loaded(self) -> dict[str, set[str]]:
        """Function → packages of which it has imported something so far."""
        return {name: one.loaded_packages() for name, one in self._running.items()}

    def close(self) -> None:
        """Ends the processes."""
        for one in self._running.values():
            one.close()


def _interpreter() -> str:
    """The interpreter that the virtual environment was made with."""
    return os.path.realpath(sys.executable)


def event(name: str, **given: Any) -> dict[str, Any]:
    """The event in `events/NAME.json` with its `<placeholders>` filled in, by texts or by objects."""
    filled: dict[str, Any] = _fill(json.loads((_HERE / "events" / f"{name}.json").read_text()), given)
    return filled


def _fill(value: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(one, given) for key, one in value.items()}
    if isinstance(value, list):
        return [_fill(one, given) for one in value]
    if not isinstance(value, str):
        return value
    for name, replacement in given.items():
        if value == f"<{name}>":
            return replacement
        if isinstance(replacement, str):
            value = value.replace(f"<{name}>", replacement)
    return value
