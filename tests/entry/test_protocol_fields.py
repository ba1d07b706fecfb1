"""docs/protocol.md names every frame, event and body with its fields, and the values of the enumerations."""

import json
from typing import Any

import pytest

from chalicelib.entry.asyncapi import asyncapi_document
from tests.entry.test_protocol_page import named, rows

Schema = dict[str, Any]
DOCUMENT = asyncapi_document()
SCHEMAS: dict[str, Schema] = DOCUMENT["components"]["schemas"]
MESSAGES: dict[str, Schema] = DOCUMENT["components"]["messages"]


def referred(schema: Schema) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def written(schema: Schema, *own: str) -> str:
    """The fields as the page writes them: "?" behind one that may be left out, with its default."""
    fields = []
    for name, field in schema["properties"].items():
        default = f" = {json.dumps(field['default'])}" if field.get("default") else ""
        fields.append(name if name in schema.get("required", ()) else f"{name}?{default}")
    return ", ".join(field for field in fields if field not in own) or "–"


def result_of(operation: Schema) -> str:
    (ack,) = [name for name in map(referred, operation["reply"]["messages"]) if name.startswith("ack_")]
    fields = written(SCHEMAS[referred(MESSAGES[ack]["payload"]["properties"]["result"])], "kind")
    return f"`{ack.removeprefix('ack_')}`" + ("" if fields == "–" else f": {fields}")


def test_every_frame_is_listed_with_its_fields_and_its_result() -> None:
    expected = [
        [f"`{name}`", written(SCHEMAS[referred(MESSAGES[name]["payload"])], "action", "ref"), result_of(operation)]
        for name, operation in DOCUMENT["operations"].items()
        if operation["action"] == "receive"
    ]
    assert rows("frame") == expected


def test_every_event_is_listed_with_its_fields() -> None:
    events = {name.removeprefix("on_"): message for name, message in MESSAGES.items() if name.startswith("on_")}
    expected = [
        [f"`{name}`", written(SCHEMAS[referred(message["payload"])], "event")]
        for name, message in events.items()
        if name != "error"
    ]
    assert [row[:2] for row in rows("event")] == expected


def test_every_body_is_listed_with_its_fields() -> None:
    types = [(schema.get("properties", {}).get("type", {}).get("enum", ()), schema) for schema in SCHEMAS.values()]
    expected = [[f"`{names[0]}`", written(schema, "type")] for names, schema in types if len(names) == 1]
    assert rows("type") == expected


@pytest.mark.parametrize(
    "listed, schema, field",
    [
        ("`status` of an upload", "UploadView", "status"),
        ("`kind` of a file", "File", "kind"),
        ("`status` of a document", "DocumentStatus", "status"),
        ("`status` of `availability`", "AvailabilityCommand", "status"),
        ("`kind` of a button", "Button", "kind"),
        ("`expected_input`", "Text", "expected_input"),
        ("`state` in `progress`", "ProgressStage", "state"),
    ],
)
def test_the_enumerations_that_clients_meet_are_listed(listed: str, schema: str, field: str) -> None:
    found = SCHEMAS[schema]["properties"][field]
    choices = [found, *found.get("anyOf", ())]
    values = {value for choice in choices for value in choice.get("enum", ()) if value}
    assert set(named(dict(row[:2] for row in rows("value"))[listed])) == values
