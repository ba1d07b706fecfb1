"""SQS event source mappings: passes the messages of a queue to a function in batches, as Lambda's pollers do."""

import base64
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import SQSEventConfig

from local.aws.errors import StandinError
from local.aws.functions import Function, Functions
from local.aws.options import ACCOUNT, REGION, Options
from local.aws.provision import Client
from local.aws.template import Template

log = logging.getLogger("local.aws.sqs")

_RECEIVE_LIMIT = 10  # maximum number of messages of one ReceiveMessage
_BROKEN_PAUSE_S = 0.2


@dataclass(frozen=True)
class SourceMapping:
    """An event source mapping."""

    queue_name: str
    function: Function
    batch_size: int
    window_s: float
    concurrency: int
    partial: bool


def mappings(functions: Functions, template: Template, options: Options) -> list[SourceMapping]:
    """The mappings that the app declares with `on_sqs_message`, with the properties that the template adds."""
    found = []
    for source in functions.app.event_sources:
        if isinstance(source, SQSEventConfig):
            extras: dict[str, Any] = {}
            for one in template.function_events(source.name):
                extras |= one
            name = source.queue or str(source.queue_arn).rsplit(":", 1)[-1]
            scaling = extras.get("ScalingConfig", {}).get("MaximumConcurrency")
            found.append(
                SourceMapping(
                    queue_name=name,
                    function=functions.get(source.name),
                    batch_size=source.batch_size,
                    window_s=source.maximum_batching_window_in_seconds,
                    concurrency=source.maximum_concurrency or scaling or options.sqs_concurrency,
                    partial="ReportBatchItemFailures" in extras.get("FunctionResponseTypes", ()),
                )
            )
    return found


class SqsSource:
    """Polls a queue in a thread of its own and runs the batches in the functions' threads."""

    def __init__(self, mapping: SourceMapping, functions: Functions, sqs: Client, options: Options) -> None:
        self._mapping = mapping
        self._functions = functions
        self._sqs = sqs
        self._options = options
        self._slots = threading.BoundedSemaphore(mapping.concurrency)
        self._stopped = threading.Event()
        try:
            self._url: str = sqs.get_queue_url(QueueName=mapping.queue_name)["QueueUrl"]
        except ClientError as error:
            raise StandinError(f"{mapping.function.name} wants queue {mapping.queue_name}: not defined") from error
        self._thread = threading.Thread(target=self._poll, name=f"sqs-{mapping.queue_name}", daemon=True)

    def start(self) -> None:
        """Starts polling."""
        self._thread.start()

    def stop(self) -> None:
        """Stops polling after the current poll."""
        self._stopped.set()

    def join(self) -> None:
        """Waits until the poller's thread has ended."""
        self._thread.join()

    def _poll(self) -> None:
        while not self._stopped.is_set():
            self._slots.acquire()
            batch: list[dict[str, Any]] = []
            try:
                batch = self._gather()
            except (BotoCoreError, ClientError) as error:
                if not self._stopped.wait(_BROKEN_PAUSE_S):
                    log.warning("queue %s: %s", self._mapping.queue_name, error)
            if batch and not self._stopped.is_set():
                self._functions.submit(self._run, batch)
            else:
                self._slots.release()

    def _gather(self) -> list[dict[str, Any]]:
        """A batch: the maximum number of messages, or those received when the batching window ends."""
        batch = self._receive(self._mapping.batch_size, self._options.sqs_wait_s)
        until = time.monotonic() + self._mapping.window_s
        while batch and len(batch) < self._mapping.batch_size and not self._stopped.is_set():
            left = until - time.monotonic()
            more = self._receive(self._mapping.batch_size - len(batch), min(1, max(0, round(left))))
            batch += more
            if left <= 0:
                break
        return batch

    def _receive(self, count: int, wait_s: int) -> list[dict[str, Any]]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(count, _RECEIVE_LIMIT),
            WaitTimeSeconds=wait_s,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        )
        return list(answer.get("Messages", ()))

    def _run(self, batch: list[dict[str, Any]]) -> None:
        try:
            failed = self._failed(batch)
            done = [one for one in batch if one["MessageId"] not in failed]
            for start in range(0, len(done), 10):
                entries = [_entry(number, one) for number, one in enumerate(done[start : start + 10])]
                self._sqs.delete_message_batch(QueueUrl=self._url, Entries=entries)
            if self._options.retry_s is not None:
                for one in batch:
                    if one["MessageId"] in failed:
                        self._sqs.change_message_visibility(
                            QueueUrl=self._url,
                            ReceiptHandle=one["ReceiptHandle"],
                            VisibilityTimeout=self._options.retry_s,
                        )
        except (BotoCoreError, ClientError) as error:
            if not self._stopped.is_set():
                log.warning("queue %s: %s", self._mapping.queue_name, error)
        finally:
            self._slots.release()

    def _failed(self, batch: list[dict[str, Any]]) -> set[str]:
        """The ids of messages that stay in the queue after the call."""
        everything = {one["MessageId"] for one in batch}
        try:
            answer = self._mapping.function({"Records": [record(one, self._mapping.queue_name) for one in batch]})
        except Exception:  # noqa: BLE001 - logged by the function; the messages come again
            return everything
        if not self._mapping.partial or not answer:
            return set()
        return failures(answer, everything)


def failures(answer: Any, everything: set[str]) -> set[str]:
    """The messages that `answer` (`{"batchItemFailures": [{"itemIdentifier": id}]}`) reports as failed.

    An answer of another structure, or with an unknown id, fails the whole batch, as on AWS.
    """
    try:
        reported = {one["itemIdentifier"] for one in answer.get("batchItemFailures") or ()}
    except (AttributeError, KeyError, TypeError):
        return everything
    return reported if reported <= everything else everything


def record(message: Mapping[str, Any], queue_name: str) -> dict[str, Any]:
    """A received message as it appears in `Records`."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {name: _lower(value) for name, value in message.get("MessageAttributes", {}).items()},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue_name}",
        "awsRegion": REGION,
    }


def _lower(value: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if "StringValue" in value:
        found["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        found["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return found


def _entry(number: int, message: Mapping[str, Any]) -> dict[str, str]:
    return {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
