"""Chat on a common stack: Chalice, pynamodb, pydantic, Powertools and boto3."""

import os
import time
from typing import Any, Literal

import boto3
from aws_lambda_powertools import Logger, Metrics  # type: ignore[import-not-found]
from chalice.app import Chalice, WebsocketEvent
from pydantic import BaseModel, Field
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

app = Chalice(app_name="usual")
app.websocket_api.session = boto3.Session()
app.websocket_api._endpoint = os.environ.get("SOCKETS", "")
app.experimental_feature_flags.update(["WEBSOCKETS"])
logger = Logger(service="usual", level="WARNING")
metrics = Metrics(namespace="usual", service="usual")


class Body(BaseModel):
    """What was said."""

    type: Literal["text"]
    text: str = Field(min_length=1, max_length=16_384)


class Send(BaseModel):
    """A frame."""

    action: Literal["send"]
    ref: str
    conversation: str
    client_id: str
    body: Body


class Said(Model):
    """A message in the log."""

    class Meta:
        table_name = "usual"

    pk = UnicodeAttribute(hash_key=True)
    sk = NumberAttribute(range_key=True)
    text = UnicodeAttribute()


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    """Keeps a message and posts it."""
    frame = Send.model_validate_json(event.body)
    Said(frame.conversation, time.time_ns(), text=frame.body.text).save()
    app.websocket_api.send(event.connection_id, frame.body.model_dump_json())
    metrics.add_metric(name="said", unit="Count", value=1)
    logger.info("said", extra={"conversation": frame.conversation})
    return {"statusCode": 200}
