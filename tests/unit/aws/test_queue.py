"""Messages on a queue."""

import json
from typing import Any

from chalicelib.aws.queue import SqsQueue


class Sqs:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def get_queue_url(self, **_names: str) -> dict[str, str]:
        return {"QueueUrl": "url"}

    def send_message(self, *, MessageBody: str, **_more: Any) -> None:  # noqa: N803 - boto3's name
        self.bodies.append(MessageBody)


def test_any_text_passes_the_queue_unchanged() -> None:
    sqs, words = Sqs(), "\x00 \uffff \ufffe \u202e 가 \\uffff 😀"
    SqsQueue(sqs, "event-work").send({"words": words})
    (body,) = sqs.bodies
    assert not {"\x00", "\uffff", "\ufffe"} & set(body), "SQS takes what XML takes"
    assert json.loads(body)["words"] == words
