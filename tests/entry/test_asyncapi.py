"""The AsyncAPI document says what the decoder accepts and the encoder writes; the pages come from it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import msgspec

from chalicelib.content.views import ConversationView, Named
from chalicelib.entry.actions import all_actions
from chalicelib.entry.asyncapi import asyncapi_document
from chalicelib.entry.protocol.all_frames import AnyFrame

ROOT = Path(__file__).parents[2]


def test_every_command_is_an_operation_with_its_result_and_error() -> None:
    operations = asyncapi_document()["operations"]
    for command, action in all_actions().items():
        operation = operations[command.__struct_config__.tag]
        replies = [ref["$ref"].rsplit("/", 1)[1] for ref in operation["reply"]["messages"]]
        assert operation["action"] == "receive"
        assert replies == [f"ack_{action.result.__struct_config__.tag}", "on_error"]


def test_every_result_and_frame_is_a_message_of_the_channel() -> None:
    messages = set(asyncapi_document()["channels"]["connection"]["messages"])
    for action in all_actions().values():
        assert f"ack_{action.result.__struct_config__.tag}" in messages
    for frame in get_args(AnyFrame):
        tag = frame.__struct_config__.tag
        assert tag == "ack" or f"on_{tag}" in messages


def test_every_reference_resolves() -> None:
    doc = asyncapi_document()

    def references(node: object) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
            return own + [ref for value in node.values() for ref in references(value)]
        return [ref for item in node for ref in references(item)] if isinstance(node, list) else []

    for reference in references(doc):
        target = doc
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_required_fields_are_those_the_encoder_always_writes() -> None:
    schemas = asyncapi_document()["components"]["schemas"]
    view = ConversationView("c" * 8, "bot", 1, 0, "general", 0, Named("1", "김민지"))
    assert set(schemas["ConversationView"]["required"]) == set(msgspec.to_builtins(view))
    assert schemas["Receipts"]["required"] == ["delivered", "read"]
    assert schemas["HelloCommand"]["required"] == ["action", "ref", "device"]


def test_the_command_prints_the_document_the_pages_were_generated_from() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "chalicelib.entry.asyncapi"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    committed = (ROOT / "web/wire/asyncapi.json").read_bytes()
    assert json.loads(printed) == json.loads(committed), "run `npm run types` in web/"
