"""Handlers of WebSocket events. The answer to a frame is the route's response, not a separate post."""

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from chalicelib.entry.actions import perform
from chalicelib.entry.error_frames import catch_errors, error_frame
from chalicelib.entry.protocol.base import Command
from chalicelib.entry.protocol.decoding import decode_frame
from chalicelib.entry.protocol.replies import AckFrame, ErrorFrame
from chalicelib.kernel import deadline
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.errors import BaroError, InvalidFrame, SessionExpired, TextTooLong
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.numbers import normalise_whole_numbers
from chalicelib.kernel.plain_text import plain_json
from chalicelib.wiring import infrastructure, root

Response = dict[str, Any]

_TEXT_TOO_LONG = re.compile(r"length <= \d+ - at `\$\.(?:body\.)?text`")
"""The decoder's message for a text above its maximum length."""

_encode = msgspec.json.encode


def handle_connect(event: Mapping[str, Any]) -> Response:
    """Accepts the connection: the authorizer has verified the ticket. Nothing can be posted before this returns."""
    from chalicelib.presence.rules import presence_rules
    from chalicelib.presence.service import await_hello

    await_hello(root.services().presence(), actor_of(event), presence_rules())
    return {"statusCode": 200}


@deadline.with_deadline
def handle_disconnect(event: Mapping[str, Any]) -> Response:
    """Removes an ended connection."""
    from chalicelib.processes.connections import disconnect

    infrastructure.set_sockets_endpoint(event["requestContext"])
    disconnect(root.services(), actor_of(event))
    return {"statusCode": 200}


@deadline.with_deadline
def handle_message(event: Mapping[str, Any]) -> Response:
    """Answers a frame with exactly one `ack` or `error`."""
    infrastructure.set_sockets_endpoint(event["requestContext"])
    body = event.get("body") or ""
    actor = actor_of(event)

    def refused(error: BaroError) -> AckFrame | ErrorFrame:
        return error_frame(error, _ref_of(body), actor.locale)

    if infrastructure.clock() >= actor.expires_at:
        return _answer_expired(actor, refused(SessionExpired()))
    return _response(catch_errors(lambda: _execute(actor, body), refused))


def _response(frame: AckFrame | ErrorFrame) -> Response:
    return {"statusCode": 200, "body": _encode(frame).decode()}


def _answer_expired(actor: Actor, answer: AckFrame | ErrorFrame) -> Response:
    """Answers on a connection whose token has expired, and closes it. The answer is posted, because a response would
    come after the close. `every_minute` repeats what fails here."""
    from chalicelib.processes.connections import end_session

    services, connection = root.services(), frozenset({actor.connection})
    if catch_errors(lambda: services.messaging.courier.post(connection, answer), lambda _: connection):
        return _response(answer)
    catch_errors(lambda: end_session(services, actor), lambda _: None)
    return {"statusCode": 200}


def _execute(actor: Actor, body: str) -> AckFrame | ErrorFrame:
    plain = plain_json(body)
    command = decode_command(plain)
    return AckFrame(command.ref if plain == body else _ref_of(body), perform(root.services(), actor, command))


def decode_command(body: str) -> Command:
    """The command in a frame. Raises InvalidFrame and TextTooLong with the problem and its path."""
    try:
        return _decode_json(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        problem = str(error)
        raise (TextTooLong if _TEXT_TOO_LONG.search(problem) else InvalidFrame)(problem=problem) from error


def _decode_json(body: str) -> Command:
    """Decodes a frame; if that fails, once more with integers like `1.0` and `1e3` written plainly."""
    try:
        return decode_frame(body)
    except msgspec.ValidationError:
        plain = normalise_whole_numbers(body)
        if plain == body:
            raise
        return decode_frame(plain)


def actor_of(event: Mapping[str, Any]) -> Actor:
    """The sender, from the context that the authorizer gave to the connection; costs no read."""
    context = event["requestContext"]
    known = context["authorizer"]
    return Actor(
        id=known["principalId"],
        role=Role(known["role"]),
        name=mask_resident_numbers(known["name"]),
        connection=context["connectionId"],
        expires_at=int(known["expires_at"]),
        queues=tuple(filter(None, known["queues"].split(","))),
        capacity=int(known["capacity"]),
        locale=known["locale"],
        # Missing on connections that were opened before a deployment that introduced them.
        departments=tuple(filter(None, known.get("departments", "").split(","))),
        issued_at=int(known.get("issued_at", 0)),
        verified=known.get("verified") == "yes",
        connected_at=context["connectedAt"],
    )


def _ref_of(body: str) -> str:
    """The ref of a frame that the decoder refuses; empty if there is none.

    The standard library accepts what the decoder doesn't, such as a lone surrogate of an emoji that a page cut in two.
    """
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    ref = frame.get("ref") if isinstance(frame, dict) else None
    return ref[:64].encode(errors="replace").decode() if isinstance(ref, str) else ""
