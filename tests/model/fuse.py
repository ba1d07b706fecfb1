"""Calls to the outside that end the Lambda."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Crash(BaseException):
    """The Lambda died. Not an Exception: nothing may catch it."""


@dataclass
class Fuse:
    """Burns down with every call to the outside and then ends the Lambda, before or after the call took effect. `lasts`
    are the numbers of the calls with which an invocation ended."""

    left: int = 0
    before: bool = False
    calls: int = 0
    lasts: set[int] = field(default_factory=set)

    def burn(self, call: Callable[[], Any]) -> Any:
        self.calls += 1
        if self.left:
            self.left -= 1
            if not self.left:
                if not self.before:
                    call()
                raise Crash
        return call()


class Fused:
    """An adapter that may crash at every call."""

    def __init__(self, inner: Any, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        return lambda *args, **kwargs: self._fuse.burn(lambda: method(*args, **kwargs))
