"""The child process that serves moto (S3, SQS, SNS, DynamoDB). Run as `python -m local.aws.moto_child`.

It prints its port as the first line and ends when its standard input closes, which happens when its parent ends.

The server is waitress: with a WSGI application that does nothing it took 0.2 ms of CPU per request, cheroot 0.24 and
werkzeug's own server 0.48 (HTTP/1.1, 1 and 8 clients); moto itself takes 1 to 3 ms for a write to DynamoDB.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import waitress  # type: ignore[import-untyped]
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sns.models import sns_backends

from local.aws.moto_queues import speed_up_queues
from local.aws.moto_tables import speed_up_tables
from local.aws.options import ACCOUNT, PUSHED, REGION, SECRET
from local.aws.presigned_urls import refusal

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]

_THREADS = 64  # every long poll of SQS occupies one
_CONNECTIONS = 1000


class Dispatcher:
    """moto's dispatcher, called once per service if the request names the service: the lookup takes 0.4 ms each
    time."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._services: dict[str, Wsgi] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        target = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")[0]
        app: Wsgi
        if not target:
            app = self._moto
        elif target in self._services:
            app = self._services[target]
        else:
            app = self._services[target] = self._moto.get_application(environ)
        return app(environ, start_response)


def one_at_a_time(app: Wsgi) -> Wsgi:
    """`app` with DynamoDB requests handled one after the other.

    moto checks a condition and writes in two steps without a lock, so that two threads could both pass the check of a
    conditional write. Other services stay concurrent, because a long poll of SQS must not block them.
    """
    lock = threading.Lock()

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB"):
            return app(environ, start_response)
        with lock:
            return list(app(environ, start_response))

    return guarded


def with_presigned_urls(app: Wsgi) -> Wsgi:
    """`app` that refuses what nobody signed: requests to S3 without credentials, and presigned URLs that expired or
    were altered. Requests with an `Authorization` header come from the app itself."""

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "HTTP_AUTHORIZATION" in environ or environ["REQUEST_METHOD"] == "OPTIONS":
            return app(environ, start_response)
        refused = refusal(environ, SECRET, datetime.now(UTC))
        if refused is None:
            return app(environ, start_response)
        body = f"<Error><Code>{refused[0]}</Code><Message>{refused[1]}</Message></Error>".encode()
        start_response("403 Forbidden", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]

    return answering


def with_screens(app: Wsgi) -> Wsgi:
    """`app` with the additional path `PUSHED`: SNS's pushes as pairs of a token and messages by id, and its text
    messages as number and text by id.

    AWS has no such API, and moto's page of all its data fails on files in S3.
    """

    def answering(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PUSHED:
            return app(environ, start_response)
        sns = sns_backends[ACCOUNT][REGION]
        pushed = [[one.token, dict(one.messages)] for one in list(sns.platform_endpoints.values())]
        body = json.dumps({"pushed": pushed, "texts": dict(sns.sms_messages)}).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answering


def main() -> None:
    """Serves until standard input ends."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    speed_up_queues()
    speed_up_tables()
    server = waitress.create_server(
        with_screens(with_presigned_urls(one_at_a_time(Dispatcher()))),
        host="127.0.0.1",
        port=0,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        clear_untrusted_proxy_headers=True,
    )
    threading.Thread(target=server.run, daemon=True).start()
    print(server.effective_port, flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
