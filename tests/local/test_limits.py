"""Idle timeout, maximum connection age and call timeout, shortened."""

import json
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from local.aws import Options, StandinThread
from tests.local.conftest import RESOURCES
from tests.local.toy import Toy

Short = tuple[StandinThread, Toy]


@pytest.fixture(scope="module")
def short() -> Iterator[Short]:
    toy = Toy()
    with StandinThread(toy.app, RESOURCES, options=Options(idle_s=0.4, life_s=1.2, call_s=0.2)) as standin:
        yield standin, toy


def client(short: Short) -> ClientConnection:
    return connect(f"{short[0].ws_url}?ticket=kim", proxy=None)


def talk(connection: ClientConnection) -> None:
    while True:
        connection.send("hello")
        connection.recv(timeout=5)


def closed_with(connection: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed) as caught:
        connection.recv(timeout=5)
    return caught.value.rcvd.code if caught.value.rcvd else None


def test_an_idle_connection_is_closed_as_going_away(short: Short) -> None:
    with client(short) as connection:
        assert closed_with(connection) == 1001
    assert short[1].seen("disconnect")["requestContext"]["disconnectStatusCode"] == 1001


def test_a_busy_connection_outlives_the_idle_limit_but_not_its_maximum_age(short: Short) -> None:
    with client(short) as connection, pytest.raises(ConnectionClosed) as caught:
        talk(connection)
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1001
    context = short[1].seen("disconnect")["requestContext"]
    assert context["requestTimeEpoch"] - context["connectedAt"] >= 1200


def test_a_rest_call_over_its_time_answers_504(short: Short) -> None:
    standin, toy = short
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(f"{standin.rest_url}/slow", timeout=5)  # noqa: S310 - our own address
    toy.refresh()
    assert caught.value.code == 504
    assert json.loads(caught.value.read()) == {"message": "Endpoint request timed out"}


def test_a_call_over_its_time_answers_once_with_aws_error(short: Short) -> None:
    standin, toy = short
    with client(short) as connection:
        connection.send("hang")
        problem = json.loads(connection.recv(timeout=5))
        assert problem["message"] == "Endpoint request timed out"
        assert {"connectionId", "requestId"} <= problem.keys()
        toy.gate.set()
        connection.send("next")
        assert connection.recv(timeout=5) == "re: next"
    assert standin.http_url.startswith("http://127.0.0.1:")
