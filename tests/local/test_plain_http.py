"""`@connections` over raw HTTP: what is read without aiohttp, and what is left to it."""

import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from local.aws.management import Answer
from local.aws.plain_http import read_head, written
from tests.local.conftest import World

SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=x"}
HEAD = "POST /@connections/x HTTP/1.1\r\nHost: x"


@pytest.fixture
def http(world: World) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(world.standin.http_url.removeprefix("http://"), timeout=5)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    yield connection
    connection.close()


def raw_post(connection_id: str, data: str) -> bytes:
    head = f"POST /@connections/{connection_id} HTTP/1.1\r\nhost: x\r\nauthorization: AWS4-HMAC-SHA256 x\r\n"
    return f"{head}content-length: {len(data)}\r\n\r\n{data}".encode()


def status(http: HTTPConnection, method: str, path: str, body: object = None, **headers: str) -> int:
    """Of the answer to a request on the same TCP connection as those before."""
    before = http.sock
    http.request(method, path, body, SIGNED | headers)  # type: ignore[arg-type]
    response = http.getresponse()
    response.read()
    assert http.sock is before
    return response.status


def read_to(connected: socket.socket, end: bytes) -> bytes:
    data = b""
    while end not in data:
        data += connected.recv(4096) or pytest.fail(f"ended after {data!r}")
    return data


def test_one_connection_carries_posts_errors_and_other_requests(world: World, http: HTTPConnection) -> None:
    with world.connect() as client:
        path = f"/@connections/{world.connection_id()}"
        assert status(http, "POST", path, b"one") == 200
        assert status(http, "POST", path.replace("=", "%3D"), b"two") == 200
        assert status(http, "POST", "/@connections/AAAAAAAAAAAAAAA=", b"lost") == 410
        assert status(http, "POST", "/@connections/A", b"lost") == 400
        assert status(http, "POST", path, b"lost", Authorization="Basic x") == 403
        assert status(http, "GET", path) == 200
        assert status(http, "PUT", path, b"lost") == 403
        assert status(http, "GET", "/api/echo/fixed") == 200
        assert status(http, "POST", path, b"three") == 200
        assert status(http, "DELETE", path) == 204
        assert [client.recv(timeout=5) for _ in range(3)] == ["one", "two", "three"]


def test_a_chunked_post_passes(world: World, http: HTTPConnection) -> None:
    with world.connect() as client:
        path = f"/@connections/{world.connection_id()}"
        assert status(http, "POST", path, b"whole") == 200
        assert status(http, "POST", path, iter([b"in ", b"chunks"])) == 200
        assert [client.recv(timeout=5), client.recv(timeout=5)] == ["whole", "in chunks"]


def test_a_client_that_asks_for_the_end_gets_it(world: World, http: HTTPConnection) -> None:
    with world.connect() as client:
        http.request("POST", f"/@connections/{world.connection_id()}", b"last", SIGNED | {"Connection": "close"})
        assert http.getresponse().status == 200
        assert client.recv(timeout=5) == "last"
    assert http.sock is None


def test_posts_arrive_in_pieces_and_several_at_once(world: World, http: HTTPConnection) -> None:
    with world.connect() as client:
        connection_id = world.connection_id()
        for byte in raw_post(connection_id, "piece"):
            http.sock.sendall(bytes([byte]))
            time.sleep(0.0005)
        http.sock.sendall(raw_post(connection_id, "one") + raw_post(connection_id, "two")[:-1])
        assert [client.recv(timeout=5), client.recv(timeout=5)] == ["piece", "one"]
        http.sock.sendall(b"o")
        assert client.recv(timeout=5) == "two"


def test_what_is_no_http_is_a_bad_request(world: World, http: HTTPConnection) -> None:
    http.sock.sendall(b"POST /@connections/x HTTP/1.1\r\nno header\r\n\r\n")
    assert read_to(http.sock, b"\r\n\r\n").partition(b" ")[2].startswith(b"400")


def test_plain_heads_are_read() -> None:
    assert read_head(HEAD + "\r\nContent-Length:  3 ") == (
        "POST",
        "/@connections/x",
        {"host": "x", "content-length": "3"},
    )


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace("POST", "PUT"),
        HEAD.replace("1.1", "1.0"),
        HEAD.replace("/@connections/", "/api/"),
        HEAD.replace("x HTTP", "x y HTTP"),
        HEAD.replace("Host", "Hast"),
        HEAD + "\r\nTransfer-Encoding: chunked",
        HEAD + "\r\nConnection: close",
        HEAD + "\r\nExpect: 100-continue",
        HEAD + "\r\nContent-Length: -1",
        HEAD + "\r\nContent-Length: 1_0",
        HEAD + "\r\nContent-Length: ٣",
        HEAD + "\r\nContent-Length: 9999999",
        HEAD + "\r\nContent-Length: 1\r\nContent-Length: 2",
        HEAD + "\r\nSpace : x",
        HEAD + "\r\n folded",
        HEAD + "\r\nX: a\nb",
    ],
)
def test_other_heads_are_left_to_aiohttp(head: str) -> None:
    assert read_head(head) is None


def test_answers_frame_their_bodies() -> None:
    assert written(Answer(204)) == b"HTTP/1.1 204 No Content\r\n\r\n"
    assert written(Answer(410, {"X-A": "b"}, b"{}")) == b"HTTP/1.1 410 Gone\r\nX-A: b\r\nContent-Length: 2\r\n\r\n{}"
