"""`$connect`, its authorizer and `$disconnect`."""

import json
import socket

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.local.conftest import World


def refusal(world: World, ticket: str = "kim") -> int:
    with pytest.raises(InvalidStatus) as caught:
        world.connect(ticket)
    return caught.value.response.status_code


def test_authorizer_gets_the_event_that_api_gateway_sends(world: World) -> None:
    with world.connect("kim%20a", additional_headers={"X-App": "ios"}):
        event = world.toy.seen("authorize")
    context = event["requestContext"]
    assert event["type"] == "REQUEST"
    assert event["methodArn"].endswith(f":{context['apiId']}/api/$connect")
    assert event["queryStringParameters"] == {"ticket": "kim a"}
    assert event["multiValueQueryStringParameters"] == {"ticket": ["kim a"]}
    assert event["headers"]["X-App"] == "ios"
    assert event["multiValueHeaders"]["X-App"] == ["ios"]
    assert event["stageVariables"] == {}
    assert (context["routeKey"], context["eventType"], context["messageDirection"]) == (
        "$connect",
        "CONNECT",
        "IN",
    )
    assert context["identity"]["sourceIp"] == "127.0.0.1"
    assert len(context["connectionId"]) == 16


def test_authorizer_context_comes_as_strings_with_every_later_event(world: World) -> None:
    with world.connect() as client:
        client.send("hello")
        client.recv()
    events = [world.toy.seen(name) for name in ("connect", "message", "disconnect")]
    for event in events:
        known = event["requestContext"]["authorizer"]
        assert {
            "role": "customer",
            "level": "3",
            "vip": "true",
            "principalId": "kim",
        }.items() <= known.items()
    assert len({event["requestContext"]["connectionId"] for event in events}) == 1


def test_a_missing_identity_source_is_refused_without_the_authorizer(world: World) -> None:
    assert refusal(world, "") == 401
    assert world.toy.unseen("authorize")


@pytest.mark.parametrize("ticket, status", [("denied", 403), ("crash", 500), ("nonsense", 500)])
def test_denied_or_broken_authorizer_refuses_before_the_connect_handler(world: World, ticket: str, status: int) -> None:
    assert refusal(world, ticket) == status
    assert world.toy.unseen("connect")
    assert world.toy.unseen("disconnect")


def test_connect_handler_refuses_with_its_status(world: World) -> None:
    world.toy.connect_answer = {"statusCode": 409}
    assert refusal(world) == 409
    for broken in (RuntimeError("broke"), {"statusCode": 999}, {"statusCode": "200"}):
        world.toy.connect_answer = broken
        assert refusal(world) == 502


def test_paths_outside_the_stage_are_refused(world: World) -> None:
    host, port = world.standin.http_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 5) as raw:
        raw.sendall(
            b"GET /elsewhere?ticket=kim HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert raw.recv(4096).startswith(b"HTTP/1.1 403")


def test_the_connect_handler_chooses_the_subprotocol(world: World) -> None:
    world.toy.connect_answer = {"statusCode": 200, "headers": {"sec-websocket-protocol": "baro.v1"}}
    with world.connect(subprotocols=["baro.v2", "baro.v1"]) as client:
        assert client.subprotocol == "baro.v1"


def test_posting_during_connect_answers_gone(world: World) -> None:
    world.toy.post_during_connect = True
    with world.connect():
        early = world.toy.seen("early")
    assert early["Error"]["Code"] == "GoneException"
    assert early["ResponseMetadata"]["HTTPStatusCode"] == 410


def test_the_disconnect_event_has_the_clients_code_and_reason(world: World) -> None:
    with world.connect() as client:
        client.close(4001, "tab closed")
    context = world.toy.seen("disconnect")["requestContext"]
    assert (context["routeKey"], context["eventType"]) == ("$disconnect", "DISCONNECT")
    assert (context["disconnectStatusCode"], context["disconnectReason"]) == (4001, "tab closed")


def test_a_dropped_connection_ends_as_1006_on_both_sides(world: World) -> None:
    with world.connect() as client:
        world.standin.drop(world.connection_id())
        with pytest.raises(ConnectionClosed) as caught:
            client.recv(timeout=5)
        assert caught.value.rcvd is None
    assert world.toy.seen("disconnect")["requestContext"]["disconnectStatusCode"] == 1006


def test_disconnect_event_may_be_lost(world: World) -> None:
    world.faults.lose_disconnect = lambda _: True
    with world.connect():
        lost = world.connection_id()
    with world.connect() as after:
        after.send("hello")
        after.recv()
    assert lost not in world.standin.connection_ids()
    assert world.toy.unseen("disconnect")


def test_a_handshake_refusal_has_its_reason_as_json(world: World) -> None:
    with pytest.raises(InvalidStatus) as caught:
        world.connect("")
    body = json.loads(caught.value.response.body)
    assert body["message"] == "Unauthorized"
    assert {"connectionId", "requestId"} <= body.keys()
