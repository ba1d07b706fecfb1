"""One port for everything: the first request of a TCP connection determines whether it is a WebSocket or HTTP."""

import asyncio
import socket
from collections.abc import Callable
from typing import cast

_HEAD_LIMIT = 16 * 1024


class Front(asyncio.Protocol):
    """Collects the head of the first request, then replaces itself by the protocol that `websocket` or `http`
    creates."""

    def __init__(self, websocket: Callable[[], asyncio.Protocol], http: Callable[[], asyncio.Protocol]) -> None:
        self._websocket = websocket
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
        if end < 0 and len(self._head) < _HEAD_LIMIT:
            return
        upgrade = b"\r\nupgrade: websocket" in self._head[: end if end >= 0 else None].lower()
        protocol = self._websocket() if upgrade else self._http()
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(self._head)
