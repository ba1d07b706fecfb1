"""Chat as in Chalice's WebSocket tutorial: look up the sender and their room, post to every connection of it in turn.
Nothing is stored. And as in AWS's samples: store the message, scan for connections, post to all.

The requests are the same as theirs; `TABLE` has an item `username_…` and an item `room_…` per connection.
"""

import os
import time
from typing import Any

import boto3
from boto3.dynamodb.conditions import Key
from boto3.session import Session
from chalice.app import Chalice, WebsocketDisconnectedError, WebsocketEvent

app = Chalice(app_name="tutorial")
app.websocket_api.session = Session()
app.websocket_api._endpoint = os.environ["SOCKETS"]  # it knows no other way than https
app.experimental_feature_flags.update(["WEBSOCKETS"])

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def _facts(connection: str) -> dict[str, str]:
    """What is known of a connection: kind → value, an item each."""
    items = table.query(KeyConditionExpression=Key("PK").eq(connection), Select="ALL_ATTRIBUTES")["Items"]
    return dict(str(item["SK"]).split("_", 1) for item in items)


def _members(room: str) -> list[str]:
    answer = table.query(
        IndexName="ReverseLookup", KeyConditionExpression=Key("SK").eq(f"room_{room}"), Select="ALL_ATTRIBUTES"
    )
    return [str(item["PK"]) for item in answer["Items"]]


def _forget(connection: str) -> None:
    for item in table.query(KeyConditionExpression=Key("PK").eq(connection))["Items"]:
        table.delete_item(Key={"PK": connection, "SK": item["SK"]})


def _post(connections: list[str], words: str) -> None:
    for connection in connections:
        try:
            app.websocket_api.send(connection, words)
        except WebsocketDisconnectedError as error:
            _forget(error.connection_id)


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    """Everyone in the room gets it, the speaker too."""
    who = _facts(event.connection_id)
    _post(_members(who["room"]), f"{who['username']}: {event.body}")
    return {"statusCode": 200}


@app.lambda_function(name="scanning")
def scanning(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Everyone on the site gets it."""
    speaker = event["requestContext"]["connectionId"]
    table.put_item(Item={"PK": f"message_{time.time_ns()}", "SK": speaker, "text": event["body"]})
    found: list[str] = []
    page: dict[str, Any] = {}
    while True:
        answer = table.scan(**page)
        found += [str(item["PK"]) for item in answer["Items"] if str(item["SK"]).startswith("room_")]
        if "LastEvaluatedKey" not in answer:
            break
        page = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
    _post(found, event["body"])
    return {"statusCode": 200}
