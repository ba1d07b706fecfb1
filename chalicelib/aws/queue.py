"""Sending to SQS. Lambda's event source mapping receives."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

_NOT_IN_XML = {0xFFFE: r"\ufffe", 0xFFFF: r"\uffff"}
"""Characters that SQS refuses and JSON doesn't escape. Unescaped they would block the events of a claim."""


class SqsQueue:
    """A standard queue: at least once, in no order."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._url = cache(lambda: client.get_queue_url(QueueName=name)["QueueUrl"])

    def send(self, message: Mapping[str, object], delay_s: int = 0) -> None:
        """Sends a small JSON object, to arrive `delay_s` seconds later (0–900)."""
        body = msgspec.json.encode(message).decode().translate(_NOT_IN_XML)
        self._client.send_message(QueueUrl=self._url(), MessageBody=body, DelaySeconds=delay_s)
