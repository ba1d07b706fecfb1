"""How many actions a person may do in a while."""

from collections import OrderedDict
from typing import Literal

from chalicelib.kernel.clock import Clock
from chalicelib.presence.errors import TooManyActions
from chalicelib.presence.ports import PresenceStore
from chalicelib.presence.rules import ActionLimit

Kind = Literal["action", "ticket", "provider_report"]

BOOKINGS = 10
"""So many bookings in a window reach the limit. A process counts by itself up to the next booking, so that a few
actions cost no request; each process may thereby miss less than a tenth of the limit."""

MAX_WINDOWS = 2_000
"""Windows remembered by a process. The oldest are dropped, which at worst forgets what wasn't booked."""


class ActionMeter:
    """Counts the actions of persons in windows of time. All processes book them to one number a person."""

    def __init__(self, store: PresenceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._unbooked: OrderedDict[tuple[str, str], int] = OrderedDict()

    def charge(self, kind: Kind, person: str, limit: ActionLimit, *, is_staff: bool) -> None:
        """Counts an action of a person. Raises TooManyActions, with the rest of the window, if as many as `limit`
        allows were booked in it. Each tenth of the limit costs one conditional update."""
        now, window_ms = self._clock(), limit.window_seconds * 1000
        start = now // window_ms * window_ms
        window = (person, f"{kind}#{start}")
        most = limit.staff if is_staff else limit.customer
        at_once = max(1, most // BOOKINGS)
        unbooked = self._unbooked.get(window, 0) + 1
        if unbooked >= at_once:
            if not self._store.count_actions(*window, at_once, most, start + window_ms):
                raise TooManyActions(retry_after_ms=start + window_ms - now)
            unbooked = 0
        self._remember(window, unbooked)

    def _remember(self, window: tuple[str, str], unbooked: int) -> None:
        self._unbooked[window] = unbooked
        self._unbooked.move_to_end(window)
        while len(self._unbooked) > MAX_WINDOWS:
            self._unbooked.popitem(last=False)
