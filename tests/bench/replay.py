"""Replays recorded AWS responses in a process of its own.

So a measurement contains the handler's time without an engine's. `python -m tests.bench.replay FILE [CERTIFICATE]`
reads the responses, prints its port, and ends with its standard input; with a certificate it speaks TLS.
"""

import asyncio
import base64
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.handlers import ROOT
from tests.bench.proxy import Answer, answer_key
from tests.fakes.authority import serving


@contextmanager
def replaying(answers: list[Answer], folder: Path, certificate: Path | None = None) -> Iterator[str]:
    """The endpoint where these answers are given, the last of each kind again and again, and 200 to every post.

    With a server's key and certificate (PEM, one file) it is over TLS.
    """
    file = folder / "answers.json"
    file.write_text(json.dumps({one.key: base64.b64encode(one.body).decode() for one in answers if one.status == 200}))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.replay", str(file), *([str(certificate)] if certificate else [])],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


class Replay(asyncio.Protocol):
    """A connection that knows just enough of HTTP/1.1 for botocore."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self._answers = answers
        self._received = b""
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, rest = self._received.partition(b"\r\n\r\n")
            headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
            length = int(headers.get(b"content-length", b"0"))
            if len(rest) < length:
                return
            self._received = rest[length:]
            self._transport.write(self._answer(head, headers, rest[:length]))

    def _answer(self, head: bytes, headers: dict[bytes, bytes], body: bytes) -> bytes:
        if b"/@connections/" in head or b"/%40connections/" in head:
            return _response(200, b"")
        target = headers[b"x-amz-target"].decode()
        key = answer_key(target, json.loads(body)).lower()
        if key not in self._answers:
            return _response(400, b'{"__type":"NothingRecorded","message":"%s"}' % key.encode())
        return _response(200, self._answers[key])


def _response(status: int, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status} -\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n"
        f"x-amz-crc32: {zlib.crc32(body)}\r\n\r\n"
    )
    return head.encode() + body


async def main(file: Path, certificate: Path | None) -> None:
    """Serves until standard input ends."""
    recorded: dict[str, str] = json.loads(file.read_text())
    answers = {key.lower(): base64.b64decode(body) for key, body in recorded.items()}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Replay(answers), "127.0.0.1", 0, ssl=serving(certificate) if certificate else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
