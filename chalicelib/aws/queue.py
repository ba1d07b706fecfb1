"""SQS, as far as we send to it; receiving is Lambda's event source mapping."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec


class Queue:
    """A standard queue: at least once, in no order."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._url = cache(lambda: client.get_queue_url(QueueName=name)["QueueUrl"])

    def send(self, message: Mapping[str, object], delay_s: int = 0) -> None:
        """Sends a small JSON object, to arrive `delay_s` seconds later (0–900)."""
        self._client.send_message(
            QueueUrl=self._url(), MessageBody=msgspec.json.encode(message).decode(), DelaySeconds=delay_s
        )
