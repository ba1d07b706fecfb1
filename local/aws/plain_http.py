"""HTTP/1.1 of the clients that post to `@connections`, without aiohttp's tasks and streams for each request.

Only whole requests in their plainest form are read here. Whatever else a client may send goes to aiohttp with the rest
of its connection.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import cast

from local.aws.management import PREFIX, Answer

HEAD_LIMIT = 16 * 1024
BODY_LIMIT = 1024 * 1024

_REQUEST = re.compile(r"(GET|POST|DELETE) (/[!-~]*) HTTP/1\.1")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ \t!-~\x80-\xff]*)")
_FOR_AIOHTTP = frozenset({"connection", "expect", "te", "trailer", "transfer-encoding", "upgrade"})

AnswerTo = Callable[[str, str, Mapping[str, str], bytes], Answer]
"""Gives the answer to method, path, headers (names in lower case) and body; called on the event loop."""


class PlainHttp(asyncio.Protocol):
    """Answers requests to `@connections` in their order; `http` takes the connection over at the first other one."""

    def __init__(self, answer: AnswerTo, http: asyncio.Protocol) -> None:
        self._answer = answer
        self._http = http
        self._buffer = bytearray()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._http.connection_made(transport)  # from now on it ends the connection when the server is shut down

    def connection_lost(self, exc: Exception | None) -> None:
        self._http.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0 and len(self._buffer) < HEAD_LIMIT:
                return
            request = read_head(self._buffer[:end].decode("latin-1")) if end >= 0 else None
            if request is None:
                self._transport.set_protocol(self._http)
                self._http.data_received(bytes(self._buffer))
                return
            method, path, headers = request
            body_end = end + 4 + int(headers.get("content-length", "0"))
            if len(self._buffer) < body_end:
                return
            body = bytes(self._buffer[end + 4 : body_end])
            del self._buffer[:body_end]
            self._transport.write(written(self._answer(method, path, headers, body)))


def read_head(head: str) -> tuple[str, str, dict[str, str]] | None:
    """Method, path and headers (names in lower case) of a request to `@connections`; None if it isn't a plain one."""
    first, *lines = head.split("\r\n")
    request = _REQUEST.fullmatch(first)
    if request is None or PREFIX not in request[2]:
        return None
    headers: dict[str, str] = {}
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is None:
            return None
        headers[header[1].lower()] = header[2].rstrip()
    if len(headers) < len(lines) or "host" not in headers or not _FOR_AIOHTTP.isdisjoint(headers):
        return None
    length = headers.get("content-length", "0")
    if not re.fullmatch("[0-9]{1,7}", length) or int(length) > BODY_LIMIT:
        return None
    return request[1], request[2], headers


def written(answer: Answer) -> bytes:
    """The bytes of an answer on a connection that stays open."""
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    if answer.status != HTTPStatus.NO_CONTENT:
        lines.append(f"Content-Length: {len(answer.body)}")
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + answer.body
