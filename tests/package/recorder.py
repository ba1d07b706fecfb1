"""AWS over HTTP as a function sees it: requests are recorded, then passed on to moto; `@connections` are served
here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_PREFIX = "arn:aws:{}:ap-northeast-2:123456789012:"
_TRANSACTED = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


@dataclass(frozen=True)
class Call:
    """A permission that was used: `action` as IAM calls it, `resource` an ARN."""

    action: str
    resource: str


class Recorder:
    """A proxy in front of moto's server at `upstream`; `calls` and `frames` grow as functions talk."""

    def __init__(self, upstream: str) -> None:
        self.calls: list[Call] = []
        self.frames: list[tuple[str, dict[str, Any]]] = []
        self._upstream = urlsplit(upstream).netloc
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    @property
    def endpoint(self) -> str:
        """The address for functions to call."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Ends."""
        self._server.shutdown()
        self._server.server_close()

    def _post_to_connection(self, method: str, path: str, body: bytes) -> None:
        stage, _, connection = unquote(path).strip("/").partition("/@connections/")
        resource = f"WebsocketAPI/{stage}/{method}/@connections/{connection}"
        self.calls.append(Call("execute-api:ManageConnections", _PREFIX.format("execute-api") + resource))
        if method == "POST":
            self.frames.append((connection, json.loads(body)))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body go in two writes, and nobody waits between them

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if "/@connections/" in self.path:
                    recorder._post_to_connection(self.command, self.path, body)
                    self._answer(200, b"", "application/json")
                    return
                if "X-Amz-Target" in self.headers:
                    recorder.calls.extend(_dynamodb_permissions(self.headers["X-Amz-Target"], json.loads(body)))
                elif self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
                    recorder.calls.append(_sns_permission(dict(parse_qsl(body.decode()))))
                else:
                    source = self.headers.get("x-amz-copy-source", "")
                    recorder.calls.extend(_s3_permissions(self.command, self.path, unquote(source)))
                upstream = HTTPConnection(recorder._upstream)
                upstream.request(self.command, self.path, body, dict(self.headers))
                response = upstream.getresponse()
                length = response.headers["Content-Length"] if self.command == "HEAD" else ""
                headers = response.headers
                version = headers["x-amz-version-id"] or ""
                self._answer(response.status, response.read(), headers["Content-Type"], length, version)
                upstream.close()

            do_GET = do_POST = do_DELETE = do_PUT = do_HEAD = _pass_on  # noqa: N815 - http.server's names

            def _answer(self, status: int, body: bytes, kind: str | None, length: str = "", version: str = "") -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind or "application/octet-stream")
                self.send_header("Content-Length", length or str(len(body)))
                if version:
                    self.send_header("x-amz-version-id", version)
                self.end_headers()
                self.wfile.write(body)

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Nothing: the calls are kept."""

        return Handler


_OF_S3 = {
    ("GET", "tagging"): "GetObjectTagging",
    ("GET", "uploadId"): "ListMultipartUploadParts",
    ("DELETE", "uploadId"): "AbortMultipartUpload",
    ("GET", "versionId"): "GetObjectVersion",
    ("GET", ""): "GetObject",
    ("HEAD", ""): "GetObject",
    ("PUT", ""): "PutObject",
    ("POST", "uploads"): "PutObject",
    ("POST", "uploadId"): "PutObject",
    ("DELETE", ""): "DeleteObject",
}
"""Method and subresource → permission, https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"""


def _s3_permissions(method: str, address: str, source: str) -> Iterator[Call]:
    asked = urlsplit(address)
    names = {pair.partition("=")[0] for pair in asked.query.split("&")}
    subresource = next((name for name in ("tagging", "uploads", "uploadId", "versionId") if name in names), "")
    yield Call(f"s3:{_OF_S3[method, subresource]}", f"arn:aws:s3:::{unquote(asked.path).lstrip('/')}")
    if source:  # with its tags
        yield Call("s3:PutObjectTagging", f"arn:aws:s3:::{unquote(asked.path).lstrip('/')}")
        copied, _, version = source.lstrip("/").partition("?versionId=")
        of = "Version" if version else ""
        yield Call(f"s3:GetObject{of}", f"arn:aws:s3:::{copied}")
        yield Call(f"s3:GetObject{of}Tagging", f"arn:aws:s3:::{copied}")


def _sns_permission(request: dict[str, str]) -> Call:
    names = ("PlatformApplicationArn", "EndpointArn", "TargetArn")
    return Call(f"sns:{request['Action']}", next((request[name] for name in names if name in request), "*"))


def _dynamodb_permissions(target: str, request: dict[str, Any]) -> Iterator[Call]:
    service, _, operation = target.partition(".")
    if service.startswith("DynamoDB"):
        for name, table in _tables(operation, request):
            yield Call(f"dynamodb:{name}", _PREFIX.format("dynamodb") + f"table/{table}")
    else:
        name = request.get("QueueName") or request["QueueUrl"].rsplit("/", 1)[1]
        yield Call(f"sqs:{operation}", _PREFIX.format("sqs") + name)


def _tables(operation: str, request: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if operation == "TransactWriteItems":
        for item in request["TransactItems"]:
            for kind, write in item.items():
                yield _TRANSACTED[kind], write["TableName"]
    elif operation == "TransactGetItems":
        for item in request["TransactItems"]:
            yield "GetItem", item["Get"]["TableName"]
    elif "RequestItems" in request:
        for table in request["RequestItems"]:
            yield operation, table
    elif "IndexName" in request:
        yield operation, f"{request['TableName']}/index/{request['IndexName']}"
    else:
        yield operation, request["TableName"]
