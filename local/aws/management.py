"""The `@connections` API for boto3's `apigatewaymanagementapi` client."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from urllib.parse import unquote

from aiohttp import web

from local.aws.gateway import Gateway, Member
from local.aws.options import MESSAGE_LIMIT, Delay, Drop, Faults, Gone

PREFIX = "/@connections/"
_ID = re.compile(r"[A-Za-z0-9_-]{15}=")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer without the headers that frame it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


_POSTED = Answer(200)
_GONE = Answer(410, {"x-amzn-ErrorType": "GoneException"})


class Management:
    """Posts to, describes and closes connections of `gateway`."""

    def __init__(self, gateway: Gateway, faults: Faults) -> None:
        self._gateway = gateway
        self._faults = faults

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answers aiohttp's request whose path has `/@connections/`."""
        headers = {"authorization": request.headers.get("Authorization", "")}
        answer = self.answer(request.method, request.rel_url.raw_path, headers, await request.read())
        return web.Response(status=answer.status, headers=answer.headers, body=answer.body)

    def answer(self, method: str, path: str, headers: Mapping[str, str], data: bytes) -> Answer:
        """The answer to POST, GET or DELETE of a connection id; names of `headers` in lower case."""
        if not headers.get("authorization", "").startswith("AWS4-HMAC-SHA256"):
            return _error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        connection_id = unquote(path.partition("?")[0].partition(PREFIX)[2])
        if not _ID.fullmatch(connection_id):
            return _error(400, "BadRequestException", f"Invalid connectionId: {connection_id}")
        if method == "POST":
            return self._post(connection_id, data)
        member = self._open(connection_id)
        if member is None:
            return _GONE
        if method == "GET":
            return _json(200, _description(member))
        if method == "DELETE":
            member.connection.close(1000, "")
            return Answer(204)
        return _error(403, "ForbiddenException", "Forbidden")

    def _post(self, connection_id: str, data: bytes) -> Answer:
        if len(data) > MESSAGE_LIMIT:
            return _error(413, "PayloadTooLargeException", "Message too long")
        member = self._open(connection_id)
        if member is None:
            return _GONE
        fault = None if self._faults.on_post is None else self._faults.on_post(connection_id, data)
        if isinstance(fault, Gone):
            return _GONE
        if isinstance(fault, Drop):
            return _POSTED
        if isinstance(fault, Delay):
            asyncio.get_running_loop().call_later(fault.seconds, self._gateway.send, member, data)
        else:
            self._gateway.send(member, data)
        return _POSTED

    def _open(self, connection_id: str) -> Member | None:
        member = self._gateway.members.get(connection_id)
        return member if member is not None and member.connection.is_open else None


def _error(status: int, kind: str, text: str) -> Answer:
    """An error in the shape from which botocore makes its typed exceptions."""
    return _json(status, {"message": text}, {"x-amzn-ErrorType": kind})


def _json(status: int, content: object, headers: Mapping[str, str] = MappingProxyType({})) -> Answer:
    return Answer(status, {"Content-Type": "application/json", **headers}, json.dumps(content).encode())


def _description(member: Member) -> dict[str, object]:
    session = member.session
    return {
        "connectedAt": _iso(session.connected_at),
        "identity": {"sourceIp": session.source_ip, "userAgent": session.user_agent},
        "lastActiveAt": _iso(member.active_at),
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
