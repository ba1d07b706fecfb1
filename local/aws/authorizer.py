"""A Lambda authorizer on `$connect`: evaluates the function's result as API Gateway does."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from websockets.http11 import Request

from local.aws.functions import Function
from local.aws.ws_events import Session, authorization, query


class Refused(Exception):
    """The connection is refused with HTTP `status` and `message`."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


UNAUTHORIZED = (401, "Unauthorized")
FORBIDDEN = (403, "User is not authorized to access this resource with an explicit deny")
BROKEN = (500, "Internal server error")


class WebSocketAuthorizer:
    """A REQUEST authorizer: a function, and the identity sources that a request must have before it is called."""

    def __init__(self, function: Function, identity_sources: Iterable[str]) -> None:
        self._function = function
        self._sources = tuple(identity_sources)

    def context(self, session: Session, request: Request, now: float) -> dict[str, Any]:
        """The `requestContext.authorizer` of all later events; blocks while the function runs.

        Raises `Refused`: 401 for a missing identity source or the function's "Unauthorized", 403 for Deny, 500 for any
        other exception or an invalid result.
        """
        if not all(_present(source, request) for source in self._sources):
            raise Refused(*UNAUTHORIZED)
        try:
            answer = self._function(authorization(session, request, now))
        except Exception as error:
            # A Lambda authorizer requests a 401 by an exception with the text "Unauthorized".
            raise Refused(*(UNAUTHORIZED if str(error) == "Unauthorized" else BROKEN)) from error
        if not isinstance(answer, dict) or "policyDocument" not in answer or "principalId" not in answer:
            raise Refused(*BROKEN)
        try:
            allowed = allows(answer["policyDocument"], session.method_arn)
        except (AttributeError, TypeError) as error:
            raise Refused(*BROKEN) from error
        if not allowed:
            raise Refused(*FORBIDDEN)
        return {
            **flat(answer.get("context") or {}),
            "principalId": str(answer["principalId"]),
            "integrationLatency": 1,
        }


def allows(policy: Mapping[str, Any], arn: str) -> bool:
    """Whether `policy` allows `arn`: an Allow statement matches it and no Deny statement does."""
    effects = {
        statement.get("Effect")
        for statement in _many(policy.get("Statement"))
        if any(_matches(action, "execute-api:Invoke") for action in _many(statement.get("Action")))
        and any(_matches(resource, arn) for resource in _many(statement.get("Resource")))
    }
    return "Allow" in effects and "Deny" not in effects


def flat(context: Mapping[str, Any]) -> dict[str, str]:
    """An authorizer's context as API Gateway passes it on, with strings only. Raises `Refused` (500) for lists."""
    found: dict[str, str] = {}
    for name, value in context.items():
        if isinstance(value, bool):
            found[name] = str(value).lower()
        elif isinstance(value, str | int | float):
            found[name] = str(value)
        elif value is not None:
            raise Refused(*BROKEN)
    return found


def _present(source: str, request: Request) -> bool:
    """Whether a request has a non-empty identity source such as `route.request.querystring.ticket`."""
    kind, _, name = source.removeprefix("route.request.").partition(".")
    if kind == "querystring":
        return any(key == name and value for key, value in query(request))
    if kind == "header":
        return bool(request.headers.get(name))
    return True


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _matches(pattern: str, text: str) -> bool:
    parts = (".*" if one == "*" else "." if one == "?" else re.escape(one) for one in pattern)
    return re.fullmatch("".join(parts), text) is not None
