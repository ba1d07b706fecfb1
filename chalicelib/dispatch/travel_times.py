"""Travel times by a service that knows the traffic of now, behind the same port as the embedded ones."""

from collections.abc import Callable, Sequence

from chalicelib.content.places import Point
from chalicelib.dispatch.ports import Travel


class LiveTravel:
    """`ports.Travel` by a service, and by the embedded estimates while it doesn't answer. `ask` gives the seconds of
    drives from several places to one, None where there is no road, and raises `unavailable`."""

    def __init__(
        self,
        ask: Callable[[Sequence[Point], Point], list[int | None]],
        unavailable: type[Exception],
        embedded: Travel,
    ) -> None:
        self._ask, self._unavailable, self._embedded = ask, unavailable, embedded

    def seconds(self, start: Point, end: Point, at: int) -> int | None:
        """The seconds of a drive that begins about now; `at` (ms) is for the embedded estimates."""
        try:
            return self._ask((start,), end)[0]
        except self._unavailable:
            return self._embedded.seconds(start, end, at)
