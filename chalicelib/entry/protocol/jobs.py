"""Types that the actions of roadside jobs share."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.dispatch.responders import Position

JobId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9A-Za-z]+$")]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Moment = Annotated[int, Meta(ge=0, le=4_102_444_800_000, description="ms since 1970 UTC, until 2100")]


class SentFix(Struct, frozen=True):
    """Where a device was: degrees north and east (WGS 84), when, and the accuracy as a radius in metres."""

    lat: Latitude
    lon: Longitude
    at: Moment
    accuracy: Annotated[int, Meta(ge=0, le=1_000_000)] = 0

    @property
    def position(self) -> Position:
        """As dispatch keeps it."""
        return Position((self.lat, self.lon), self.at, self.accuracy)
