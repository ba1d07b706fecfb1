"""The simulated provider answers what it is sent, and leaves to SQS what it couldn't report."""

import json
from typing import Any

import pytest

from local.demo_provider import DemoProvider

OFFER = {"message": "offer", "truck": "07", "job": "R1", "number": 3}


class Queue:
    """An SQS queue with one message, until it is deleted."""

    def __init__(self, message: dict[str, Any]) -> None:
        self.bodies = [json.dumps(message)]

    def get_queue_url(self, **named: str) -> dict[str, str]:
        return {"QueueUrl": named["QueueName"]}

    def receive_message(self, **_: object) -> dict[str, Any]:
        return {"Messages": [{"Body": body, "ReceiptHandle": body} for body in self.bodies]}

    def delete_message(self, **named: str) -> None:
        self.bodies.remove(named["ReceiptHandle"])


def test_an_offer_is_accepted_and_deleted() -> None:
    queue, reports = Queue(OFFER), list[dict[str, Any]]()

    def post(report: dict[str, Any]) -> dict[str, Any]:
        reports.append(report)
        return {}

    provider = DemoProvider(queue, lambda name: f"baro-dev-{name}", post)
    assert provider.process_messages() == 1
    assert reports == [{"report": "accept", "truck": "07", "job": "R1", "number": 3}]
    assert queue.bodies == []


def test_a_message_whose_report_could_not_be_sent_comes_again() -> None:
    queue = Queue(OFFER)

    def post(_report: dict[str, Any]) -> dict[str, Any]:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        DemoProvider(queue, lambda name: name, post).process_messages()
    assert len(queue.bodies) == 1
