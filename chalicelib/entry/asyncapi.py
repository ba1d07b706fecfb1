"""The WebSocket protocol as an AsyncAPI 3.0 document, made from the registered actions and their types:
`python -m chalicelib.entry.asyncapi`.

The pages' TypeScript types are generated from it.
"""

import inspect
import json
import sys
from typing import get_args

import msgspec

from chalicelib.content.forms import VALUE_PATTERNS
from chalicelib.entry.action import MAX_TEXT_BYTES
from chalicelib.entry.actions import all_actions
from chalicelib.entry.asyncapi_schemas import REF, Schema, all_results, components
from chalicelib.entry.conversations_actions import PROTOCOL_VERSION
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.all_frames import AnyFrame
from chalicelib.queries.queue_status import MAX_LISTED

LIMITS = {
    "frame_bytes": 32 * 1024,
    "message_bytes": 128 * 1024,
    "text_bytes": MAX_TEXT_BYTES,
    "queue_entries": MAX_LISTED,
    "sends_per_second": 5,
    "idle_seconds": 600,
    "connection_seconds": 7_200,
    "ticket_seconds": 60,
}
"""API Gateway's quotas for WebSocket APIs (`frame_bytes`, `message_bytes`, `idle_seconds`, `connection_seconds`) and
the limits of this application."""

CLOSE_CODES = {
    "1000": "The client closed the connection, or the centre closed it because the session expired.",
    "1001": "Idle for ten minutes, or open for two hours: connect again with a new ticket.",
    "1003": "A binary frame was sent; only text frames are accepted.",
    "1006": "The network failed: connect again with a new ticket, after a delay with full jitter.",
    "1009": "A frame over 32 KB or a message over 128 KB.",
}

_DESCRIPTION = """
JSON text frames. Every client frame has an `action` and a `ref`; the server answers it with exactly one `ack` or
`error` that carries the same `ref`. Every other server frame is an event, identified by `event`.

**Order.** The server numbers the messages of a conversation with `seq`, without gaps. The gateway processes the frames
of one connection concurrently: keep at most one unanswered `send` per conversation in flight.

**Exactly once.** `send` carries a `client_id` of device and number. A repeat gets the same answer as the first. The
connection that sends gets the `ack`; the person's other connections get a `message` event.

**Recovery.** Send `hello` first, with a cursor (the last seq received) per conversation; the answer contains the
missing messages, or `resync`. Fill a gap in `seq` with `history`.

**Errors.** `code` is stable, `text` is for the person. `retryable` means that the same frame may be sent again, after
`details.retry_after_ms` where it is given.
""".strip()


def _tag(frame: type[msgspec.Struct]) -> str:
    return str(frame.__struct_config__.tag)


def _message(title: str, payload: Schema, summary: str) -> Schema:
    return {"name": title, "title": title, "summary": summary, "payload": payload}


def _messages() -> Schema:
    """A message per command, per kind of `ack`, and per server frame."""
    out: Schema = {}
    for command in all_actions():
        out[_tag(command)] = _message(_tag(command), {"$ref": REF + command.__name__}, _summary(command))
    for result in all_results():
        payload = {
            "type": "object",
            "required": ["event", "ref", "result"],
            "properties": {
                "event": {"const": "ack"},
                "ref": {"type": "string"},
                "result": {"$ref": REF + result.__name__},
            },
        }
        out[f"ack_{_tag(result)}"] = _message(f"ack {_tag(result)}", payload, _summary(result))
    for frame in get_args(AnyFrame):
        if frame is not r.AckFrame:
            out[f"on_{_tag(frame)}"] = _message(_tag(frame), {"$ref": REF + frame.__name__}, _summary(frame))
    return out


def _summary(documented: type) -> str:
    return inspect.cleandoc(documented.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _operations() -> Schema:
    def message(name: str) -> Schema:
        return {"$ref": f"#/channels/connection/messages/{name}"}

    channel = {"$ref": "#/channels/connection"}
    out: Schema = {}
    for command, action in all_actions().items():
        out[_tag(command)] = {
            "action": "receive",
            "channel": channel,
            "summary": _summary(command),
            "messages": [message(_tag(command))],
            "reply": {"channel": channel, "messages": [message(f"ack_{_tag(action.result)}"), message("on_error")]},
        }
    for frame in get_args(AnyFrame):
        if frame not in (r.AckFrame, r.ErrorFrame):
            out[f"push_{_tag(frame)}"] = {
                "action": "send",
                "channel": channel,
                "summary": _summary(frame),
                "messages": [message(f"on_{_tag(frame)}")],
            }
    return out


def asyncapi_document() -> Schema:
    """The whole AsyncAPI document as plain JSON data."""
    messages = _messages()
    ticket = {"type": "object", "required": ["ticket"], "properties": {"ticket": {"type": "string"}}}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Baro chat centre", "version": PROTOCOL_VERSION, "description": _DESCRIPTION},
        "defaultContentType": "application/json",
        "servers": {
            "centre": {
                "host": "{host}",
                "pathname": "/{stage}",
                "protocol": "wss",
                "description": "The stack's WebSocket API.",
                "variables": {
                    "host": {"description": "The API's host name."},
                    "stage": {"default": "api", "description": "The stage's path."},
                },
                "security": [{"$ref": "#/components/securitySchemes/ticket"}],
            }
        },
        "channels": {
            "connection": {
                "address": "/",
                "title": "One connection of one person",
                "servers": [{"$ref": "#/servers/centre"}],
                "bindings": {"ws": {"method": "GET", "query": ticket, "bindingVersion": "0.1.0"}},
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
            }
        },
        "operations": _operations(),
        "components": {
            "securitySchemes": {
                "ticket": {
                    "type": "httpApiKey",
                    "in": "query",
                    "name": "ticket",
                    "description": "One-time ticket of `POST /tickets` (bearer: the insurer's JWT), "
                    "good for 60 s, used up by connecting. Wrong, used or expired: refused.",
                }
            },
            "messages": messages,
            "schemas": components(),
        },
        "x-limits": LIMITS,
        "x-close-codes": CLOSE_CODES,
        "x-value-patterns": VALUE_PATTERNS,
    }


def main() -> None:
    """Prints the document."""
    sys.stdout.write(json.dumps(asyncapi_document(), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
