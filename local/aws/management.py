"""The `@connections` API for boto3's `apigatewaymanagementapi` client."""

import asyncio
import re
from datetime import UTC, datetime
from urllib.parse import unquote

from aiohttp import web

from local.aws.gateway import Gateway, Member
from local.aws.options import MESSAGE_LIMIT, Delay, Drop, Faults, Gone

PREFIX = "/@connections/"
_ID = re.compile(r"[A-Za-z0-9_-]{15}=")


class Management:
    """Posts to, describes and closes connections of `gateway`."""

    def __init__(self, gateway: Gateway, faults: Faults) -> None:
        self._gateway = gateway
        self._faults = faults

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Handles a request whose path contains `/@connections/`: POST, GET or DELETE of a connection id."""
        if not request.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256"):
            return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        connection_id = unquote(request.rel_url.raw_path.partition(PREFIX)[2])
        if not _ID.fullmatch(connection_id):
            return error(400, "BadRequestException", f"Invalid connectionId: {connection_id}")
        if request.method == "POST":
            return self._post(connection_id, await request.read())
        member = self._open(connection_id)
        if member is None:
            return error(410, "GoneException")
        if request.method == "GET":
            return _connection_json(member)
        if request.method == "DELETE":
            member.connection.close(1000, "")
            return web.Response(status=204)
        return error(403, "ForbiddenException", "Forbidden")

    def _post(self, connection_id: str, data: bytes) -> web.Response:
        if len(data) > MESSAGE_LIMIT:
            return error(413, "PayloadTooLargeException", "Message too long")
        member = self._open(connection_id)
        if member is None:
            return error(410, "GoneException")
        fault = None if self._faults.on_post is None else self._faults.on_post(connection_id, data)
        if isinstance(fault, Gone):
            return error(410, "GoneException")
        if isinstance(fault, Drop):
            return web.Response()
        if isinstance(fault, Delay):
            asyncio.get_running_loop().call_later(fault.seconds, self._gateway.send, member, data)
        else:
            self._gateway.send(member, data)
        return web.Response()

    def _open(self, connection_id: str) -> Member | None:
        member = self._gateway.members.get(connection_id)
        return member if member is not None and member.connection.is_open else None


def error(status: int, kind: str, text: str | None = None) -> web.Response:
    """An error response from which botocore creates its typed exceptions."""
    headers = {"x-amzn-ErrorType": kind}
    if text is None:
        return web.Response(status=status, headers=headers)
    return web.json_response({"message": text}, status=status, headers=headers)


def _connection_json(member: Member) -> web.Response:
    session = member.session
    return web.json_response(
        {
            "connectedAt": _iso(session.connected_at),
            "identity": {"sourceIp": session.source_ip, "userAgent": session.user_agent},
            "lastActiveAt": _iso(member.active_at),
        }
    )


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
