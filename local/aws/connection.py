"""A WebSocket connection on a TCP transport: frames and AWS's size limits, independent of Lambda."""

import asyncio
import logging
from typing import Protocol, cast

from websockets.datastructures import Headers
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from local.aws.options import FRAME_LIMIT, MESSAGE_LIMIT

_quiet = logging.getLogger("local.aws.frames")
_quiet.setLevel(logging.WARNING)

_CLOSE_WAIT_S = 5.0


class Owner(Protocol):
    """Receives the events of a connection, on the event loop's thread."""

    def requested(self, connection: "Connection", request: Request) -> None:
        """The client requests the upgrade; answered by `accept` or `reject`."""

    def received(self, connection: "Connection", data: bytes, *, text: bool) -> None:
        """A complete message has arrived."""

    def closed(self, connection: "Connection") -> None:
        """The TCP connection has ended; see `Connection.ending` for code and reason."""


class Connection(asyncio.Protocol):
    """The server's side of a WebSocket. Call its methods on the event loop's thread only."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._ws = ServerProtocol(max_size=(MESSAGE_LIMIT, FRAME_LIMIT), logger=_quiet)
        self._transport: asyncio.Transport
        self._answer: Response | None = None
        self._parts: list[bytes] = []
        self._text = True
        self.peer = "127.0.0.1"

    # --- callbacks of asyncio

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        if peer:
            self.peer = peer[0]

    def data_received(self, data: bytes) -> None:
        self._ws.receive_data(data)
        events = self._ws.events_received()
        self._flush()
        for event in events:
            if isinstance(event, Request):
                self._requested(event)
            elif isinstance(event, Frame):
                self._frame(event)

    def eof_received(self) -> bool:
        self._ws.receive_eof()
        self._flush()
        return False

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio gives it
        if self._ws.state is not State.CLOSED:
            self._ws.receive_eof()
            self._ws.data_to_send()
        self._owner.closed(self)

    # --- methods for the owner

    @property
    def is_open(self) -> bool:
        """Whether the handshake is done and neither side has begun to close."""
        return self._answer is not None and self._ws.state is State.OPEN

    def accept(self, headers: Headers | None = None) -> None:
        """Completes the handshake, with `headers` in the response."""
        if self._answer is None:
            raise RuntimeError("the client hasn't asked for an upgrade")
        if headers:
            self._answer.headers.update(headers)
        self._ws.send_response(self._answer)
        self._flush()

    def reject(self, status: int, body: str) -> None:
        """Refuses the upgrade with an HTTP status."""
        answer = self._ws.reject(status, body)
        del answer.headers["Content-Type"]
        answer.headers["Content-Type"] = "application/json"
        self._ws.send_response(answer)
        self._flush()

    def send_text(self, data: bytes) -> None:
        """Sends a text message (UTF-8); ignored while the connection is closing."""
        if self._ws.state is State.OPEN:
            self._ws.send_text(data)
            self._flush()

    def close(self, code: int, reason: str) -> None:
        """Begins the closing handshake; the TCP connection is aborted if the client doesn't answer it."""
        if self._ws.state is State.OPEN:
            self._ws.send_close(code, reason)
            self._flush()
            asyncio.get_running_loop().call_later(_CLOSE_WAIT_S, self.abort)

    def abort(self) -> None:
        """Ends the TCP connection without a closing handshake."""
        if not self._transport.is_closing():
            self._transport.abort()

    def ending(self) -> tuple[int, str]:
        """Status code and reason of the close, as AWS reports them to `$disconnect`."""
        received, sent = self._ws.close_rcvd, self._ws.close_sent
        first = sent if received is None or self._ws.close_rcvd_then_sent is False else received
        if first is None:
            return 1006, "Connection Closed Abnormally"
        if first.code == 1005:
            return 1005, "Client-side close frame status not set"
        return int(first.code), first.reason

    # --- private

    def _requested(self, request: Request) -> None:
        answer = self._ws.accept(request)
        if answer.status_code != 101:
            self._ws.send_response(answer)
            self._flush()
            return
        self._answer = answer
        self._owner.requested(self, request)

    def _frame(self, frame: Frame) -> None:
        if frame.opcode is Opcode.TEXT or frame.opcode is Opcode.BINARY:
            self._text = frame.opcode is Opcode.TEXT
            if frame.fin:
                self._owner.received(self, bytes(frame.data), text=self._text)
            else:
                self._parts = [bytes(frame.data)]
        elif frame.opcode is Opcode.CONT:
            self._parts.append(bytes(frame.data))
            if frame.fin:
                whole, self._parts = b"".join(self._parts), []
                self._owner.received(self, whole, text=self._text)

    def _flush(self) -> None:
        for data in self._ws.data_to_send():
            if self._transport.is_closing():
                return
            if data:
                self._transport.write(data)
            else:
                self._end_writing(self._transport)

    def _end_writing(self, transport: asyncio.Transport) -> None:
        # Closing with unread data resets the connection, possibly before the client has read the close frame.
        transport.write_eof()
        asyncio.get_running_loop().call_later(_CLOSE_WAIT_S, self.abort)
