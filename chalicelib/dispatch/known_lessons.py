"""The present lessons, as a process knows them: read once, and again after some minutes."""

from collections.abc import Callable

from chalicelib.dispatch.lessons import Learned, Lessons, lessons_by
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.kernel.clock import Clock

KNOWN_MS = 600_000
"""New lessons come once a day: a process learns of them within ten minutes."""


class KnownLessons:
    """Calls `read` where nothing is known, or what is known is old."""

    def __init__(self, read: Callable[[], Learned | None], rules: DispatchRules, clock: Clock) -> None:
        self._read, self._rules, self._clock = read, rules, clock
        self._known: tuple[int, Lessons] | None = None

    def __call__(self) -> Lessons:
        """What is known now; the configuration as long as nothing was learned."""
        now = self._clock()
        if self._known is None or now - self._known[0] >= KNOWN_MS:
            self._known = now, lessons_by(self._read() or Learned(), self._rules)
        return self._known[1]
