"""Times of drives by Amazon Location, as its API answers; and without it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from chalicelib.aws.routes import BOUNDARY, MAX_ORIGINS, AmazonRoutes, RoutesUnavailable
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.dispatch.travel import EstimatedTravel, TravelModel
from chalicelib.dispatch.travel_times import LiveTravel

T0 = 1_800_000_000_000
GANGNAM, MAPO = (37.4979, 127.0276), (37.5563, 126.9103)
EMBEDDED = EstimatedTravel(lambda: TravelModel(dispatch_rules().travel, {}))


@pytest.fixture
def amazon() -> Iterator[tuple[AmazonRoutes, Stubber]]:
    """Routes over a stubbed client: requests and answers are checked against botocore's model."""
    client = boto3.client(
        "geo-routes", region_name="ap-northeast-2", aws_access_key_id="test", aws_secret_access_key="test"
    )
    with Stubber(client) as stub:
        yield AmazonRoutes(client), stub


def request(*starts: tuple[float, float]) -> dict[str, Any]:
    return {
        "Origins": [{"Position": [east, north]} for north, east in starts],
        "Destinations": [{"Position": [GANGNAM[1], GANGNAM[0]]}],
        "DepartNow": True,
        "OptimizeRoutingFor": "FastestRoute",
        "TravelMode": "Truck",
        "RoutingBoundary": BOUNDARY,
    }


def answer(*pairs: dict[str, Any]) -> dict[str, Any]:
    rows = [[{"Distance": 1_000, "Duration": 0} | pair] for pair in pairs]
    return {"ErrorCount": 0, "PricingBucket": "Advanced", "RouteMatrix": rows, "RoutingBoundary": BOUNDARY}


def test_times_come_in_the_order_of_the_places_and_no_road_is_none(amazon: tuple[AmazonRoutes, Stubber]) -> None:
    routes, stub = amazon
    pairs = answer({"Duration": 1_260}, {"Error": "NoRoute"})
    stub.add_response("calculate_route_matrix", pairs, request(MAPO, (37.0, 125.0)))
    assert routes.drives_s([MAPO, (37.0, 125.0)], GANGNAM) == [1_260, None]
    stub.assert_no_pending_responses()


def test_many_places_are_asked_for_in_parts(amazon: tuple[AmazonRoutes, Stubber]) -> None:
    routes, stub = amazon
    places = [(37.5, 127.0 + number / 1_000) for number in range(MAX_ORIGINS + 1)]
    for part in (places[:MAX_ORIGINS], places[MAX_ORIGINS:]):
        stub.add_response("calculate_route_matrix", answer(*({"Duration": 60} for _ in part)), request(*part))
    assert routes.drives_s(places, GANGNAM) == [60] * len(places)


def test_without_an_answer_the_embedded_times_are_used(amazon: tuple[AmazonRoutes, Stubber]) -> None:
    routes, stub = amazon
    live = LiveTravel(routes.drives_s, RoutesUnavailable, EMBEDDED)
    stub.add_client_error("calculate_route_matrix", "ThrottlingException", http_status_code=429)
    seconds = live.seconds(MAPO, GANGNAM, T0)
    assert seconds is not None
    assert 20 * 60 < seconds < 90 * 60
    stub.add_response("calculate_route_matrix", answer({"Error": "OutOfBounds"}), request(MAPO))
    assert live.seconds(MAPO, GANGNAM, T0) == seconds, "an error that isn't about the road"
    stub.add_response("calculate_route_matrix", answer({"Duration": 5}), request(MAPO))
    assert live.seconds(MAPO, GANGNAM, T0) == 5
