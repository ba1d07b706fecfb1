"""Times of drives by Amazon Location (Routes V2), with the traffic of now."""

import logging
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger("baro")

MAX_ORIGINS = 100
"""Origins of a request whose boundary Amazon draws by itself; one destination."""

BOUNDARY = {"Geometry": {"AutoCircle": {"Margin": 10_000, "MaxRadius": 200_000}}}
"""The area in which Amazon looks for roads, in metres around origins and destination."""

NO_ROAD = frozenset({"NoRoute", "NoMatch", "NoMatchOrigin", "NoMatchDestination"})
"""Errors of a pair that say that nobody can drive it. Others say nothing about the road."""


class RoutesUnavailable(Exception):
    """Amazon Location didn't answer; the reason is logged."""


class AmazonRoutes:
    """Drives from several places to one."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def drives_s(self, starts: Sequence[tuple[float, float]], end: tuple[float, float]) -> list[int | None]:
        """Seconds of each drive that begins now; None where there is no road. Places are degrees north and east. Raises
        RoutesUnavailable."""
        parts = [starts[first : first + MAX_ORIGINS] for first in range(0, len(starts), MAX_ORIGINS)]
        return [seconds for part in parts for seconds in self._ask(part, end)]

    def _ask(self, starts: Sequence[tuple[float, float]], end: tuple[float, float]) -> list[int | None]:
        try:
            answer = self._client.calculate_route_matrix(
                Origins=[{"Position": [east, north]} for north, east in starts],
                Destinations=[{"Position": [end[1], end[0]]}],
                DepartNow=True,
                OptimizeRoutingFor="FastestRoute",
                TravelMode="Truck",
                RoutingBoundary=BOUNDARY,
            )
        except ClientError as error:
            log.warning("travel times: Amazon Location refused: %s", error.response["Error"]["Code"])
            raise RoutesUnavailable from error
        except BotoCoreError as error:
            log.warning("travel times: Amazon Location is not reached: %s", type(error).__name__)
            raise RoutesUnavailable from error
        return [_seconds(row[0]) for row in answer["RouteMatrix"]]


def _seconds(pair: dict[str, Any]) -> int | None:
    error = pair.get("Error", "")
    if error in NO_ROAD:
        return None
    if error:
        log.warning("travel times: Amazon Location knows no time: %s", error)
        raise RoutesUnavailable
    return int(pair["Duration"])
