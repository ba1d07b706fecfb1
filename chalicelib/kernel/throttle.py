"""Letting through what comes seldom enough."""

from collections import OrderedDict

from chalicelib.kernel.clock import Clock

REMEMBERED = 2_000
"""Keys a process keeps; the oldest are forgotten, which at worst lets one too many through."""


class Gate:
    """Lets each key pass once every `every_ms`. By process: several Lambdas let several pass, which is no harm for
    what is only a hint."""

    def __init__(self, every_ms: int, clock: Clock) -> None:
        self._every_ms = every_ms
        self._clock = clock
        self._passed: OrderedDict[str, int] = OrderedDict()

    def lets(self, key: str) -> bool:
        """Whether this key may pass now."""
        now = self._clock()
        last = self._passed.get(key)
        if last is not None and now - last < self._every_ms:
            return False
        self._passed[key] = now
        self._passed.move_to_end(key)
        while len(self._passed) > REMEMBERED:
            self._passed.popitem(last=False)
        return True
