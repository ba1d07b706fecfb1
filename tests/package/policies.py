"""What the roles of the packaged template allow, with this machine's names put in."""

import fnmatch
from typing import Any

from local.aws.template import Template
from local.package.template import functions, role_of
from tests.package.recorder import Call

PARAMETERS = {
    "JwtIssuer": "https://insurer.example",
    "JwtAudience": "baro",
    "Jwks": "https://insurer.example/jwks",
    "PageOrigins": "https://chat.insurer.example",
    "FcmApplicationArn": "arn:aws:sns:ap-northeast-2:123456789012:app/GCM/baro",
}


class Policies:
    """The permissions of each function of a packaged template, by its logical id."""

    def __init__(self, document: dict[str, Any]) -> None:
        resolver = Template(document, PARAMETERS)
        self._statements = {
            name: [
                resolver.resolve(statement)
                for policy in role_of(document, function)["Properties"]["Policies"]
                for statement in policy["PolicyDocument"]["Statement"]
            ]
            for name, function in functions(document)
        }

    def allows(self, function: str, call: Call) -> bool:
        """Whether `function` may do what it did."""
        return any(
            call.action in statement["Action"] and _covers(statement, call.resource)
            for statement in self._statements[function]
        )


def _covers(statement: dict[str, Any], resource: str) -> bool:
    """Whether a statement is about a resource; `NotResource` is about all others."""
    named = "Resource" if "Resource" in statement else "NotResource"
    fits = any(fnmatch.fnmatchcase(resource, pattern) for pattern in statement[named])
    return fits is (named == "Resource")
