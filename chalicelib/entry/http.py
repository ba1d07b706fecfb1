"""The few REST routes."""

from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.content.catalogue import texts
from chalicelib.entry.failures import guarded
from chalicelib.identity.errors import InvalidToken
from chalicelib.identity.tickets import LIFE_S, issue
from chalicelib.kernel.errors import BaroError
from chalicelib.kernel.ids import secret_token

routes = Blueprint(__name__)


# There is no body; clients without one send what type they like, and Chalice would refuse it.
_NO_BODY = ["application/json", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded"]


@routes.route("/tickets", methods=["POST"], content_types=_NO_BODY, cors=True)
def tickets() -> Response:
    """Exchanges the insurer's token (`Authorization: Bearer …`) for a one-time ticket."""
    return _answer(lambda: _ticket(routes.current_request.headers.get("authorization", "")), status=201)


@routes.route("/health", methods=["GET"], cors=True)
def health() -> Response:
    """Whether this deployment answers; no secrets, no reads."""
    return _answer(lambda: {"status": "ok", "time": wiring.clock()})


@routes.route("/asyncapi.json", methods=["GET"], cors=True)
def asyncapi() -> Response:
    """The wire, for app developers."""
    from chalicelib.entry.asyncapi import document

    return _answer(document)


def _ticket(header: str) -> dict[str, Any]:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise InvalidToken(reason="no bearer token")
    person = wiring.verifier().person(token.strip())
    ticket = issue(wiring.tickets(), person, wiring.clock, secret_token)
    return {"ticket": ticket, "expires_in": LIFE_S}


def _answer(work: Any, status: int = 200) -> Response:
    def refused(error: BaroError) -> Response:
        words = texts("ko").say("errors", error.code, **error.details)
        return Response({"code": error.code, "text": words, "details": error.details}, status_code=error.status)

    return guarded(lambda: Response(work(), status_code=status, headers={"Cache-Control": "no-store"}), refused)
