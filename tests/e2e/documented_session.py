"""A client that does what the session in docs/protocol.md does, and compares what it receives with the page.

It knows only the page, the addresses, the tokens and the bytes of the files. In what it receives, ids, times and
addresses may differ from the page's, each always in the same way.

`python -m tests.e2e.documented_session` writes what a centre sends into the page.
"""

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
from websockets.asyncio.client import ClientConnection, connect

from chalicelib.kernel.actors import Role
from local.demo.people import DemoPerson
from tests.e2e.session_bindings import Bindings
from tests.e2e.session_page import BLOCK, LEFT_OUT, PAGE, Frame, Line, read_block, write_line
from tests.e2e.world import World, running_centre
from tests.unit.files import sample_files

_ARRIVES_WITHIN_S = 20
_QUIET_S = 1.5

_SHORTENED = {
    "banks": 2, "file_suffixes": 3, "rows": 2, "facts": 1, "summary": 0,
    "desk_rules": 0, "accident_form": 0, "claim_labels": 0, "queues": 0, "colleagues": 0, "open": 1,
}  # fmt: skip
"""Part of a frame → how many of its entries the page shows."""
_REPEATED = ("conversation_opened", "assigned")
"""Results and events whose messages the page shows elsewhere."""
_NOT_SHOWN = "queues"
"""The event that comes as often as the lengths of queues change."""


class DocumentedClient:
    """Everybody in the session. `tokens` are of those who take part, `files` their content by name."""

    def __init__(self, rest_url: str, ws_url: str, tokens: dict[str, str], files: dict[str, bytes]) -> None:
        self._rest_url, self._ws_url = rest_url, ws_url
        self._tokens, self._files = tokens, files
        self._sockets: dict[str, ClientConnection] = {}
        self._readers: list[asyncio.Task[None]] = []
        self._received = asyncio.Condition()
        self._content = b""
        self.bindings = Bindings()
        self.unread: list[tuple[str, Frame]] = []
        """What was received and not found in the page yet, by whom."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.cancel()
        for socket in self._sockets.values():
            await socket.close()

    async def send(self, line: Line) -> None:
        """Does what the page sends."""
        said = self.bindings.to_real(line.said)
        if isinstance(said, dict):
            if said["action"] == "upload":
                self._content = self._files[said["name"]]
            await self._sockets[line.who].send(json.dumps(said, ensure_ascii=False))
            return
        verb, _, target = said.partition(" ")
        match verb:
            case "connect":
                self._sockets[line.who] = socket = await connect(self._ws_url + target, max_size=None)
                self._readers.append(asyncio.create_task(self._read(line.who, socket)))
            case "disconnect":
                await self._sockets.pop(line.who).close()
            case "POST":
                headers = {"Authorization": f"Bearer {self._tokens[line.who]}"}
                await self._http(line.who, "POST", self._rest_url + target, headers=headers)
            case "PUT":
                await self._http(line.who, "PUT", target, data=self._content)
            case _:
                raise AssertionError(said)

    async def expect(self, line: Line) -> None:
        """Waits for a frame of the page."""
        try:
            async with asyncio.timeout(_ARRIVES_WITHIN_S), self._received:
                await self._received.wait_for(lambda: self._take(line))
        except TimeoutError:
            got = [write_line(Line(who, False, self.bindings.to_shown(frame))) for who, frame in self.unread]
            raise AssertionError(f"not received:\n{write_line(line)}\nbut:\n" + "\n".join(got)) from None

    async def all_received(self, shown: list[Line]) -> list[Line]:
        """All that comes until nothing more does, as the page shows it. `shown` is what it shows now."""
        lines: list[Line] = []
        while True:
            await asyncio.sleep(_QUIET_S)
            if not self.unread:
                return lines
            for who, frame in self.unread:
                alike = next((line for line in shown if line.who == who and _sort(line.said) == _sort(frame)), None)
                if alike is not None:
                    shown.remove(alike)
                self.bindings.name_ids(frame, alike.said if alike is not None else None)
                lines.append(Line(who, False, _shortened(self.bindings.to_shown(frame))))
            self.unread.clear()

    def _take(self, line: Line) -> bool:
        for index, (who, frame) in enumerate(self.unread):
            if who == line.who and self.bindings.bind(line.said, frame):
                del self.unread[index]
                return True
        return False

    async def _read(self, who: str, socket: ClientConnection) -> None:
        async for raw in socket:
            await self._add(who, json.loads(raw))

    async def _http(self, who: str, verb: str, url: str, **options: Any) -> None:
        async with aiohttp.ClientSession() as session, session.request(verb, url, **options) as answer:
            body = await answer.json() if answer.content_type == "application/json" else None
            await self._add(who, [answer.status, body])

    async def _add(self, who: str, frame: Frame) -> None:
        if isinstance(frame, dict) and frame["event"] == _NOT_SHOWN:
            return
        async with self._received:
            self.unread.append((who, frame))
            self._received.notify_all()


async def follow(client: DocumentedClient, session: list[Line], pause: Callable[[], None]) -> None:
    """Does the session, with a pause before all that is sent, and compares all that is received with it."""
    for line in session:
        if line.is_sent:
            pause()
            await client.send(line)
        else:
            await client.expect(line)
    left = [write_line(Line(who, False, client.bindings.to_shown(frame))) for who, frame in client.unread]
    assert left == [], "received, but not in the page"


async def rewritten(client: DocumentedClient, page: str) -> str:
    """The page with what a centre sends in answer to what the page sends."""
    blocks = []
    for block in BLOCK.findall(page):
        lines: list[Line] = []
        read = list(read_block(block))
        shown = [line for line in read if not line.is_sent]
        for line in read:
            if line.is_sent:
                await client.send(line)
                lines += [line, *await client.all_received(shown)]
        blocks.append("\n".join(map(write_line, _joined(lines))))
    written = iter(blocks)
    return BLOCK.sub(lambda _: f"```frames\n{next(written)}\n```", page)


def _joined(lines: list[Line]) -> list[Line]:
    """The lines, with what several receive in one."""
    out: list[Line] = []
    answers: list[Line] = []
    for line in lines:
        same = next((other for other in answers if other.said == line.said), None)
        if line.is_sent:
            answers = []
        elif same is None:
            answers.append(line)
        else:
            same.who = ", ".join(sorted((same.who, line.who)))
            continue
        out.append(line)
    return out


def _sort(frame: Frame) -> Frame:
    """What a frame is: its event, and the kind or the ref of an answer."""
    return (frame["event"], frame.get("ref")) if isinstance(frame, dict) else "HTTP"


def _shortened(frame: Frame) -> Frame:
    if isinstance(frame, list):
        return [_shortened(value) for value in frame]
    if not isinstance(frame, dict):
        return frame
    out = {}
    for key, value in frame.items():
        is_repeated = key == "messages" and (frame.get("event") or frame.get("kind")) in _REPEATED
        most = 0 if is_repeated else _SHORTENED.get(key)
        if most is None:
            out[key] = _shortened(value)
        elif isinstance(value, list):
            out[key] = value if 0 < len(value) <= most else [*value[:most], LEFT_OUT]
        else:
            out[key] = LEFT_OUT
    return out


@contextmanager
def _whole_centre() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as keys, running_centre(Path(keys)) as world:
        yield world


def people_of(world: World) -> tuple[dict[str, str], dict[str, bytes]]:
    """Tokens of those who take part in the session, and the content of its files."""
    customer = DemoPerson("cust-han", Role.CUSTOMER, "한지우", "")
    agent = DemoPerson("agent-oh", Role.AGENT, "오하늘", "", ("accident", "general"), 3)
    life_s = world.clock.ahead // 1000 + 3600
    tokens = {person.role.value: world.provider.token(person, life_s) for person in (customer, agent)}
    return tokens, {"사고 현장.jpg": sample_files.saved(sample_files.picture(), "JPEG")}


def client_of(world: World) -> DocumentedClient:
    """The client of the session for a running centre."""
    return DocumentedClient(world.standin.rest_url, world.standin.ws_url, *people_of(world))


def main() -> None:
    """Writes what a centre sends into the page."""

    async def write(world: World) -> None:
        async with client_of(world) as client:
            PAGE.write_text(await rewritten(client, PAGE.read_text("utf-8")), "utf-8")

    with _whole_centre() as world:
        world.run(write(world))


if __name__ == "__main__":
    main()
