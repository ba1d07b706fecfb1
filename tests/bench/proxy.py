"""Counts a handler's HTTP requests: a proxy in front of DynamoDB and SQS that also serves `@connections`.

DynamoDB requests are passed on with `ReturnConsumedCapacity: TOTAL`, so that the engine reports their units.
"""

import json
import time
import zlib
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

HOLD_S = 1.0
"""So long a DynamoDB answer is kept back for a post to come: one that comes didn't wait for the answer."""

WRITES = ("Put", "Update", "Delete", "TransactWrite", "BatchWrite")


@dataclass(frozen=True)
class Request:
    """A request to DynamoDB or SQS: `operation` without its service, `units` as the engine counted them; `began` and
    `ended` by a clock in seconds."""

    service: str
    operation: str
    body: dict[str, Any]
    units: float
    before_post: bool
    began: float
    ended: float

    @property
    def is_write(self) -> bool:
        return self.operation.startswith(WRITES)


@dataclass(frozen=True)
class Post:
    """A frame to a connection."""

    connection: str
    data: bytes


@dataclass(frozen=True)
class Answer:
    """What an engine answered; `key` is what it answers (see `answer_key`)."""

    key: str
    status: int
    body: bytes


@dataclass(frozen=True)
class Traffic:
    """All that went over HTTP while a handler worked."""

    requests: tuple[Request, ...]
    posts: tuple[Post, ...]

    @property
    def database(self) -> list[Request]:
        return [request for request in self.requests if request.service == "DynamoDB"]

    @property
    def round_trips_before_post(self) -> int:
        """DynamoDB requests that were answered before the first post was made."""
        return sum(request.before_post for request in self.database)

    @property
    def round_trips(self) -> int:
        """DynamoDB requests in a row; requests that overlap count once."""
        return _in_a_row(self.database)

    @property
    def round_trips_in_a_row_before_post(self) -> int:
        """The same of those that were answered before the first post was made."""
        return _in_a_row([request for request in self.database if request.before_post])

    @property
    def write_units(self) -> float:
        return sum(request.units for request in self.database if request.is_write)

    @property
    def read_units(self) -> float:
        return sum(request.units for request in self.database if not request.is_write)


def _in_a_row(requests: list[Request]) -> int:
    trips, ended = 0, 0.0
    for request in sorted(requests, key=lambda request: request.ended):
        if request.began >= ended:
            trips, ended = trips + 1, request.ended
    return trips


class Proxy:
    """Counts between `start` and `traffic`. With `hold` set, all answers but the first are kept back for a post to
    come: something has to be asked before anyone can be posted to. Every answer is delayed by `delay_s`."""

    def __init__(self, dynamodb: str, others: str) -> None:
        self._upstreams = {"DynamoDB": urlsplit(dynamodb).netloc, "AmazonSQS": urlsplit(others).netloc}
        self._changed = Condition()
        self._requests: list[Request] = []
        self._posts: list[Post] = []
        self._started = 0
        self.hold = False
        self.delay_s = 0.0
        self.answers: list[Answer] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def endpoint(self) -> str:
        """Where handlers find DynamoDB, SQS and `@connections`."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Ends."""
        self._server.shutdown()
        self._server.server_close()

    def start(self) -> None:
        """Forgets what was counted."""
        with self._changed:
            self._requests, self._posts, self.answers, self._started = [], [], [], 0

    def traffic(self) -> Traffic:
        """What was counted since `start`."""
        with self._changed:
            return Traffic(tuple(self._requests), tuple(self._posts))

    def _pass_on(self, target: str, headers: dict[str, str], raw: bytes) -> tuple[int, bytes]:
        service, _, operation = target.partition(".")
        service = service.partition("_")[0]
        body: dict[str, Any] = json.loads(raw)
        began = time.monotonic()
        with self._changed:
            self._started += 1
            first = self._started == 1
        if service == "DynamoDB":
            raw = json.dumps({**body, "ReturnConsumedCapacity": "TOTAL"}).encode()
        upstream = HTTPConnection(self._upstreams[service])
        upstream.request("POST", "/", raw, {**headers, "Content-Length": str(len(raw))})
        response = upstream.getresponse()
        status, answer = response.status, response.read()
        upstream.close()
        time.sleep(self.delay_s)
        with self._changed:
            if service == "DynamoDB" and self.hold and not first:
                self._changed.wait_for(lambda: bool(self._posts), HOLD_S)
            before_post = not self._posts
            self._requests.append(
                Request(service, operation, body, _units(answer), before_post, began, time.monotonic())
            )
            self.answers.append(Answer(answer_key(target, body), status, answer))
        return status, answer

    def _post(self, path: str, data: bytes) -> None:
        with self._changed:
            self._posts.append(Post(unquote(path).partition("/@connections/")[2], data))
            self._changed.notify_all()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if "/@connections/" in self.path:
                    proxy._post(self.path, raw)
                    self._answer(200, b"")
                    return
                kept = ("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date", "Host")
                headers = {name: value for name in kept if (value := self.headers.get(name))}
                self._answer(*proxy._pass_on(headers["X-Amz-Target"], headers, raw))

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("x-amz-crc32", str(zlib.crc32(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Nothing."""

        return Handler


def answer_key(target: str, body: dict[str, Any]) -> str:
    """Names a kind of request, for playing answers back: the operation, its table and index."""
    return f"{target} {body.get('TableName', '')} {body.get('IndexName', '')}"


def _units(answer: bytes) -> float:
    """The units in a DynamoDB answer, of all its tables; 0 where the engine tells none."""
    consumed = json.loads(answer or b"{}").get("ConsumedCapacity") or []
    tables = consumed if isinstance(consumed, list) else [consumed]
    return sum(float(table.get("CapacityUnits") or 0) for table in tables)
