"""The wire as an AsyncAPI 3.0 document, made from the frame types: `python -m chalicelib.entry.asyncapi`.

The pages' TypeScript types are generated from it: both sides compile against the same declaration.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from chalicelib.content.message_bodies import Body
from chalicelib.entry.protocol import claims as f
from chalicelib.entry.protocol import commands as c
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol import files as u
from chalicelib.entry.protocol import push as p
from chalicelib.entry.protocol import replies as r
from chalicelib.entry.protocol.base import Command, Result

Schema = dict[str, Any]

RESULTS: dict[type[Command], type[Result]] = {
    c.HelloCommand: r.Welcome,
    c.PingCommand: r.Pong,
    c.OpenCommand: r.ConversationOpened,
    c.SendCommand: r.MessageSent,
    c.TypingCommand: r.Done,
    c.DeliveredCommand: r.Done,
    c.ReadCommand: r.Done,
    c.HistoryCommand: r.HistoryPage,
    c.ConversationsCommand: r.ConversationList,
    c.CloseCommand: r.ConversationChanged,
    c.ReopenCommand: r.ConversationChanged,
    c.LeaveCommand: r.ConversationChanged,
    c.AvailabilityCommand: r.DeskShown,
    c.DeskCommand: r.DeskShown,
    c.WaitingCommand: r.QueueEntryList,
    c.TakeCommand: r.Done,
    c.TransferCommand: r.Done,
    c.ResolveCommand: r.ConversationChanged,
    c.NoteCommand: r.NoteAdded,
    c.CustomerCommand: r.CustomerShown,
    c.ViewingCommand: r.ViewerList,
    f.ClaimsCommand: f.ClaimList,
    f.ClaimCommand: f.ClaimShown,
    f.WorkListCommand: f.WorkList,
    f.AssistCommand: f.ClaimShown,
    f.StepCommand: f.ClaimShown,
    f.AmendClaimCommand: f.ClaimShown,
    f.AddCoverageCommand: f.ClaimShown,
    f.AddClaimNoteCommand: f.ClaimShown,
    f.AccountCommand: f.ClaimShown,
    f.ReviewCommand: f.ClaimShown,
    f.FileAsCommand: f.ClaimShown,
    u.UploadCommand: u.UploadTarget,
    u.UploadPartsCommand: u.UploadTarget,
    u.UploadedCommand: u.UploadShown,
    u.DiscardCommand: u.UploadShown,
    u.GetFileCommand: u.FileLink,
    u.FilesCommand: u.FileList,
    d.DraftsCommand: d.DraftList,
    d.CorrectCommand: d.DraftShown,
    d.RegisterCommand: f.ClaimShown,
    p.PushOnCommand: r.Done,
    p.PushOffCommand: r.Done,
}
"""What the `ack` of each command brings."""

LIMITS = {
    "frame_bytes": 32 * 1024,
    "message_bytes": 128 * 1024,
    "text_bytes": 16 * 1024,
    "sends_per_second": 5,
    "idle_seconds": 600,
    "connection_seconds": 7_200,
    "ticket_seconds": 60,
}
"""API Gateway's quotas for WebSocket APIs (first two, idle, connection) and the centre's own."""

CLOSE_CODES = {
    "1000": "The client, or the centre on the client's behalf, ended the connection.",
    "1001": "Ten minutes of silence or two hours of life are over: connect again with a new ticket.",
    "1003": "A binary frame: only text is spoken.",
    "1006": "The network failed: connect again with a new ticket, after a delay of full jitter.",
    "1009": "A frame over 32 KB or a message over 128 KB.",
}

_REF = "#/components/schemas/"
_UNIONS = {"Command": c.AnyCommand, "ServerFrame": r.AnyFrame, "AnyResult": r.AnyResult, "AnyBody": Body}

_DESCRIPTION = """
JSON text frames. Every client frame names its `action` and carries a `ref`; it is answered by exactly one
`ack` or `error` with that `ref`. All else the server sends is a frame of its own, told apart by `event`.

**Order.** `seq` is gap-free in a conversation and given by the server. The gateway runs the frames of one
connection concurrently: keep one unanswered `send` per conversation in flight.

**Exactly once.** `send` carries a `client_id` of device and number. A repeat is answered as the first was.
The connection that sends gets the `ack`; the person's other connections get the `message`.

**Nothing lost.** Send `hello` first, with a cursor (last seq held) per conversation; the answer brings what
is missing, or says `resync`. A jump in `seq` is filled through `history`.

**Errors.** `code` is stable, `text` is for the person, `retryable` says that the same frame may be sent
again; `details.retry_after_ms` says when.
""".strip()


def _components() -> Schema:
    """All schemas by name, in AsyncAPI's dialect."""
    types: list[Any] = [*_UNIONS.values()]
    unions, components = msgspec.json.schema_components(types, ref_template=_REF + "{name}")
    named = components | dict(zip(_UNIONS, unions, strict=True))
    always = _always_sent()
    for name, schema in named.items():
        if name in always:
            schema["required"] = list(schema["properties"])
    result: Schema = _to_dialect(named)
    return result


def _always_sent() -> set[str]:
    """Types of server frames alone whose encoder leaves nothing out: defaults are on the wire too."""
    inbound = {t.__name__ for t in _structs(c.AnyCommand)}
    outbound = {t.__name__: t for t in _structs(r.AnyFrame)}
    return {name for name, t in outbound.items() if name not in inbound and not t.__struct_config__.omit_defaults}


def _structs(root: Any) -> Iterator[type[msgspec.Struct]]:
    seen: set[Any] = set()
    pending = [root]
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, msgspec.Struct):
            if current in seen:
                continue
            seen.add(current)
            yield current
            pending += [field.type for field in msgspec.structs.fields(current)]
        else:
            pending += get_args(current)


def _to_dialect(node: Any) -> Any:
    """JSON Schema 2020-12 → AsyncAPI's draft 7: tuples as `items`, `discriminator` a bare name."""
    if isinstance(node, list):
        return [_to_dialect(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _to_dialect(value) for key, value in node.items()}
    if isinstance(out.get("discriminator"), dict):
        out["discriminator"] = out["discriminator"]["propertyName"]
        out["oneOf"] = out.pop("anyOf")
    if "prefixItems" in out:
        out["items"] = out.pop("prefixItems")
        out["additionalItems"] = False
    if isinstance(out.get("description"), str):
        out["description"] = inspect.cleandoc(out["description"])
    return out


def _tag(frame: type[msgspec.Struct]) -> str:
    return str(frame.__struct_config__.tag)


def _message(title: str, payload: Schema, summary: str) -> Schema:
    return {"name": title, "title": title, "summary": summary, "payload": payload}


def _messages() -> Schema:
    """A message per command, per kind of `ack`, and per server frame."""
    out: Schema = {}
    for command in RESULTS:
        out[_tag(command)] = _message(_tag(command), {"$ref": _REF + command.__name__}, _summary(command))
    for result in get_args(r.AnyResult):
        payload = {
            "type": "object",
            "required": ["event", "ref", "result"],
            "properties": {
                "event": {"const": "ack"},
                "ref": {"type": "string"},
                "result": {"$ref": _REF + result.__name__},
            },
        }
        out[f"ack_{_tag(result)}"] = _message(f"ack {_tag(result)}", payload, _summary(result))
    for frame in get_args(r.AnyFrame):
        if frame is not r.AckFrame:
            out[f"on_{_tag(frame)}"] = _message(_tag(frame), {"$ref": _REF + frame.__name__}, _summary(frame))
    return out


def _summary(documented: type) -> str:
    return inspect.cleandoc(documented.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def _operations() -> Schema:
    def message(name: str) -> Schema:
        return {"$ref": f"#/channels/connection/messages/{name}"}

    channel = {"$ref": "#/channels/connection"}
    out: Schema = {}
    for command, result in RESULTS.items():
        out[_tag(command)] = {
            "action": "receive",
            "channel": channel,
            "summary": _summary(command),
            "messages": [message(_tag(command))],
            "reply": {"channel": channel, "messages": [message(f"ack_{_tag(result)}"), message("on_error")]},
        }
    for frame in get_args(r.AnyFrame):
        if frame not in (r.AckFrame, r.ErrorFrame):
            out[f"push_{_tag(frame)}"] = {
                "action": "send",
                "channel": channel,
                "summary": _summary(frame),
                "messages": [message(f"on_{_tag(frame)}")],
            }
    return out


def document() -> Schema:
    """The whole AsyncAPI document as plain JSON data."""
    messages = _messages()
    ticket = {"type": "object", "required": ["ticket"], "properties": {"ticket": {"type": "string"}}}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Baro chat centre", "version": "1.0.0", "description": _DESCRIPTION},
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
            "schemas": _components(),
        },
        "x-limits": LIMITS,
        "x-close-codes": CLOSE_CODES,
    }


def main() -> None:
    """Prints the document."""
    sys.stdout.write(json.dumps(document(), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
