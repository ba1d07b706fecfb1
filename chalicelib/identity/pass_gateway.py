"""PASS, through the insurer's gateway: telephone companies' agencies each have an encrypted protocol of their own, and
the insurer's contract with one decides which.

`POST <url>/checks {"person", "name", "phone", "locale"}` → `{"reference", "hint"}`;
`POST <url>/checks/<reference> {"code"}` → `{"confirmed"}`.
"""

import urllib.error
import urllib.request
from urllib.parse import quote

import msgspec
from msgspec import Struct

from chalicelib.identity.fresh_checks import StartedCheck
from chalicelib.kernel.errors import Unavailable

TIMEOUT_S = 5


class _Started(Struct, frozen=True):
    reference: str
    hint: str = ""


class _Confirmed(Struct, frozen=True):
    confirmed: bool


class PassGateway:
    """`fresh_checks.IdentityProvider` over HTTPS; without a `url` nobody can be checked."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def start(self, person: str, name: str, phone: str, locale: str) -> StartedCheck:
        request = {"person": person, "name": name, "phone": phone, "locale": locale}
        started = msgspec.json.decode(self._post("/checks", request), type=_Started)
        return StartedCheck(started.reference, started.hint)

    def confirm(self, reference: str, code: str) -> bool:
        answer = self._post(f"/checks/{quote(reference, safe='')}", {"code": code})
        return msgspec.json.decode(answer, type=_Confirmed).confirmed

    def _post(self, path: str, fields: dict[str, str]) -> bytes:
        if not self._url:
            raise Unavailable
        request = urllib.request.Request(  # noqa: S310 - the operator's own URL
            self._url + path, msgspec.json.encode(fields), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                body: bytes = answer.read()
        except OSError as error:
            raise Unavailable from error
        return body
