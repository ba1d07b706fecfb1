"""The tutorial's code (see `tutorial`) with our AWS client, to separate the client's effect from the design's."""

import os
from typing import Any

from chalice.app import Chalice, WebsocketEvent

from chalicelib.aws.hot_path import connections_client, dynamodb_client

app = Chalice(app_name="same_client")
app.experimental_feature_flags.update(["WEBSOCKETS"])

TABLE = os.environ["TABLE"]
SOCKETS = os.environ["SOCKETS"]


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    """Everyone in the room gets it, the speaker too."""
    facts = dict(item["SK"]["S"].split("_", 1) for item in _query("PK = :k", event.connection_id))
    members = [item["PK"]["S"] for item in _query("SK = :k", f"room_{facts['room']}", IndexName="ReverseLookup")]
    for connection in members:
        words = f"{facts['username']}: {event.body}".encode()
        connections_client(SOCKETS).post_to_connection(ConnectionId=connection, Data=words)
    return {"statusCode": 200}


def _query(condition: str, key: str, **more: str) -> list[dict[str, dict[str, str]]]:
    items: list[dict[str, dict[str, str]]] = dynamodb_client().query(
        TableName=TABLE,
        KeyConditionExpression=condition,
        ExpressionAttributeValues={":k": {"S": key}},
        Select="ALL_ATTRIBUTES",
        **more,
    )["Items"]
    return items
