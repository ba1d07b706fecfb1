"""The responders of a played day: where they are, and what they do."""

from bisect import bisect_right
from dataclasses import dataclass

from msgspec import Struct

from chalicelib.content.places import Point
from local.city.days import Request, Responder


class Leg(Struct, frozen=True):
    """A drive as it is: from one place to another, between two seconds of the day, by way of the `stops`."""

    start: Point
    end: Point
    from_s: float
    to_s: float
    stops: tuple[tuple[float, Point], ...] = ()

    def place_at(self, now_s: float) -> Point:
        """Where the truck is: at the node that it has passed last, or on the straight line."""
        if now_s >= self.to_s:
            return self.end
        if self.stops:
            passed = bisect_right(self.stops, now_s - self.from_s, key=lambda stop: stop[0])
            return self.stops[max(0, passed - 1)][1]
        part = max(0.0, now_s - self.from_s) / (self.to_s - self.from_s)
        (north, east), (to_north, to_east) = self.start, self.end
        return north + part * (to_north - north), east + part * (to_east - east)


@dataclass(slots=True)
class TruckState:
    """A responder. `place` is where they are, or where their present job ends; `work` is that job, `leg` their last
    drive; `is_asked` while an offer isn't answered."""

    responder: Responder
    place: Point
    on_duty: bool = False
    work: Request | None = None
    leg: Leg | None = None
    is_asked: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether they could drive at once."""
        return self.on_duty and self.work is None and not self.is_asked

    def can_do(self, request: Request) -> bool:
        """Whether they have what the service takes."""
        return request.service in self.responder.services

    def place_at(self, now_s: float) -> Point:
        """Where they are now."""
        return self.leg.place_at(now_s) if self.leg is not None else self.place
