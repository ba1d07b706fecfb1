"""A simulated core system that assigns each new exposure to an adjuster, and carries out every order."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local.demo.people import AGENTS

ASSIGNMENT_SYSTEM = {"id": "core-roster", "name": "배정 시스템"}


class CoreSystem:
    """Receives events from the queue `core-events` and sends decisions to `core-decisions`. `carry_out` is called with
    each order."""

    def __init__(
        self,
        client: Any,
        queue: Callable[[str], str],
        carry_out: Callable[[Mapping[str, Any]], None] = lambda _: None,
    ) -> None:
        self._carry_out = carry_out
        self._client = client
        self._queue = queue
        self._urls: dict[str, str] = {}

    def process_events(self, wait_s: int = 0) -> int:
        """Processes the waiting events; returns their number. A repeated event gives a decision with the same id, which
        is applied once."""
        answer = self._client.receive_message(
            QueueUrl=self._url("core-events"), MaxNumberOfMessages=10, WaitTimeSeconds=wait_s
        )
        messages = answer.get("Messages", [])
        for message in messages:
            event = json.loads(message["Body"])
            if event["code"] == "change_ordered":
                self._carry_out(event)
            for decision in decisions_for(event):
                self._client.send_message(QueueUrl=self._url("core-decisions"), MessageBody=json.dumps(decision))
            self._client.delete_message(QueueUrl=self._url("core-events"), ReceiptHandle=message["ReceiptHandle"])
        return len(messages)

    def _url(self, name: str) -> str:
        if name not in self._urls:
            self._urls[name] = self._client.get_queue_url(QueueName=self._queue(name))["QueueUrl"]
        return self._urls[name]


def decisions_for(event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What an event leads to: for a new claim, an adjuster for every exposure; an order is carried out."""
    if event["code"] == "change_ordered":
        return [{"id": f"{event['id']}-done", "change": event["change"], "outcome": "done"}]
    if event["code"] != "registered":
        return []
    return [
        {
            "id": f"{event['id']}-{line['coverage']}-assign",
            "claim": event["claim"],
            "coverage": line["coverage"],
            "transition": "assign",
            "by": ASSIGNMENT_SYSTEM,
            "adjuster": handler,
        }
        for line in event["exposures"]
        if (handler := _adjuster_of(line["department"])) is not None
    ]


def _adjuster_of(department: str) -> dict[str, str] | None:
    return next(({"id": one.id, "name": one.name} for one in AGENTS if department in one.departments), None)
