"""A client of the protocol for the demo, the tests and the bench; like the pages' library, but without storage."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, Self

import aiohttp
from websockets.asyncio.client import ClientConnection, connect

Frame = dict[str, Any]


class CommandRefused(Exception):
    """The server answered with an `error` frame."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(f"{frame['code']}: {frame['text']}")
        self.code: str = frame["code"]
        self.frame = frame


async def fetch_ticket(rest_url: str, token: str) -> str:
    """Exchanges a token for a one-time ticket. Raises aiohttp.ClientResponseError."""
    async with (
        aiohttp.ClientSession(raise_for_status=True) as session,
        session.post(f"{rest_url}/tickets", headers={"Authorization": f"Bearer {token}"}) as answer,
    ):
        given: dict[str, str] = await answer.json()
        return given["ticket"]


class Client:
    """A connection. `device` is 8–12 characters of a–z0–9."""

    def __init__(self, socket: ClientConnection, device: str) -> None:
        self._socket = socket
        self.device = device
        self._refs = count(1)
        self._numbers = count(1)
        self._pending: dict[str, asyncio.Future[Frame]] = {}
        self.events: list[Frame] = []
        self._event_received = asyncio.Condition()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    @asynccontextmanager
    async def connect(cls, rest_url: str, ws_url: str, token: str, device: str) -> AsyncIterator[Self]:
        """A connection with a new ticket, closed at the end of the block."""
        address = f"{ws_url}?ticket={await fetch_ticket(rest_url, token)}"
        async with connect(address, max_size=None) as socket:
            client = cls(socket, device)
            try:
                yield client
            finally:
                client._reader.cancel()

    async def request(self, action: str, **fields: Any) -> Frame:
        """Sends a frame and returns the result in its ack. Raises CommandRefused."""
        ref = str(next(self._refs))
        answer = asyncio.get_running_loop().create_future()
        self._pending[ref] = answer
        await self._socket.send(json.dumps({"action": action, "ref": ref, **fields}, ensure_ascii=False))
        frame: Frame = await asyncio.wait_for(answer, 30)
        if frame["event"] == "error":
            raise CommandRefused(frame)
        result: Frame = frame["result"]
        return result

    async def hello(self, cursors: dict[str, int] | None = None) -> Frame:
        """Sends `hello` and returns its result."""
        return await self.request("hello", device=self.device, cursors=cursors or {})

    async def send(self, conversation: str, body: Frame | str, number: int = 0) -> Frame:
        """Sends a message: a body, or a text."""
        said = {"type": "text", "text": body} if isinstance(body, str) else body
        client_id = f"{self.device}:{number or next(self._numbers)}"
        return await self.request("send", conversation=conversation, client_id=client_id, body=said)

    async def wait_for_event(self, matches: Callable[[Frame], bool], timeout_s: float = 60) -> Frame:
        """The first event, received already or later, for which `matches` is true."""
        async with asyncio.timeout(timeout_s), self._event_received:
            while True:
                for event in self.events:
                    if matches(event):
                        return event
                await self._event_received.wait()

    async def wait_closed(self) -> int:
        """Waits until either side has closed the connection; returns the close code."""
        await asyncio.wait_for(self._socket.wait_closed(), 10)
        return self._socket.close_code or 1006

    def received_messages(self, conversation: str) -> list[Frame]:
        """The messages received as events, in the order of arrival."""
        return [e["message"] for e in self.events if e["event"] == "message" and e["conversation"] == conversation]

    async def _read(self) -> None:
        async for raw in self._socket:
            frame: Frame = json.loads(raw)
            waiting = self._pending.pop(frame.get("ref", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(frame)
                continue
            async with self._event_received:
                self.events.append(frame)
                self._event_received.notify_all()
