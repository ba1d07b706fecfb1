"""Fills a deployment: connections and conversations of other people, and a long history.

The items are written directly to the tables, in the form of the stores.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from chalicelib.aws.table import Item, number_value, string_value
from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.log_items import log_item
from chalicelib.conversations.mapping import SORT_KEY, conversation_item
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry
from chalicelib.conversations.states import State
from tests.bench.deployment import Deployment
from tests.bench.handlers import STAGE, TUTORIAL_TABLE
from tests.bench.people import TYPICAL_TEXT, Talk, connection_id

CONVERSATIONS = f"baro-{STAGE}-conversations"
PRESENCE = f"baro-{STAGE}-presence"

_FIRST = 1_000_000
"""The first number of other people's connections."""
_BATCH = 25
THEN = 1_784_884_370_000
"""24 July 2026, ms since 1970."""


def create_other_connections(deployment: Deployment, connections: int) -> None:
    """Adds connections of other people, two per conversation, to the centre's tables and to the tutorial's."""
    others = range(_FIRST, _FIRST + connections)
    write_items(deployment.dynamodb, CONVERSATIONS, (_others_head(first) for first in others[::2]))
    write_items(deployment.dynamodb, PRESENCE, map(_others_presence, others))
    write_items(deployment.dynamodb, TUTORIAL_TABLE, (item for other in others for item in _member(other, other // 2)))


def create_tutorial_room(deployment: Deployment, *connections: str) -> None:
    """Creates a room of the tutorial with these members."""
    items = [_fact(one, kind) for one in connections for kind in ("username_김서연", "room_1")]
    write_items(deployment.dynamodb, TUTORIAL_TABLE, items)


def extend_history(deployment: Deployment, talk: Talk, messages: int) -> None:
    """Extends a conversation to `messages` messages; existing ones are kept."""
    key = {"pk": string_value(f"c#{talk.conversation}"), "sk": string_value(SORT_KEY)}
    head = deployment.dynamodb.get_item(TableName=CONVERSATIONS, Key=key, ConsistentRead=True)["Item"]
    seqs = range(int(head["sq"]["N"]) + 1, messages + 1)
    entry = LogEntry(THEN, By(Speaker.CUSTOMER, talk.customer[0].person, talk.customer[0].name), Text(TYPICAL_TEXT))
    write_items(
        deployment.dynamodb,
        CONVERSATIONS,
        (log_item(talk.conversation, seq, f"oldphone:{seq}", entry) for seq in seqs),
    )
    if seqs:
        deployment.dynamodb.update_item(
            TableName=CONVERSATIONS,
            Key=key,
            UpdateExpression="SET sq = :n",
            ExpressionAttributeValues={":n": number_value(messages)},
        )


def conversation_item_bytes(deployment: Deployment, conversation: str) -> int:
    """The size of a conversation item as DynamoDB counts it: names and values in UTF-8, numbers by their digits."""
    key = {"pk": string_value(f"c#{conversation}"), "sk": string_value(SORT_KEY)}
    head: Item = deployment.dynamodb.get_item(TableName=CONVERSATIONS, Key=key, ConsistentRead=True)["Item"]
    return sum(len(name.encode()) + _value_bytes(*value.popitem()) for name, value in head.items())


def _value_bytes(kind: str, value: Any) -> int:
    if kind == "N":
        return (len(value) + 1) // 2 + 1
    if kind == "BOOL":
        return 1
    return sum(len(one.encode()) for one in value) if kind == "SS" else len(value.encode())


def _others_head(first: int) -> Item:
    customer, agent = (frozenset({DeviceConnection(connection_id(first + index), THEN)}) for index in range(2))
    return conversation_item(
        Conversation(
            id=f"0others{first:012}",
            state=State.BOT,
            fencing_token=1,
            seq=3,
            topic="general",
            opened_at=THEN,
            customer=Named(f"C{first}", "이순자"),
            connections={"customer": customer, "agent": agent},
        )
    )


def _others_presence(other: int) -> Item:
    facts = {
        "connected_at": number_value(THEN),
        "last_seen_at": number_value(THEN),
        "token_expires_at": number_value(THEN),
        "ttl": number_value(THEN // 1000),
    }
    return {"pk": string_value(f"C{other}"), "sk": string_value(connection_id(other)), **facts}


def _member(other: int, pair: int) -> Iterator[Item]:
    yield _fact(connection_id(other), "username_이순자")
    yield _fact(connection_id(other), f"room_{pair}")


def _fact(connection: str, fact: str) -> Item:
    return {"PK": string_value(connection), "SK": string_value(fact)}


def write_items(dynamodb: Any, table: str, items: Iterable[Item]) -> None:
    """Writes items in batches."""
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        left: dict[str, Any] = {table: [{"PutRequest": {"Item": item}} for item in batch]}
        while left:
            left = dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"]
