"""SQS event source mappings, dead letters, and S3's notifications through a queue."""

import json
from typing import Any
from urllib.parse import unquote_plus

from moto.core.utils import unix_time_millis
from moto.sqs.models import Message, Queue, SQSBackend

from local.aws.moto_queues import is_retained, receivable
from tests.local.conftest import World


def send(world: World, queue: str, *bodies: str, **more: Any) -> None:
    entries = [{"Id": str(number), "MessageBody": body, **more} for number, body in enumerate(bodies)]
    world.sqs.send_message_batch(QueueUrl=world.queue(queue), Entries=entries)


def receive(world: World, queue: str) -> list[str]:
    answer = world.sqs.receive_message(QueueUrl=world.queue(queue), WaitTimeSeconds=15, MaxNumberOfMessages=10)
    return [one["Body"] for one in answer.get("Messages", ())]


def gather(world: World, function: str, count: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < count:
        found += world.toy.seen(function)["Records"]
    return found


def test_records_have_the_shape_that_lambda_gives(world: World) -> None:
    attributes = {
        "kind": {"DataType": "String", "StringValue": "match"},
        "raw": {"DataType": "Binary", "BinaryValue": b"\x01"},
    }
    send(world, "toy-work", "one", MessageAttributes=attributes)
    (record,) = world.toy.seen("work")["Records"]
    assert record["body"] == "one"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"].endswith(":toy-work")
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert {"messageId", "receiptHandle", "md5OfBody", "awsRegion"} <= record.keys()
    assert record["messageAttributes"]["kind"]["stringValue"] == "match"
    assert record["messageAttributes"]["raw"]["binaryValue"] == "AQ=="


def test_messages_within_the_batching_window_come_together(world: World) -> None:
    send(world, "toy-work", *"abcde")
    assert sorted(one["body"] for one in world.toy.seen("work")["Records"]) == list("abcde")


def test_only_the_reported_message_is_retried_and_then_becomes_a_dead_letter(world: World) -> None:
    world.toy.poison = {"bad"}
    send(world, "toy-work", "good", "bad")
    records = gather(world, "work", 4)
    assert sorted(one["body"] for one in records) == ["bad", "bad", "bad", "good"]
    tries = [one["attributes"]["ApproximateReceiveCount"] for one in records if one["body"] == "bad"]
    assert tries == ["1", "2", "3"]
    assert receive(world, "toy-dead") == ["bad"]


def test_an_exception_without_partial_responses_retries_the_whole_batch(world: World) -> None:
    world.toy.poison = {"bad"}
    send(world, "toy-whole", "bad", "innocent")
    records = gather(world, "whole", 4)
    assert sorted(one["body"] for one in records) == ["bad", "bad", "innocent", "innocent"]


def test_a_delayed_message_comes_after_one_sent_later(world: World) -> None:
    send(world, "toy-whole", "later", DelaySeconds=1)
    send(world, "toy-whole", "sooner")
    assert [one["body"] for one in gather(world, "whole", 2)] == ["sooner", "later"]


def test_an_upload_sends_an_event_to_its_queue(world: World) -> None:
    s3 = world.standin.client("s3")
    s3.put_object(Bucket="toy-test-uploads", Key="elsewhere/a.png", Body=b"1")
    s3.put_object(Bucket="toy-test-uploads", Key="in/사고 사진.png", Body=b"123")
    notification: dict[str, Any] = {}
    while "Records" not in notification:  # S3 first sends a test event to a queue that it shall notify
        notification = json.loads(world.toy.seen("uploads")["Records"][0]["body"])
    (record,) = notification["Records"]
    assert record["eventName"].startswith("ObjectCreated")
    assert record["s3"]["bucket"]["name"] == "toy-test-uploads"
    assert record["s3"]["object"]["size"] == 3
    assert unquote_plus(record["s3"]["object"]["key"]) == "in/사고 사진.png"


def test_the_faster_receive_sees_what_motos_own_sees() -> None:
    backend = SQSBackend("ap-northeast-2", "123456789012")
    queue = backend.create_queue("work", {})
    ready, delayed, in_flight, old = (Message(name, name) for name in ("ready", "delayed", "in flight", "old"))
    for message, delay_s in ((ready, 0), (delayed, 900), (in_flight, 0), (old, 0)):
        message.mark_sent(delay_s)
        queue.add_message(message)
    in_flight.mark_received(visibility_timeout=30_000)
    old.sent_timestamp = unix_time_millis() - 4 * 86_400_000 - 1  # type: ignore[assignment]
    messages = [ready, delayed, in_flight, old]

    assert receivable(queue) == Queue.messages.fget(queue) == [ready, old]  # type: ignore[attr-defined]
    kept = [is_retained(backend, "work", each) for each in messages]
    assert kept == [SQSBackend.is_message_valid_based_on_retention_period(backend, "work", each) for each in messages]
    assert kept == [True, True, True, False]
