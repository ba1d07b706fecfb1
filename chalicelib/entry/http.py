"""REST routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from chalice.app import Blueprint, Response

from chalicelib.access.decisions import require_role
from chalicelib.entry.error_frames import catch_errors, error_text
from chalicelib.kernel.errors import BaroError, InvalidFrame
from chalicelib.kernel.ids import secret_token
from chalicelib.wiring import authentication, infrastructure, root

if TYPE_CHECKING:  # every Lambda imports this module, only the API handler needs tickets
    from collections.abc import Mapping

    from chalicelib.identity.tickets import Identity

routes = Blueprint(__name__)


# There is no body. Clients still send various content types, and Chalice refuses unlisted ones.
_NO_BODY = ["application/json", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded"]


@routes.route("/tickets", methods=["POST"], content_types=_NO_BODY, cors=True)
def create_ticket() -> Response:
    """Exchanges the insurer's token (`Authorization: Bearer …`) for a one-time ticket. `?locale=` is the language that
    the person chose on a page; without it the token's is spoken."""
    request = routes.current_request
    wanted = request.query_params.get("locale", "") if request.query_params else ""
    return _respond(lambda: _issue_ticket(request.headers.get("authorization", ""), wanted), status=201)


@routes.route("/health", methods=["GET"], cors=True)
def get_health() -> Response:
    """Health check: no secrets, no reads."""
    return _respond(lambda: {"status": "ok", "time": infrastructure.clock()})


@routes.route("/core/decisions", methods=["POST"])
def receive_decision() -> Response:
    """Applies a decision of the insurer's core system, as the queue `core-decisions` does (docs/core-system.md)."""
    request = routes.current_request
    return _respond(lambda: _apply_decision(request.headers.get("authorization", ""), request.raw_body))


@routes.route("/provider/reports", methods=["POST"])
def receive_provider_report() -> Response:
    """Takes what an external provider reports of one of its trucks (docs/providers.md)."""
    request = routes.current_request
    return _respond(lambda: _take_provider_report(request.headers.get("authorization", ""), request.raw_body))


@routes.route("/asyncapi.json", methods=["GET"], cors=True)
def get_asyncapi() -> Response:
    """The protocol, for app developers."""
    from chalicelib.entry.asyncapi import asyncapi_document

    return _respond(asyncapi_document)


@routes.route("/certificates", methods=["GET"], cors=True)
def check_certificate_number() -> Response:
    """The public page that checks the number of a certificate; `?number=` checks it, `?digest=` with the SHA-256 of a
    file. JSON for who asks for it."""
    request = routes.current_request
    query = cast("Mapping[str, str]", request.query_params or {})
    wanted = query.get("lang") or _preferred_language()
    address = request.context.get("identity", {}).get("sourceIp", "")
    is_json = "application/json" in request.headers.get("accept", "")
    return _check_certificate(address, query.get("number", ""), query.get("digest", ""), wanted, is_json)


def _check_certificate(address: str, typed: str, digest: str, language: str, is_json: bool) -> Response:
    from chalicelib.content.configuration import texts
    from chalicelib.entry.certificate_page import HEADERS, answer_text, check_page
    from chalicelib.processes.certificate_issue import check_certificate

    words = texts(language)
    found = check_certificate(root.services(), address, typed[:80], digest) if typed else None
    too_often = bool(typed) and found is None
    status = 429 if too_often else 200
    if not is_json:
        return Response(check_page(words, typed[:80], bool(typed), found), headers=dict(HEADERS), status_code=status)
    state = found.state if found else "too_many" if too_often else "unknown"
    body = {"state": state, "issued_on": found.issued_on if found else "", "text": answer_text(words, found)}
    return Response(body, headers={"Cache-Control": "no-store"}, status_code=status)


def _verify_token(header: str) -> Identity:
    from chalicelib.identity.errors import InvalidToken

    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise InvalidToken(reason="no bearer token")
    return authentication.verifier().verify(token.strip())


def _apply_decision(header: str, body: str | bytes) -> dict[str, Any]:
    import msgspec

    from chalicelib.claims.core_inbound import read_decision
    from chalicelib.processes.claim_commands import carry_out_decision

    require_role("core_decision", _verify_token(header).role)
    try:
        decision = read_decision(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InvalidFrame(problem=str(error)) from error
    claim = carry_out_decision(root.services(), decision)
    return {"claim": claim.id, "version": claim.version}


def _take_provider_report(header: str, body: str | bytes) -> dict[str, Any]:
    import msgspec

    from chalicelib.presence.rules import presence_rules
    from chalicelib.processes.provider_exchange import read_report, take_report

    provider = _verify_token(header)
    require_role("provider_report", provider.role)
    root.services().action_meter().charge(
        "provider_report", provider.id, presence_rules().provider_reports, is_staff=False
    )
    try:
        report = read_report(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise InvalidFrame(problem=str(error)) from error
    return dict(take_report(root.services(), provider.id, report))


def _issue_ticket(header: str, locale: str) -> dict[str, Any]:
    from msgspec.structs import replace

    from chalicelib.content.configuration import LOCALES
    from chalicelib.identity.tickets import TICKET_LIFETIME_S, issue_ticket
    from chalicelib.presence.rules import presence_rules

    person = _verify_token(header)
    require_role("ticket", person.role)
    root.services().action_meter().charge("ticket", person.id, presence_rules().tickets, is_staff=person.role.is_staff)
    if locale in LOCALES:
        person = replace(person, locale=locale)
    ticket = issue_ticket(authentication.tickets(), person, infrastructure.clock, secret_token)
    return {"ticket": ticket, "expires_in": TICKET_LIFETIME_S}


def _preferred_language() -> str:
    """The caller's first `Accept-Language`; there is no verified token yet."""
    wanted = routes.current_request.headers.get("accept-language", "")
    return "en" if wanted[:2].lower() == "en" else "ko"


def _respond(work: Any, status: int = 200) -> Response:
    def refused(error: BaroError) -> Response:
        words = error_text(error, _preferred_language())
        return Response({"code": error.code, "text": words, "details": error.details}, status_code=error.status)

    return catch_errors(lambda: Response(work(), status_code=status, headers={"Cache-Control": "no-store"}), refused)
