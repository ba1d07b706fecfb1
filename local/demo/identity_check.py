"""A stand-in for PASS: it sends nothing, and says the code in its hint."""

import secrets

from chalicelib.identity.fresh_checks import StartedCheck

HINTS = {
    "ko": "시연용이라 문자는 보내지 않아요. 인증번호는 {code}예요.",
    "en": "This is a demo, so no text message is sent. Your code is {code}.",
}


class DemoPass:
    """`fresh_checks.IdentityProvider` that confirms whoever enters the code that it showed."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def start(self, person: str, name: str, phone: str, locale: str) -> StartedCheck:  # noqa: ARG002
        reference, code = secrets.token_hex(8), f"{secrets.randbelow(1_000_000):06d}"
        self._codes[reference] = code
        return StartedCheck(reference, HINTS["en" if locale == "en" else "ko"].format(code=code))

    def confirm(self, reference: str, code: str) -> bool:
        return self._codes.get(reference) == code
