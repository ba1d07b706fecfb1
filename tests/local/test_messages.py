"""Frames to `$default` and its responses."""

import json
import threading
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from local.aws.options import FRAME_LIMIT, MESSAGE_LIMIT
from tests.local.conftest import World


def exchange(client: ClientConnection, message: str | bytes | Iterator[str]) -> None:
    client.send(message)
    client.recv(timeout=5)


def closing_code(world: World, message: str | bytes | Iterator[str]) -> int:
    with world.connect() as client:
        with pytest.raises(ConnectionClosed) as caught:
            exchange(client, message)
        assert caught.value.rcvd is not None
        return caught.value.rcvd.code


def fragments(total: int) -> Iterator[str]:
    while total > 0:
        yield "x" * min(total, FRAME_LIMIT)
        total -= FRAME_LIMIT


def test_message_event_is_the_one_api_gateway_sends(world: World) -> None:
    with world.connect() as client:
        client.send('{"action": "ping"}')
        client.recv()
    event = world.toy.seen("message")
    context = event["requestContext"]
    assert event["body"] == '{"action": "ping"}'
    assert event["isBase64Encoded"] is False
    assert event.keys() == {"requestContext", "body", "isBase64Encoded"}
    assert (context["routeKey"], context["eventType"], context["messageDirection"]) == (
        "$default",
        "MESSAGE",
        "IN",
    )
    assert context["connectedAt"] <= context["requestTimeEpoch"]
    assert {
        "messageId",
        "requestId",
        "extendedRequestId",
        "requestTime",
        "domainName",
        "apiId",
        "stage",
    } <= context.keys()
    assert context["identity"]["userAgent"].startswith("Python/")


def test_the_handlers_body_is_the_reply_and_no_body_is_none(world: World) -> None:
    with world.connect() as client:
        client.send("silent")
        world.toy.seen("message")
        client.send("안녕하세요")
        assert client.recv() == "re: 안녕하세요"


def test_frames_of_one_connection_are_handled_at_the_same_time(world: World) -> None:
    with world.connect() as client:
        client.send("meet")
        client.send("meet")
        assert [client.recv(timeout=5), client.recv(timeout=5)] == ["re: meet", "re: meet"]


def test_a_handlers_exception_reaches_the_client_as_internal_server_error(world: World) -> None:
    with world.connect() as client:
        client.send("crash")
        problem = json.loads(client.recv())
        client.send("still here")
        assert client.recv() == "re: still here"
    context = world.toy.seen("message")["requestContext"]
    assert problem == {
        "message": "Internal server error",
        "connectionId": context["connectionId"],
        "requestId": context["requestId"],
    }


def test_fragments_come_as_one_message(world: World) -> None:
    with world.connect() as client:
        client.send(iter(["안", "녕", "하세요"]))
        event = world.toy.seen("message")
    assert (event["isBase64Encoded"], event["body"]) == (False, "안녕하세요")


def test_a_binary_frame_closes_with_1003(world: World) -> None:
    assert closing_code(world, b"\x00\xff") == 1003
    assert world.toy.unseen("message")


def test_the_largest_frame_and_the_largest_message_pass(world: World) -> None:
    with world.connect(max_size=None) as client:
        client.send("x" * FRAME_LIMIT)
        assert len(client.recv()) == FRAME_LIMIT + 4
        client.send(fragments(MESSAGE_LIMIT))
        assert len(client.recv()) == MESSAGE_LIMIT + 4


def test_a_larger_frame_or_message_closes_with_1009(world: World) -> None:
    assert closing_code(world, "x" * (FRAME_LIMIT + 1)) == 1009
    assert closing_code(world, fragments(MESSAGE_LIMIT + 1)) == 1009
    assert world.toy.unseen("message")


def test_many_connections_each_get_their_own_answers(world: World) -> None:
    wrong: list[str] = []

    def talk(number: int) -> None:
        with world.connect(f"user{number}") as client:
            for turn in range(10):
                client.send(f"{number}.{turn}")
                answer = client.recv(timeout=10)
                if answer != f"re: {number}.{turn}":
                    wrong.append(str(answer))

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
