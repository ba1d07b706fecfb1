"""Routing items in DynamoDB.

| pk | sk | what |
|---|---|---|
| `conversation#<id>` | `entry` | a conversation's queue entry: queue, since, agent (none while it waits) |
| `queue#<name>` | `<emergency><since>#<id>` | the queue in order; an item exists exactly while the entry has no agent |
| `agents` | agent | an agent's state: status, skills, capacity, load, served conversations |

Each move also goes into the outbox, in the same transaction.

Agents share a partition, so that one query finds all on duty. At 1,000 writes a second and partition this is enough for
some thousand agents; split it by queue beyond that.
"""

from collections.abc import Iterator
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)

from chalicelib.aws.model import BaseModel
from chalicelib.routing.model import AgentState, QueueEntry, Status


class RoutingItem(BaseModel):
    """Any item of the table."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversation = UnicodeAttribute(null=True)
    customer = UnicodeAttribute(null=True)
    queue = UnicodeAttribute(null=True)
    since = NumberAttribute(null=True)
    emergency = BooleanAttribute(null=True)
    agent = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    queues = UnicodeSetAttribute(null=True)
    capacity = NumberAttribute(null=True)
    load = NumberAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    """Pairs `<conversation> <customer>`; neither id contains a space."""
    free_since = NumberAttribute(null=True)
    paging = NumberAttribute(null=True)
    """When sending the message to the person on call was started, ms since 1970 UTC; `paged` once it was sent."""
    paged = BooleanAttribute(null=True)
    head_start = NumberAttribute(null=True)
    weight = NumberAttribute(null=True)
    """Units of capacity that an entry takes; none is 1."""
    returning = BooleanAttribute(null=True)
    excluded = UnicodeSetAttribute(null=True)
    """Pairs `<agent> <until>`."""
    known_agent = UnicodeAttribute(null=True)
    moves = NumberAttribute(null=True)
    """How often the entry was moved since it was enqueued; none for an entry that wasn't."""


def entry_fields(entry: QueueEntry) -> dict[str, Any]:
    """A queue entry as attributes."""
    return {
        "conversation": entry.conversation,
        "customer": entry.customer,
        "queue": entry.queue,
        "since": entry.since,
        "emergency": entry.emergency,
        "name": entry.name or None,
        "moves": entry.moves or None,
        "head_start": entry.head_start or None,
        "weight": entry.weight if entry.weight != 1 else None,
        "returning": entry.returning or None,
        "excluded": {f"{agent} {until}" for agent, until in entry.excluded} or None,
        "known_agent": entry.known_agent or None,
    }


def entry_item(entry: QueueEntry) -> RoutingItem:
    """The item of a conversation's entry."""
    return RoutingItem(f"conversation#{entry.conversation}", "entry", **entry_fields(entry))


def queue_item(entry: QueueEntry) -> RoutingItem:
    """The item of an entry in its queue."""
    return RoutingItem(f"queue#{entry.queue}", entry.sort_key, **entry_fields(entry))


def read_entry(item: RoutingItem) -> QueueEntry:
    """The queue entry of an item."""
    return QueueEntry(
        item.conversation,
        item.customer,
        item.queue,
        int(item.since),
        bool(item.emergency),
        item.name or "",
        int(item.moves or 0),
        int(item.head_start or 0),
        int(item.weight or 1),
        bool(item.returning),
        tuple(sorted(_read_exclusions(item))),
        item.known_agent or "",
    )


def read_agent(item: RoutingItem) -> AgentState:
    """The agent's state of an item."""
    serving = dict(_read_pairs(item))
    return AgentState(
        agent=item.sk,
        name=item.name,
        status=Status(item.status),
        queues=frozenset(item.queues or ()),
        capacity=int(item.capacity),
        serving=serving,
        free_since=int(item.free_since),
        weight=int(item.load or 0) - len(serving),
    )


def _read_exclusions(item: RoutingItem) -> Iterator[tuple[str, int]]:
    for pair in item.excluded or ():
        agent, until = pair.rsplit(" ", 1)
        yield agent, int(until)


def _read_pairs(item: RoutingItem) -> Iterator[tuple[str, str]]:
    for pair in item.serving or ():
        conversation, customer = pair.split(" ", 1)
        yield conversation, customer
