"""The child process that serves moto (S3, SQS, SNS, DynamoDB). Run as `python -m local.aws.moto_child`.

Prints the port it listens on as its first line and ends when its standard input closes, that is, with its parent.
"""

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def one_at_a_time(app: Wsgi) -> Wsgi:
    """`app` with DynamoDB requests handled one after the other.

    moto checks a condition and writes in two steps without a lock, so two threads could both win a conditional write,
    which DynamoDB never allows. Other services stay concurrent: a long poll of SQS must not hold up the rest.
    """
    lock = threading.Lock()

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB"):
            return app(environ, start_response)
        with lock:
            return list(app(environ, start_response))

    return guarded


class _Handler(MotoRequestHandler):
    protocol_version = (
        "HTTP/1.1"  # keep-alive; without it every call of boto3 pays a new connection and thread
    )

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a line per call would cost more than the call is worth."""


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = one_at_a_time(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
