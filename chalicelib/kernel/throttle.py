"""A throttle by key, in memory."""

from collections import OrderedDict

from chalicelib.kernel.clock import Clock

MAX_KEYS = 2_000
"""Keys remembered by a process. The oldest are dropped, which at worst allows one call too many."""


class Throttle:
    """Allows each key once per interval. Every Lambda process counts for itself, which is accurate enough for hints
    such as "is typing"."""

    def __init__(self, interval_ms: int, clock: Clock) -> None:
        self._interval_ms = interval_ms
        self._clock = clock
        self._last_allowed: OrderedDict[str, int] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Whether this key is allowed now; if so, its interval starts again."""
        now = self._clock()
        last = self._last_allowed.get(key)
        if last is not None and now - last < self._interval_ms:
            return False
        self._last_allowed[key] = now
        self._last_allowed.move_to_end(key)
        while len(self._last_allowed) > MAX_KEYS:
            self._last_allowed.popitem(last=False)
        return True
