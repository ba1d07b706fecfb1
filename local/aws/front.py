"""One port for everything: the first request of a TCP connection determines the protocol that answers it."""

import asyncio
import socket
from collections.abc import Callable
from typing import cast

from local.aws.management import PREFIX
from local.aws.plain_http import HEAD_LIMIT

_PREFIX = PREFIX.encode()

MakeProtocol = Callable[[], asyncio.Protocol]


class Front(asyncio.Protocol):
    """Collects the head of the first request, then replaces itself by the protocol that `websocket`,
    `connections` (for `/@connections/`) or `http` creates."""

    def __init__(self, websocket: MakeProtocol, connections: MakeProtocol, http: MakeProtocol) -> None:
        self._websocket = websocket
        self._connections = connections
        self._http = http
        self._head = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        # asyncio sets this only on sockets made with an explicit protocol number; without it, two frames in a row
        # wait 40 ms for the client's delayed acknowledgement.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._head += data
        end = self._head.find(b"\r\n\r\n")
        if end < 0 and len(self._head) < HEAD_LIMIT:
            return
        protocol = self._choose(self._head[: end if end >= 0 else None])()
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(self._head)

    def _choose(self, head: bytes) -> MakeProtocol:
        if b"\r\nupgrade: websocket" in head.lower():
            return self._websocket
        return self._connections if _PREFIX in head.partition(b"\r\n")[0] else self._http
