"""Open connections to one host: a TLS handshake takes longer than the rest of a call."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from chalicelib.aws.light.errors import NotSent, UntrustedCertificate
from chalicelib.aws.light.http import Connection

if TYPE_CHECKING:
    import ssl

CONNECT_S = 2.0
"""Maximum duration of connecting in seconds, including TLS. It leaves time for a second attempt: API Gateway waits 29
s."""


class Endpoint(Struct, frozen=True):
    """The endpoint of a service. `netloc` is the header `host`; `base` precedes the path of a call and has no slash at
    its end."""

    secure: bool
    host: str
    port: int
    netloc: str
    base: str

    @staticmethod
    def parse(url: str) -> Endpoint:
        """The endpoint of a URL such as `https://dynamodb.ap-northeast-2.amazonaws.com`. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"no address of a service: {url!r}")
        secure = parts.scheme == "https"
        usual = 443 if secure else 80
        port = parts.port or usual
        name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return Endpoint(
            secure, parts.hostname, port, name if port == usual else f"{name}:{port}", parts.path.rstrip("/")
        )


class ConnectionPool:
    """Idle connections to an endpoint, newest first. Thread-safe, because `append` and `pop` of a list are atomic."""

    def __init__(self, endpoint: Endpoint, authorities: str, monotonic: Callable[[], float]) -> None:
        """`authorities` is a PEM file of trusted certificates; it is read only for https."""
        self._endpoint = endpoint
        self._authorities = authorities
        self._monotonic = monotonic
        self._idle: list[Connection] = []

    def acquire(self, operation: str, deadline: float) -> Connection:
        """An idle connection that is still open, or a new one. Raises NotSent, UntrustedCertificate."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # taken by another thread
                break
            if not connection.is_stale():
                return connection
            connection.close()
        return self._connect(operation, min(deadline, self._monotonic() + CONNECT_S))

    def release(self, connection: Connection) -> None:
        """Returns a connection for the next call, if it is reusable."""
        if connection.reusable:
            self._idle.append(connection)
        else:
            connection.close()

    def _connect(self, operation: str, deadline: float) -> Connection:
        at = self._endpoint
        quiet: tuple[type[OSError], ...] = (BlockingIOError, InterruptedError)
        try:
            sock = socket.create_connection((at.host, at.port), max(deadline - self._monotonic(), 0.001))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        except OSError as error:
            raise NotSent(operation, f"no connection to {at.host}: {type(error).__name__}") from error
        if at.secure:
            sock, quiet = self._secured(operation, sock, deadline)
        return Connection(sock, self._monotonic, quiet)

    def _secured(
        self, operation: str, sock: socket.socket, deadline: float
    ) -> tuple[socket.socket, tuple[type[OSError], ...]]:
        import ssl

        try:
            sock.settimeout(max(deadline - self._monotonic(), 0.001))
            return self._trust.wrap_socket(sock, server_hostname=self._endpoint.host), (ssl.SSLWantReadError,)
        except ssl.SSLCertVerificationError as error:
            sock.close()
            raise UntrustedCertificate(
                operation, f"certificate of {self._endpoint.host}: {error.verify_message}"
            ) from error
        except OSError as error:
            sock.close()
            raise NotSent(operation, f"no TLS with {self._endpoint.host}: {type(error).__name__}") from error

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """A context that verifies certificates and host names; TLS 1.2 or newer."""
        import ssl

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_verify_locations(cafile=self._authorities)
        return context
