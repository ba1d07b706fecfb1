"""The WebSocket gateway: converts frames to Lambda calls and back, with API Gateway's limits."""

import asyncio
import json
import time
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from websockets.datastructures import Headers
from websockets.http11 import Request

from local.aws.authorizer import Refused, WebSocketAuthorizer
from local.aws.connection import Connection
from local.aws.functions import Event, Function, Functions
from local.aws.options import Options
from local.aws.template import Template
from local.aws.ws_events import Session, connect, disconnect, message

_STATUSES = frozenset(status.value for status in HTTPStatus if status >= HTTPStatus.OK)


class Member:
    """An accepted connection and the time of its last traffic (Unix seconds)."""

    __slots__ = ("active_at", "connection", "session", "timer")

    def __init__(self, connection: Connection, session: Session) -> None:
        self.connection = connection
        self.session = session
        self.active_at = session.connected_at
        self.timer: asyncio.TimerHandle | None = None


class Gateway:
    """Owns all connections. Call its methods on the event loop's thread; Lambda calls run in other threads."""

    def __init__(self, functions: Functions, template: Template, options: Options, domain: str) -> None:
        self._functions = functions
        self._options = options
        self._domain = domain
        self._loop = asyncio.get_running_loop()
        self._connect = functions.websocket("$connect")
        self._default = functions.websocket("$default")
        self._disconnect = functions.websocket("$disconnect")
        self._replies = template.replies()
        self._authorizer: WebSocketAuthorizer | None = None
        wanted = template.websocket_authorizer()
        if wanted is not None:
            function = functions.with_logical_id(wanted.logical_id)
            self._authorizer = WebSocketAuthorizer(function, wanted.identity_sources)
        self._handshakes: dict[Connection, asyncio.Task[None]] = {}
        self._by_connection: dict[Connection, Member] = {}
        self.members: dict[str, Member] = {}

    def protocol(self) -> Connection:
        """A protocol for a TCP connection whose first request asks for an upgrade."""
        return Connection(self)

    # --- events of connections

    def requested(self, connection: Connection, request: Request) -> None:
        """Runs authorizer and `$connect` handler, then accepts or refuses."""
        self._handshakes[connection] = self._loop.create_task(self._handshake(connection, request))

    def received(self, connection: Connection, data: bytes, *, text: bool) -> None:
        """Calls the `$default` handler, in parallel with other calls of the connection."""
        member = self._by_connection.get(connection)
        if member is None:
            return
        if not text:  # API Gateway doesn't support binary frames of clients
            connection.close(1003, "")
            return
        now = time.time()
        member.active_at = now
        try:
            event = message(member.session, data, now)
        except UnicodeDecodeError:
            connection.close(1007, "")
            return
        if self._default is None:
            connection.send_text(_problem("Forbidden", event))
            return
        call = Call(self, member, event)
        call.timer = self._loop.call_later(self._options.call_s, call.late)
        self._functions.submit(call.run, self._default)

    def closed(self, connection: Connection) -> None:
        """Removes the connection and calls the `$disconnect` handler."""
        handshake = self._handshakes.pop(connection, None)
        if handshake is not None:
            handshake.cancel()
        member = self._by_connection.pop(connection, None)
        if member is None:
            return
        if member.timer is not None:
            member.timer.cancel()
        session = member.session
        del self.members[session.connection_id]
        lost = self._options.faults.lose_disconnect
        if self._disconnect is None or (lost is not None and lost(session.connection_id)):
            return
        event = disconnect(session, *connection.ending(), time.time())
        self._functions.submit(_call_and_forget, self._disconnect, event)

    # --- methods for other parts

    def send(self, member: Member, data: bytes) -> None:
        """Sends a text message to an accepted connection."""
        member.active_at = time.time()
        member.connection.send_text(data)

    def drop(self, connection_id: str) -> None:
        """Aborts a connection without a closing handshake, like a lost network. Raises `KeyError` if it isn't open."""
        self.members[connection_id].connection.abort()

    async def close(self) -> None:
        """Aborts every connection, without calls of the `$disconnect` handler."""
        self._disconnect = None
        for member in list(self.members.values()):
            member.connection.close(1001, "Going away")
            member.connection.abort()
        for connection in list(self._handshakes):
            connection.abort()
        await asyncio.sleep(0)

    # --- private

    async def _handshake(self, connection: Connection, request: Request) -> None:
        session = Session(
            stage=self._options.stage,
            domain=self._domain,
            source_ip=connection.peer,
            user_agent=request.headers.get("User-Agent", ""),
            connected_at=time.time(),
        )
        try:
            opened: Future[Headers] = self._functions.submit(self._open, session, request)
            headers = await asyncio.wait_for(asyncio.wrap_future(opened), self._options.call_s)
        except Refused as refused:
            self._refuse(connection, session, refused.status, refused.message)
        except TimeoutError:
            self._refuse(connection, session, 504, "Endpoint request timed out")
        else:
            del self._handshakes[connection]
            member = Member(connection, session)
            self._by_connection[connection] = self.members[session.connection_id] = member
            self._watch(member)
            connection.accept(headers)

    def _refuse(self, connection: Connection, session: Session, status: int, text: str) -> None:
        del self._handshakes[connection]
        request_id = session.context("$connect", "CONNECT", time.time())["requestId"]
        body = {"message": text, "connectionId": session.connection_id, "requestId": request_id}
        connection.reject(status, json.dumps(body))

    def _open(self, session: Session, request: Request) -> Headers:
        """Calls authorizer and `$connect` handler, in a thread. Raises `Refused`."""
        if urlsplit(request.path).path.strip("/") != session.stage:
            raise Refused(403, "Forbidden")
        if self._authorizer is not None:
            session.authorizer = self._authorizer.context(session, request, time.time())
        headers = Headers()
        if self._connect is None:
            return headers
        try:
            answer = self._connect(connect(session, request, time.time()))
        except Exception as error:
            raise Refused(502, "Internal server error") from error
        if not isinstance(answer, dict) or answer.get("statusCode") not in _STATUSES:
            raise Refused(502, "Internal server error")
        if not 200 <= answer["statusCode"] < 300:
            raise Refused(answer["statusCode"], "Forbidden")
        for name, value in (answer.get("headers") or {}).items():
            if name.lower() == "sec-websocket-protocol":
                headers["Sec-WebSocket-Protocol"] = str(value)
        return headers

    def _watch(self, member: Member) -> None:
        """Closes the connection at the limit of its idle time or lifetime; otherwise checks again at the next
        deadline."""
        now = time.time()
        idle_until = member.active_at + self._options.idle_s
        until = min(idle_until, member.session.connected_at + self._options.life_s)
        if now >= until:
            member.connection.close(1001, "Going away")
            return
        member.timer = self._loop.call_later(until - now + 0.001, self._watch, member)

    def answered(self, call: "Call", body: bytes | None) -> None:
        """Ends a `$default` call that returned in time or exceeded its limit; `body` is sent to the client."""
        if call.timer is not None:
            call.timer.cancel()
        if body is not None and not call.done:
            self.send(call.member, body)
        call.done = True

    def finish(self, call: "Call", answer: Any) -> None:
        """Takes the result of the handler, in the call's thread."""
        body: bytes | None
        if not isinstance(answer, dict) or not isinstance(answer.get("body", ""), str | None):
            body = _problem("Internal server error", call.event)
        else:
            text = answer.get("body") if self._replies else None
            body = text.encode() if text else None
        self.hand_over(call, body)

    def hand_over(self, call: "Call", body: bytes | None) -> None:
        """Passes a result from the call's thread to the event loop."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.answered, call, body)


class Call:
    """A call of the `$default` handler."""

    __slots__ = ("done", "event", "gateway", "member", "timer")

    def __init__(self, gateway: Gateway, member: Member, event: Event) -> None:
        self.gateway = gateway
        self.member = member
        self.event = event
        self.done = False
        self.timer: asyncio.TimerHandle | None = None

    def run(self, function: Function) -> None:
        """Runs the handler, in a thread."""
        try:
            answer = function(self.event)
        except Exception:  # noqa: BLE001 - logged by the function; the client hears of it as from API Gateway
            self.gateway.hand_over(self, _problem("Internal server error", self.event))
        else:
            self.gateway.finish(self, answer)

    def late(self) -> None:
        """The time limit has passed: the client gets an error, and the result of the thread is ignored."""
        self.gateway.answered(self, _problem("Endpoint request timed out", self.event))


def _call_and_forget(function: Function, event: Event) -> None:
    try:
        function(event)
    except Exception:  # noqa: BLE001 - logged by the function; the client is gone
        return


def _problem(text: str, event: Event) -> bytes:
    context = event["requestContext"]
    problem = {"message": text, "connectionId": context["connectionId"], "requestId": context["requestId"]}
    return json.dumps(problem).encode()
