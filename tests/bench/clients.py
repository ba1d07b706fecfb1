"""Chat clients over real WebSockets that record when they receive which message. Times are of `time.perf_counter`, in
seconds."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from local.client import fetch_ticket

WAIT_S = 20
"""Who waits longer for a message takes it for lost."""


Said = tuple[str, str]
"""A message: its conversation and client_id."""


class CommandRefused(Exception):
    """The server answered with an `error` frame."""

    def __init__(self, frame: dict[str, Any]) -> None:
        super().__init__(f"{frame['code']}: {frame['text']}")
        self.code: str = frame["code"]
        self.retry_after_s = frame.get("details", {}).get("retry_after_ms", 200) / 1000


@dataclass
class ChatClient:
    """A person's only device."""

    socket: ClientConnection
    device: str
    assigned: set[str] = field(default_factory=set)
    doubled: int = 0
    _received: dict[Said, float] = field(default_factory=dict)
    _pending: dict[Said, asyncio.Future[float]] = field(default_factory=dict)
    _answers: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _refs: Iterator[int] = field(default_factory=lambda: count(1))
    _reader: asyncio.Task[None] | None = None

    @classmethod
    async def connect(cls, rest: str, ws: str, token: str, device: str) -> "ChatClient":
        """Connects and says hello."""
        client = cls(await connect(f"{ws}?ticket={await fetch_ticket(rest, token)}", max_size=None), device)
        client._reader = asyncio.create_task(client._read())
        await client.request("hello", device=device)
        return client

    async def close(self) -> None:
        """Closes the connection."""
        await self.socket.close()
        if self._reader is not None:
            await self._reader

    async def request(self, action: str, **fields: Any) -> dict[str, Any]:
        """Sends a command; the result of its ack. Raises CommandRefused."""
        ref = str(next(self._refs))
        answer = self._answers[ref] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"action": action, "ref": ref, **fields}, ensure_ascii=False))
        frame = await asyncio.wait_for(answer, WAIT_S)
        if frame["event"] == "error":
            raise CommandRefused(frame)
        result: dict[str, Any] = frame["result"]
        return result

    async def send(self, conversation: str, number: int, body: dict[str, Any]) -> None:
        """Sends a message, again while the error is retryable. Raises CommandRefused."""
        client_id = f"{self.device}:{number}"
        while True:
            try:
                await self.request("send", conversation=conversation, client_id=client_id, body=body)
            except CommandRefused as refusal:
                if refusal.code not in ("too_fast", "conflict", "unavailable"):
                    raise
                await asyncio.sleep(refusal.retry_after_s)
            else:
                return

    async def wait_for_message(self, said: Said) -> float:
        """Waits for a message; the time of its arrival. Raises TimeoutError."""
        if said in self._received:
            return self._received[said]
        pending = self._pending[said] = asyncio.get_running_loop().create_future()
        return await asyncio.wait_for(pending, WAIT_S)

    async def _read(self) -> None:
        async for raw in self.socket:
            now = time.perf_counter()
            frame = json.loads(raw)
            event = frame["event"]
            if event in ("ack", "error"):
                answer = self._answers.pop(frame["ref"])
                if not answer.done():
                    answer.set_result(frame)
            elif event == "message":
                self._record((frame["conversation"], frame["message"]["client_id"]), now)
            elif event == "assigned":
                self.assigned.add(frame["conversation"]["id"])

    def _record(self, said: Said, now: float) -> None:
        self.doubled += said in self._received
        self._received[said] = now
        pending = self._pending.pop(said, None)
        if pending is not None and not pending.done():
            pending.set_result(now)
