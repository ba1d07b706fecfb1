"""The gateway to PASS over HTTP, and what follows where there is none."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from chalicelib.identity.fresh_checks import StartedCheck
from chalicelib.identity.pass_gateway import PassGateway
from chalicelib.kernel.errors import Unavailable

ASKED: list[tuple[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    """The insurer's gateway."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ASKED.append((self.path, body))
        answer = (
            {"reference": "r/1", "hint": "문자를 확인하세요"}
            if "code" not in body
            else {"confirmed": body["code"] == "1"}
        )
        self.send_response(500 if body.get("code") == "broken" else 200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_check_is_started_and_confirmed_at_the_gateway(url: str) -> None:
    ASKED.clear()
    gateway = PassGateway(url + "/")
    assert gateway.start("cust-kim", "김서연", "01000001234", "ko") == StartedCheck("r/1", "문자를 확인하세요")
    assert gateway.confirm("r/1", "1")
    assert not gateway.confirm("r/1", "2")
    assert ASKED[0] == (
        "/checks",
        {"person": "cust-kim", "name": "김서연", "phone": "01000001234", "locale": "ko"},
    )
    assert ASKED[1] == ("/checks/r%2F1", {"code": "1"})


def test_nobody_is_confirmed_without_a_gateway_or_by_one_that_fails(url: str) -> None:
    for gateway, code in (
        (PassGateway(""), "1"),
        (PassGateway(url), "broken"),
        (PassGateway("http://127.0.0.1:9"), "1"),
    ):
        with pytest.raises(Unavailable):
            gateway.confirm("r1", code)
