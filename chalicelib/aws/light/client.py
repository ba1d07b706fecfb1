"""The light client, with botocore's names, arguments and error structure."""

import json
import zlib
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.aws.light.errors import CallFailed, IncompleteResponse, OutOfTime, ServiceError
from chalicelib.aws.light.http import HttpResponse
from chalicelib.aws.light.operations import (
    CONNECTIONS,
    Request,
    Service,
    connection_request,
    json_request,
)
from chalicelib.aws.light.pool import ConnectionPool, Endpoint
from chalicelib.aws.light.retries import MAX_ATTEMPTS, failure_of, is_retried, pause_s
from chalicelib.aws.light.signing import Credentials, Signer

RESPONSE_TIMEOUT_S = 5.0
"""Maximum duration of one attempt in seconds, from the first byte sent to the last byte received."""

USER_AGENT = "Baro"


class Environment(Struct, frozen=True):
    """What a client needs from its process.

    `now_s` returns the time in seconds since 1970 UTC, `monotonic` the seconds of a monotonic clock, `random` a number
    from 0 to 1, `token` a new idempotency token, `trace` the value of the X-Ray header ("" for none), `time_left_s` the
    seconds until the deadline of the function.
    """

    now_s: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    random: Callable[[], float]
    token: Callable[[], str]
    trace: Callable[[], str]
    time_left_s: Callable[[], float]
    response_timeout_s: float = RESPONSE_TIMEOUT_S


class _Client:
    """Signs a request, sends it, reads the response, and retries."""

    exceptions = SimpleNamespace(ClientError=ServiceError)
    """As in botocore's clients, so that callers catch the errors of both in the same way."""

    def __init__(
        self,
        service: Service,
        endpoint: str,
        region: str,
        credentials: Credentials,
        authorities: str,
        environment: Environment,
    ) -> None:
        self._service = service
        self._endpoint = Endpoint.parse(endpoint)
        self._signer = Signer(credentials, region, service.signing)
        self._pool = ConnectionPool(self._endpoint, authorities, environment.monotonic)
        self._environment = environment

    def _call(self, operation: str, request: Request) -> HttpResponse:
        """The response, whose status is below 300. Raises CallFailed or a subclass."""
        attempt = 1
        end = self._environment.monotonic() + self._environment.time_left_s()
        while True:
            try:
                return self._try(operation, request, end)
            except CallFailed as error:
                if attempt == MAX_ATTEMPTS or not is_retried(operation, failure_of(error)):
                    raise
                pause = pause_s(attempt, self._environment.random())
                if self._environment.monotonic() + pause >= end:
                    raise OutOfTime(operation, str(error)) from error
                self._environment.sleep(pause)
            attempt += 1

    def _try(self, operation: str, request: Request, end: float) -> HttpResponse:
        deadline = min(end, self._environment.monotonic() + self._environment.response_timeout_s)
        if deadline <= self._environment.monotonic():
            raise OutOfTime(operation, "the function's time is over")
        connection = self._pool.acquire(operation, deadline)
        try:
            answer = connection.exchange(operation, self._bytes(request), deadline)
        finally:
            self._pool.release(connection)
        _verify_checksum(operation, answer)
        if answer.status >= 300:
            raise _refusal(operation, answer)
        return answer

    def _bytes(self, request: Request) -> bytes:
        path = self._endpoint.base + request.path
        headers = self._signer.sign(
            request.method,
            path,
            {"host": self._endpoint.netloc, **request.headers},
            request.body,
            self._environment.now_s(),
        )
        # These two headers aren't signed, because proxies may change them.
        headers["user-agent"] = USER_AGENT
        if trace := self._environment.trace():
            headers["x-amzn-trace-id"] = trace
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{request.method} {path} HTTP/1.1\r\n{lines}content-length: {len(request.body)}\r\n\r\n"
        return head.encode("latin-1") + request.body


class JsonClient(_Client):
    """The client of DynamoDB and SQS."""

    def get_item(self, **arguments: Any) -> dict[str, Any]:
        """As in botocore; so are the other methods."""
        return self._json("GetItem", arguments)

    def batch_get_item(self, **arguments: Any) -> dict[str, Any]:
        return self._json("BatchGetItem", arguments)

    def batch_write_item(self, **arguments: Any) -> dict[str, Any]:
        return self._json("BatchWriteItem", arguments)

    def query(self, **arguments: Any) -> dict[str, Any]:
        return self._json("Query", arguments)

    def put_item(self, **arguments: Any) -> dict[str, Any]:
        return self._json("PutItem", arguments)

    def update_item(self, **arguments: Any) -> dict[str, Any]:
        return self._json("UpdateItem", arguments)

    def delete_item(self, **arguments: Any) -> dict[str, Any]:
        return self._json("DeleteItem", arguments)

    def transact_write_items(self, **arguments: Any) -> dict[str, Any]:
        """Adds an idempotency token if the caller gives none, so that a retry has no second effect."""
        return self._json("TransactWriteItems", {"ClientRequestToken": self._environment.token(), **arguments})

    def get_queue_url(self, **arguments: Any) -> dict[str, Any]:
        return self._json("GetQueueUrl", arguments)

    def send_message(self, **arguments: Any) -> dict[str, Any]:
        return self._json("SendMessage", arguments)

    def _json(self, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._call(operation, json_request(self._service, operation, arguments))
        return msgspec.json.decode(answer.body, type=dict[str, Any]) if answer.body else {}


class ConnectionsClient(_Client):
    """The client of API Gateway's `@connections`."""

    def __init__(
        self, endpoint: str, region: str, credentials: Credentials, authorities: str, environment: Environment
    ) -> None:
        super().__init__(CONNECTIONS, endpoint, region, credentials, authorities, environment)

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> None:  # noqa: N803 - botocore's names
        """Sends a frame."""
        self._call("PostToConnection", connection_request("PostToConnection", ConnectionId, Data))

    def get_connection(self, *, ConnectionId: str) -> None:  # noqa: N803
        """Raises ServiceError with status 410 if the connection is gone. The description of the connection isn't
        returned."""
        self._call("GetConnection", connection_request("GetConnection", ConnectionId, b""))

    def delete_connection(self, *, ConnectionId: str) -> None:  # noqa: N803
        """Closes a connection."""
        self._call("DeleteConnection", connection_request("DeleteConnection", ConnectionId, b""))


def _verify_checksum(operation: str, answer: HttpResponse) -> None:
    """Compares the body as received with DynamoDB's CRC32. Raises IncompleteResponse."""
    sent = answer.headers.get("x-amz-crc32")
    if sent is not None and sent != str(zlib.crc32(answer.raw)):
        raise IncompleteResponse(operation, "checksum differs")


def _refusal(operation: str, answer: HttpResponse) -> ServiceError:
    """The error of a response. Its code is in the body (`com.amazonaws…#Code`) or, from API Gateway, in a header."""
    parsed = _object(answer.body)
    code = parsed.get("__type") or answer.headers.get("x-amzn-errortype", "").partition(":")[0] or str(answer.status)
    message = parsed.get("message") or parsed.get("Message") or ""
    extra = {"CancellationReasons": parsed["CancellationReasons"]} if "CancellationReasons" in parsed else {}
    return ServiceError(operation, answer.status, str(code).rpartition("#")[2], str(message), extra)


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body of an error; an empty one for any other body, such as a proxy's HTML."""
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
