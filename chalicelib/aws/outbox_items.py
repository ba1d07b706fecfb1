"""Keys and items of the outbox, for stores with either client."""

from zlib import crc32

import msgspec
from msgspec import Struct

from chalicelib.aws.table import Item, string_value

SHARDS = 8
"""Number of partitions. A write goes to one of them, the sweep queries all."""


def shard_of(subject: str) -> str:
    """The partition of a subject."""
    return f"shard#{crc32(subject.encode()) % SHARDS}"


def event_key(subject: str, number: int) -> str:
    """The sort key of an event."""
    return f"{subject}#{number:06d}"


def subject_and_number(key: str) -> tuple[str, int]:
    """What a sort key was made from."""
    subject, _, number = key.rpartition("#")
    return subject, int(number)


def outbox_item(subject: str, number: int, event: Struct) -> Item:
    """The item of an event, in DynamoDB's own JSON."""
    return {
        "pk": string_value(shard_of(subject)),
        "sk": string_value(event_key(subject, number)),
        "body": string_value(msgspec.json.encode(event).decode()),
    }
