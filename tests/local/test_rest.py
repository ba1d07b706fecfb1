"""The Chalice app's HTTP routes."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError

from local.aws.rest import PAYLOAD_LIMIT
from tests.local.conftest import World


def call(world: World, method: str, path: str, data: bytes | None = None, **headers: str) -> tuple[int, Any, bytes]:
    request = urllib.request.Request(  # noqa: S310 - our own address
        world.standin.rest_url + path,
        data,
        {k.replace("_", "-"): v for k, v in headers.items()},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def test_a_route_gets_path_query_and_json_and_gives_its_status(world: World) -> None:
    status, headers, body = call(world, "POST", "/echo/%EA%B9%80?a=1&b=2", b'{"x": 1}', Content_Type="application/json")
    assert (status, headers["Content-Type"]) == (201, "application/json")
    assert headers["Access-Control-Allow-Origin"] == "https://chat.example"
    assert json.loads(body) == {"name": "김", "json": {"x": 1}, "query": {"a": "1", "b": "2"}}


def test_a_literal_route_goes_before_a_variable_one(world: World) -> None:
    assert json.loads(call(world, "GET", "/echo/fixed")[2]) == {"fixed": True}


def test_preflight_answers_for_routes_with_cors_alone(world: World) -> None:
    status, headers, _ = call(world, "OPTIONS", "/echo/kim", Origin="https://chat.example")
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, "https://chat.example")
    assert headers["Access-Control-Allow-Methods"] == "OPTIONS,POST"
    assert call(world, "OPTIONS", "/picture")[0] == 403


def test_binary_bodies_pass_both_ways(world: World) -> None:
    status, headers, body = call(
        world, "POST", "/picture", b"\x00\x01\xff", Content_Type="image/png", Accept="image/png"
    )
    assert (status, headers["Content-Type"], body) == (200, "image/png", b"\xff\x01\x00")


def test_unknown_routes_and_methods_answer_as_api_gateway_does(world: World) -> None:
    for method, path in (("GET", "/nowhere"), ("DELETE", "/echo/kim")):
        status, _, body = call(world, method, path)
        assert (status, json.loads(body)) == (403, {"message": "Missing Authentication Token"})


def test_an_invalid_response_is_a_bad_gateway(world: World) -> None:
    status, _, body = call(world, "GET", "/crash")
    assert (status, json.loads(body)) == (502, {"message": "Internal server error"})


def test_a_body_over_10_mb_is_refused(world: World) -> None:
    assert call(world, "POST", "/picture", b"x" * (PAYLOAD_LIMIT + 1), Content_Type="image/png")[0] == 413


def test_concurrent_requests_have_their_own_current_request(world: World) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda name: json.loads(call(world, "GET", f"/who/{name}")[2]), ["kim", "lee"]))
    assert answers == [{"asked": name, "request": {"name": name}} for name in ("kim", "lee")]
