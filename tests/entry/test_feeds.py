"""The core system's decisions over HTTPS."""

import json
from typing import Any

import pytest

import app
from tests.entry.centre import Centre, Frame, event
from tests.entry.test_claims import registered
from tests.entry.test_sign_in import signing, token, verifier

__all__ = ["signing", "verifier"]


def post(body: Any, **claims: Any) -> tuple[int, Frame]:
    """`POST /feeds/decisions` with a token of these claims: status and body."""
    request = event("tickets")
    request |= {"resource": "/feeds/decisions", "path": "/feeds/decisions"}
    request["requestContext"] |= {"resourcePath": "/feeds/decisions"}
    for headers, listed in ((request["headers"], False), (request["multiValueHeaders"], True)):
        said = f"Bearer {token(**claims)}"
        headers["Authorization"] = [said] if listed else said
        headers["Content-Type"] = ["application/json"] if listed else "application/json"
    request["body"] = body if isinstance(body, str) else json.dumps(body)
    answer = app.app(request, None)
    return answer["statusCode"], json.loads(answer["body"])


def decision(claim: str, **fields: Any) -> Frame:
    by = {"id": "core-7", "name": "정보상"}
    return {"id": "core-00001", "claim": claim, "coverage": "own_damage", "step": "assign", "by": by, **fields}


def test_a_decision_is_carried_out_once(signing: Centre) -> None:
    number = registered(signing)
    assert post(decision(number), role="core") == (200, {"claim": number, "version": 2})
    assert post(decision(number), role="core") == (200, {"claim": number, "version": 2})


@pytest.mark.parametrize("role", ["customer", "agent", "supervisor"])
def test_people_cannot_speak_for_the_core_system(signing: Centre, role: str) -> None:
    status, body = post(decision(registered(signing)), role=role)
    assert (status, body["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    "body, status, code",
    [
        ("not json", 400, "invalid_frame"),
        ({"id": "core-00001"}, 400, "invalid_frame"),
        ({"step": "pay"}, 409, "illegal_step"),
        ({"claim": "20260101-000000"}, 403, "not_allowed"),
    ],
)
def test_what_cannot_be_done_is_said(signing: Centre, body: Any, status: int, code: str) -> None:
    number = registered(signing)
    sent = body if isinstance(body, str) or "id" in body else {**decision(number), **body}
    found, answer = post(sent, role="core")
    assert (found, answer["code"]) == (status, code)
