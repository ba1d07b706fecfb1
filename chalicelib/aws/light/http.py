"""HTTP/1.1 as AWS's services use it, over a connected socket.

`http.client` loads the e-mail package at every cold start and doesn't report whether a failed request was sent.
"""

import socket
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress

from msgspec import Struct

from chalicelib.aws.light.errors import IncompleteResponse, NoResponse, NotSent

MAX_HEAD_BYTES = 64 * 1024
MAX_BODY_BYTES = 32 * 1024 * 1024
"""Maximum size of a body in bytes. DynamoDB returns at most 1 MB per page and 16 MB per batch."""

_CHUNK = 64 * 1024


class HttpResponse(Struct, frozen=True):
    """An HTTP response. Names of `headers` are in lower case; `raw` is the body as received, `body` the decompressed
    body."""

    status: int
    headers: Mapping[str, str]
    raw: bytes
    body: bytes


class MalformedResponse(Exception):
    """The bytes are no HTTP response; the argument is the reason."""


class Connection:
    """A connection for one request at a time. It must be closed after a failure.

    `monotonic` returns seconds of the clock that deadlines refer to. A deadline limits the whole exchange.
    """

    def __init__(self, sock: socket.socket, monotonic: Callable[[], float], quiet: tuple[type[OSError], ...]) -> None:
        """`quiet` are the exceptions that a non-blocking read of `sock` raises if no bytes have arrived."""
        self._socket = sock
        self._monotonic = monotonic
        self._quiet = quiet
        self._left = bytearray()
        self.reusable = True

    def exchange(self, operation: str, request: bytes, deadline: float) -> HttpResponse:
        """Sends a request and returns the response. Raises NotSent, NoResponse, IncompleteResponse."""
        self._send(operation, request, deadline)
        started = False
        try:
            self._fill(deadline)
            started = True
            return self._answer(deadline)
        except (OSError, EOFError, MalformedResponse, zlib.error) as error:
            self.reusable = False
            problem = f"{type(error).__name__}: {error}"
            raise (IncompleteResponse if started else NoResponse)(operation, problem) from error

    def close(self) -> None:
        """Closes the connection; the server may have closed it already."""
        self.reusable = False
        with suppress(OSError):
            self._socket.close()

    def is_stale(self) -> bool:
        """Whether the server has closed the idle connection or sent bytes without a request."""
        if self._left:
            return True
        try:
            self._socket.settimeout(0)
            self._socket.recv(1)
        except self._quiet:
            return False
        except OSError:
            return True
        return True

    def _send(self, operation: str, request: bytes, deadline: float) -> None:
        sent = 0
        try:
            with memoryview(request) as view:
                while sent < len(request):
                    self._set_timeout(deadline)
                    sent += self._socket.send(view[sent:])
        except OSError as error:
            self.reusable = False
            problem = f"{type(error).__name__}: {error}"
            raise (NoResponse if sent else NotSent)(operation, problem) from error

    def _set_timeout(self, deadline: float) -> None:
        left = deadline - self._monotonic()
        if left <= 0:
            raise TimeoutError("deadline passed")
        self._socket.settimeout(left)

    def _fill(self, deadline: float) -> None:
        self._set_timeout(deadline)
        data = self._socket.recv(_CHUNK)
        if not data:
            raise EOFError("connection closed")
        self._left += data

    def _answer(self, deadline: float) -> HttpResponse:
        status, headers, version = self._head(deadline)
        while 100 <= status < 200:
            status, headers, version = self._head(deadline)
        if status in (204, 304):
            raw = b""
        elif headers.get("transfer-encoding", "").lower() == "chunked":
            raw = self._chunked(deadline)
        elif "content-length" in headers:
            raw = self._exactly(_length(headers["content-length"], 10), deadline)
        else:
            raw = self._to_end(deadline)
        if version != "HTTP/1.1" or headers.get("connection", "").lower() == "close":
            self.reusable = False
        return HttpResponse(status, headers, raw, _decompress(raw, headers.get("content-encoding", "")))

    def _head(self, deadline: float) -> tuple[int, dict[str, str], str]:
        while (end := self._left.find(b"\r\n\r\n")) < 0:
            if len(self._left) > MAX_HEAD_BYTES:
                raise MalformedResponse("head too long")
            self._fill(deadline)
        first, *lines = self._left[:end].decode("latin-1").split("\r\n")
        del self._left[: end + 4]
        version, _, rest = first.partition(" ")
        if version not in ("HTTP/1.1", "HTTP/1.0") or not rest[:3].isdigit():
            raise MalformedResponse(f"status line {first[:80]!r}")
        pairs = (line.partition(":") for line in lines)
        return int(rest[:3]), {name.strip().lower(): value.strip() for name, _, value in pairs}, version

    def _exactly(self, count: int, deadline: float) -> bytes:
        while len(self._left) < count:
            self._fill(deadline)
        content = bytes(self._left[:count])
        del self._left[:count]
        return content

    def _line(self, deadline: float) -> bytes:
        while (end := self._left.find(b"\r\n")) < 0:
            if len(self._left) > MAX_HEAD_BYTES:
                raise MalformedResponse("line too long")
            self._fill(deadline)
        line = bytes(self._left[:end])
        del self._left[: end + 2]
        return line

    def _chunked(self, deadline: float) -> bytes:
        body = bytearray()
        while size := _length(self._line(deadline).partition(b";")[0].strip().decode("latin-1"), 16):
            if len(body) + size > MAX_BODY_BYTES:
                raise MalformedResponse("body too long")
            body += self._exactly(size, deadline)
            if self._line(deadline):
                raise MalformedResponse("chunk without end")
        while self._line(deadline):  # trailers
            pass
        return bytes(body)

    def _to_end(self, deadline: float) -> bytes:
        self.reusable = False
        while len(self._left) <= MAX_BODY_BYTES:
            try:
                self._fill(deadline)
            except EOFError:
                return bytes(self._left)
        raise MalformedResponse("body too long")


def _length(digits: str, base: int) -> int:
    if not digits.isalnum():
        raise MalformedResponse(f"length {digits[:20]!r}")
    try:
        size = int(digits, base)
    except ValueError as error:
        raise MalformedResponse(f"length {digits[:20]!r}") from error
    if size > MAX_BODY_BYTES:
        raise MalformedResponse("body too long")
    return size


def _decompress(raw: bytes, encoding: str) -> bytes:
    if not encoding or encoding == "identity":
        return raw
    if encoding not in ("gzip", "deflate"):
        raise MalformedResponse(f"content-encoding {encoding[:20]!r}")
    unpacker = zlib.decompressobj(wbits=47 if encoding == "gzip" else zlib.MAX_WBITS)
    body = unpacker.decompress(raw, MAX_BODY_BYTES)
    if not unpacker.eof:
        raise MalformedResponse("compressed body cut off or too long")
    return body
