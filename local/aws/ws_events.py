"""The JSON events that API Gateway passes to the Lambda functions of a WebSocket API.

Source: "Amazon API Gateway developer guide", sections on `$connect`, `$disconnect`, REQUEST authorizers and the
WebSocket mapping template reference ($context variables).
"""

import base64
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from websockets.http11 import Request

from local.aws.options import ACCOUNT, REGION

API_ID = "localws001"
Event = dict[str, Any]


def gateway_id(size: int = 11) -> str:
    """An id in API Gateway's format: base64 of random bytes; 11 bytes give the 16 characters of a connection id."""
    return base64.urlsafe_b64encode(os.urandom(size)).decode()


def request_time(now: float) -> str:
    """`now` (Unix seconds) in the log format of `requestTime`, UTC."""
    return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now))


@dataclass(slots=True)
class Session:
    """The data of a connection that API Gateway repeats in each of its events."""

    stage: str
    domain: str
    source_ip: str
    user_agent: str
    connected_at: float
    connection_id: str = field(default_factory=gateway_id)
    authorizer: dict[str, Any] | None = None

    @property
    def method_arn(self) -> str:
        """The ARN of the `$connect` route that an authorizer allows or denies."""
        return f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{API_ID}/{self.stage}/$connect"

    def context(self, route_key: str, event_type: str, now: float) -> dict[str, Any]:
        """The `requestContext` of an event at `now` (Unix seconds)."""
        request_id = gateway_id()
        found: dict[str, Any] = {
            "routeKey": route_key,
            "eventType": event_type,
            "extendedRequestId": request_id,
            "requestTime": request_time(now),
            "messageDirection": "IN",
            "stage": self.stage,
            "connectedAt": int(self.connected_at * 1000),
            "requestTimeEpoch": int(now * 1000),
            "identity": {"userAgent": self.user_agent, "sourceIp": self.source_ip},
            "requestId": request_id,
            "domainName": self.domain,
            "connectionId": self.connection_id,
            "apiId": API_ID,
        }
        if self.authorizer is not None:
            found["authorizer"] = dict(self.authorizer)
        return found


def connect(session: Session, request: Request, now: float) -> Event:
    """The `$connect` event."""
    return {
        **_request_parts(session, request),
        "requestContext": session.context("$connect", "CONNECT", now),
        "isBase64Encoded": False,
    }


def authorization(session: Session, request: Request, now: float) -> Event:
    """The event of a Lambda authorizer of type REQUEST on `$connect`."""
    return {
        "type": "REQUEST",
        "methodArn": session.method_arn,
        **_request_parts(session, request),
        "stageVariables": {},
        "requestContext": session.context("$connect", "CONNECT", now),
    }


def message(session: Session, data: bytes, now: float) -> Event:
    """The `$default` event of a text message. Raises UnicodeDecodeError."""
    context = session.context("$default", "MESSAGE", now)
    context["messageId"] = gateway_id()
    return {
        "requestContext": context,
        "body": data.decode(),
        "isBase64Encoded": False,
    }


def disconnect(session: Session, code: int, reason: str, now: float) -> Event:
    """The `$disconnect` event."""
    headers = {"Host": session.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
    context = session.context("$disconnect", "DISCONNECT", now)
    context["disconnectStatusCode"] = code
    context["disconnectReason"] = reason
    return {
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "requestContext": context,
        "isBase64Encoded": False,
    }


def query(request: Request) -> list[tuple[str, str]]:
    """The names and values of the query string, in order."""
    return parse_qsl(urlsplit(request.path).query, keep_blank_values=True)


def _request_parts(session: Session, request: Request) -> dict[str, Any]:
    headers: dict[str, list[str]] = {}
    for name, value in request.headers.raw_items():
        headers.setdefault(name, []).append(value)
    headers |= {
        "X-Forwarded-For": [session.source_ip],
        "X-Forwarded-Port": ["443"],
        "X-Forwarded-Proto": ["https"],
    }
    values: dict[str, list[str]] = {}
    for name, value in query(request):
        values.setdefault(name, []).append(value)
    parts: dict[str, Any] = {"headers": last(headers), "multiValueHeaders": headers}
    if values:
        parts |= {"queryStringParameters": last(values), "multiValueQueryStringParameters": values}
    return parts


def last(values: Mapping[str, list[str]]) -> dict[str, str]:
    """The last value of each name, as in API Gateway's single-value maps."""
    return {name: many[-1] for name, many in values.items()}
