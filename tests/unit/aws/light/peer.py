"""A server on this machine that fails on purpose, one request at a time."""

import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress

Behaviour = Callable[[socket.socket], bool]
"""Answers a request that was read; whether the connection stays open."""


class Peer:
    """Listens on 127.0.0.1. Each request, on whatever connection, takes the next behaviour; after the last, `fine`.

    `seen`: the bodies of the requests that came whole, in order: what was carried out. `handshakes`: connections that
    were accepted, TLS included.
    """

    def __init__(self, behaviours: list[Behaviour], tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[bytes] = []
        self.heads: list[bytes] = []
        self.handshakes = 0
        self._behaviours = list(behaviours)
        self._tls = tls
        self._ended = threading.Event()
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def drop_connections(self) -> None:
        """Ends every connection, as a service does with idle ones."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self._open.clear()

    def stop(self) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.drop_connections()
        self._thread.join(5)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            self.handshakes += 1
            self._open.append(connection)
            while self._read(connection):
                behaviour = self._behaviours.pop(0) if self._behaviours else fine
                if not behaviour(connection):
                    break
        with suppress(OSError):
            connection.close()

    def _read(self, connection: socket.socket) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return False
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(lines.get(b"content-length", b"0"))
        while len(body) < length:
            body += connection.recv(65536)
        self.heads.append(head)
        self.seen.append(body)
        return True


def answer(status: int, body: bytes, *headers: str, crc: int | None = None) -> bytes:
    """A whole answer with its length and DynamoDB's checksum."""
    checksum = zlib.crc32(body) if crc is None else crc
    lines = [f"HTTP/1.1 {status} Any", f"Content-Length: {len(body)}", f"x-amz-crc32: {checksum}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def says(data: bytes, keep: bool = True) -> Behaviour:
    """Sends these bytes."""

    def behave(connection: socket.socket) -> bool:
        connection.sendall(data)
        return keep

    return behave


def drops(connection: socket.socket) -> bool:
    """Carries the request out and ends the connection without a word."""
    return False


def resets(connection: socket.socket) -> bool:
    """Ends the connection the hard way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    return False


def stalls(connection: socket.socket) -> bool:
    """Says nothing until the other side gives up."""
    with suppress(OSError):
        connection.recv(1)
    return False


def drips(connection: socket.socket) -> bool:
    """Sends a head without an end, a byte at a time, until the other side gives up."""
    pause = threading.Event()
    with suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nx: ")
        while True:
            connection.sendall(b"y")
            pause.wait(0.01)
    return False


def refuses(status: int, code: str = "Any") -> Behaviour:
    """An error as the JSON services word it."""
    return says(answer(status, b'{"__type":"com.amazonaws.any#%s","message":"no"}' % code.encode()))


fine = says(answer(200, b'{"Item":{"pk":{"S":"x"}}}'))
cut_off = says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", keep=False)
no_http = says(b"SSH-2.0-OpenSSH\r\n\r\n", keep=False)
wrong_checksum = says(answer(200, b'{"Item":{}}', crc=1))
_zipped = gzip.compress(b'{"Item":{"pk":{"S":"x"}}}')
compressed = says(answer(200, _zipped, "Content-Encoding: gzip"))
half_compressed = says(answer(200, _zipped[:-9], "Content-Encoding: gzip"))
chunked = says(
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b'a;x=1\r\n{"Item":{"\r\nf\r\npk":{"S":"x"}}}\r\n0\r\nx-trailer: 1\r\n\r\n'
)
half_a_chunk = says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{", keep=False)
to_the_end = says(b'HTTP/1.1 200 OK\r\n\r\n{"Item":{"pk":{"S":"x"}}}', keep=False)
closing = says(answer(200, b'{"Item":{"pk":{"S":"x"}}}', "Connection: close"))
continued = says(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(200, b'{"Item":{"pk":{"S":"x"}}}'))
