"""moto's SQS with many delayed messages, as timers are.

moto 5.2.5 reads all attributes of a queue, four of them by a pass over its messages, for each message that it returns,
and reads the clock twice a message in each pass: with a few hundred timers in a queue a receive took 15 ms of CPU.
"""

from moto.core.utils import unix_time, unix_time_millis
from moto.sqs.models import Message, Queue, SQSBackend


def receivable(queue: Queue) -> list[Message]:
    """The messages that a receive may return now: neither delayed nor in flight."""
    now = unix_time_millis()
    return [one for one in queue._messages if one.visible_at < now and one.delayed_until <= now]


def is_retained(backend: SQSBackend, queue_name: str, message: Message) -> bool:
    """Whether a message is younger than the queue's retention period."""
    retention_s: int = backend.get_queue(queue_name).message_retention_period  # type: ignore[attr-defined]
    sent_ms: int = message.sent_timestamp  # type: ignore[assignment]
    return retention_s + sent_ms / 1000 > unix_time()


def speed_up_queues() -> None:
    """Makes moto's receive read the clock once and one attribute."""
    Queue.messages = property(receivable)  # type: ignore[assignment,method-assign]
    SQSBackend.is_message_valid_based_on_retention_period = is_retained  # type: ignore[method-assign,assignment]
