"""`@connections`, as boto3's own client sees it."""

import urllib.request
from urllib.error import HTTPError

import pytest
from botocore.exceptions import ClientError
from websockets.exceptions import ConnectionClosed

from local.aws import Delay, Drop, Fault, Gone
from local.aws.options import MESSAGE_LIMIT
from tests.local.conftest import World


def test_a_post_reaches_the_client_as_a_text_frame(world: World) -> None:
    with world.connect() as client:
        world.sockets.post_to_connection(ConnectionId=world.connection_id(), Data="배정되었습니다".encode())
        assert client.recv(timeout=5) == "배정되었습니다"


def test_posting_to_a_closed_connection_raises_gone(world: World) -> None:
    with world.connect():
        connection_id = world.connection_id()
    world.toy.seen("disconnect")
    with pytest.raises(world.sockets.exceptions.GoneException):
        world.sockets.post_to_connection(ConnectionId=connection_id, Data=b"late")
    with pytest.raises(world.sockets.exceptions.GoneException):
        world.sockets.get_connection(ConnectionId=connection_id)


def test_a_post_over_128_kb_is_refused_and_one_of_128_kb_passes(world: World) -> None:
    with world.connect(max_size=None) as client:
        connection_id = world.connection_id()
        with pytest.raises(world.sockets.exceptions.PayloadTooLargeException):
            world.sockets.post_to_connection(ConnectionId=connection_id, Data=b"x" * (MESSAGE_LIMIT + 1))
        world.sockets.post_to_connection(ConnectionId=connection_id, Data=b"x" * MESSAGE_LIMIT)
        assert len(client.recv(timeout=5)) == MESSAGE_LIMIT


def test_an_invalid_connection_id_is_a_bad_request(world: World) -> None:
    with pytest.raises(ClientError) as caught:
        world.sockets.post_to_connection(ConnectionId="no-such-thing", Data=b"x")
    assert caught.value.response["Error"]["Code"] == "BadRequestException"


def test_unsigned_posts_are_refused(world: World) -> None:
    with world.connect():
        url = f"{world.standin.http_url}/@connections/{world.connection_id()}"
        with pytest.raises(HTTPError) as caught:
            urllib.request.urlopen(url, data=b"forged", timeout=5)  # noqa: S310 - our own address
    assert caught.value.code == 403


def test_a_connection_is_described(world: World) -> None:
    with world.connect():
        described = world.sockets.get_connection(ConnectionId=world.connection_id())
    assert described["ConnectedAt"] <= described["LastActiveAt"]
    assert described["Identity"]["SourceIp"] == "127.0.0.1"


def test_deleting_closes_the_connection(world: World) -> None:
    with world.connect() as client:
        world.sockets.delete_connection(ConnectionId=world.connection_id())
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=5)
    assert world.toy.seen("disconnect")["requestContext"]["disconnectStatusCode"] == 1000


def test_faults_lose_delay_and_refuse_posts(world: World) -> None:
    faults: dict[bytes, Fault] = {b"lost": Drop(), b"slow": Delay(0.05), b"refused": Gone()}
    world.faults.on_post = lambda _, data: faults.get(data)
    with world.connect() as client:
        connection_id = world.connection_id()
        for data in (b"lost", b"slow", b"quick"):
            world.sockets.post_to_connection(ConnectionId=connection_id, Data=data)
        with pytest.raises(world.sockets.exceptions.GoneException):
            world.sockets.post_to_connection(ConnectionId=connection_id, Data=b"refused")
        assert [client.recv(timeout=5), client.recv(timeout=5)] == ["quick", "slow"]
