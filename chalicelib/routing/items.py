"""Routing items in DynamoDB.

| pk | sk | what |
|---|---|---|
| `conversation#<id>` | `entry` | a conversation's queue entry: queue, since, agent (none while it waits) |
| `queue#<name>` | `<emergency><since>#<id>` | the queue in order; an item exists exactly while the entry has no agent |
| `customer#<id>` | `visit#<queue>` | their last visit to a queue: conversation, since, when they left unserved |
| `customer#<id>` | `served#<queue>` | by whom, and when, they were served last |
| `agent#<id>` | `state` | an agent's state: status, skills, capacity, load, served conversations |
| `duty#<queue>#<shard>` | `0#<load>#<free since>#<agent>` | the same state, while the agent is free for the queue |
| `duty#<queue>#<shard>` | `1#<agent>` | … while they are on duty, but paused or full |
| `staff#<shard>` | agent | … while they are on duty, for boards |
| `shown#<part>:<queue>` | `claim` | who shows a part of the queue next: its board to agents, places to customers |
| `board#<queue>` | `tally` | how many agents of the queue are on duty, for supervisors' boards |
| `shown#board:<queue>` | `kept` | the board as it was shown last |

Each move also goes into the outbox, in the same transaction. A change of an agent's state rewrites its copies in the
transaction, on the condition of the state's version.

The first customers and the first free agents of a queue are each one short query a shard, however many there are;
agents who are offline have no copies. Copies are in shards by a hash of the agent, so that no partition takes the
writes of all agents.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

import msgspec
from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)

from chalicelib.aws.model import BaseModel
from chalicelib.routing.model import AgentState, EntryDetails, Membership, QueueEntry, Status, Visit


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
    version = NumberAttribute(null=True)
    board = UnicodeAttribute(null=True)
    """A board in base 64: the light client knows no bytes."""
    claimant = UnicodeAttribute(null=True)
    until = NumberAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    """Pairs `<conversation> <customer>`; neither id contains a space."""
    joined = UnicodeSetAttribute(null=True)
    """The same, of conversations that they are in beside its agent."""
    is_set = BooleanAttribute(null=True)
    """Queues and capacity were set by a supervisor."""
    free_since = NumberAttribute(null=True)
    on_duty = NumberAttribute(null=True)
    """A number of agents, as the next ones: see `tallies.Tally`."""
    available = NumberAttribute(null=True)
    served = NumberAttribute(null=True)
    free = NumberAttribute(null=True)
    at = NumberAttribute(null=True)
    issued_at = NumberAttribute(null=True)
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
    about = UnicodeAttribute(null=True)
    """An entry's details as JSON."""
    known_until = NumberAttribute(null=True)
    skill = UnicodeAttribute(null=True)
    left_at = NumberAttribute(null=True)
    served_at = NumberAttribute(null=True)
    ttl = NumberAttribute(null=True)
    """Visits are forgotten then, in seconds since 1970 UTC."""
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
        "about": encode_details(entry.about),
        "known_until": entry.known_until or None,
        "skill": entry.skill or None,
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
        int(item.weight) if "weight" in item.attribute_values else 1,
        bool(item.returning),
        tuple(sorted(_read_exclusions(item))),
        item.known_agent or "",
        int(item.known_until or 0),
        item.skill or "",
        msgspec.json.decode(item.about, type=EntryDetails) if item.about else EntryDetails(),
    )


def encode_details(about: EntryDetails) -> str | None:
    """The attribute of an entry's details; None for none."""
    return msgspec.json.encode(about).decode() if about != EntryDetails() else None


VISIT_KEPT_S = 90 * 24 * 3600
"""So long visits are kept."""


def visit_item(entry: QueueEntry, left_at: int = 0) -> RoutingItem:
    """The item of a visit to a queue; `left_at` 0 while it lasts."""
    times: dict[str, Any] = {"left_at": left_at or None, "ttl": entry.since // 1000 + VISIT_KEPT_S}
    key = f"customer#{entry.customer}", f"visit#{entry.queue}"
    return RoutingItem(*key, conversation=entry.conversation, since=entry.since, **times)


def served_item(entry: QueueEntry, agent: str, now: int) -> RoutingItem:
    """The item of by whom a customer was served."""
    key = f"customer#{entry.customer}", f"served#{entry.queue}"
    return RoutingItem(*key, agent=agent, served_at=now, ttl=now // 1000 + VISIT_KEPT_S)


def read_visit(visit: RoutingItem | None, served: RoutingItem | None) -> Visit:
    """The visit of these items."""
    conversation, since, left_at = (visit.conversation, visit.since, visit.left_at) if visit else ("", 0, 0)
    agent, served_at = (served.agent, served.served_at) if served else ("", 0)
    return Visit(conversation, int(since), int(left_at or 0), agent, int(served_at))


DUTY_SHARDS = 4
"""Partitions for the agents on duty of a queue. One takes 1,000 writes a second."""


def shard_of_agent(agent: str) -> int:
    """The shard of an agent's copies."""
    return crc32(agent.encode()) % DUTY_SHARDS


def agent_item(agent_state: AgentState) -> RoutingItem:
    """The item of an agent's state."""
    return RoutingItem(f"agent#{agent_state.agent}", "state", **_agent_fields(agent_state))


def duty_items(agent_state: AgentState | None) -> dict[tuple[str, str], RoutingItem]:
    """The copies of an agent's state, by key: none for an agent who is offline."""
    if agent_state is None or not agent_state.is_on_duty:
        return {}
    shard, load = shard_of_agent(agent_state.agent), agent_state.idle_order[0]
    sk = f"1#{agent_state.agent}"
    if agent_state.is_free:
        sk = f"0#{load:04d}#{agent_state.free_since:013d}#{agent_state.agent}"
    keys = [(f"duty#{queue}#{shard}", sk) for queue in sorted(agent_state.queues)]
    fields = _agent_fields(agent_state)
    return {key: RoutingItem(*key, **fields) for key in (*keys, (f"staff#{shard}", agent_state.agent))}


def _agent_fields(agent_state: AgentState) -> dict[str, Any]:
    return {
        "agent": agent_state.agent,
        "name": agent_state.name,
        "status": agent_state.status.value,
        "queues": set(agent_state.queues) or None,
        "capacity": agent_state.capacity,
        "load": agent_state.load,
        "serving": _pairs(agent_state.serving),
        "joined": _pairs(agent_state.joined),
        "free_since": agent_state.free_since,
        "issued_at": agent_state.issued_at or None,
        "version": agent_state.version,
        "is_set": agent_state.membership is not None or None,
    }


def read_agent(item: RoutingItem) -> AgentState:
    """The agent's state of an item."""
    serving, queues = dict(_read_pairs(item.serving)), frozenset[str](item.queues or ())
    return AgentState(
        agent=item.agent,
        name=item.name,
        status=Status(item.status),
        queues=queues,
        capacity=int(item.capacity),
        serving=serving,
        free_since=int(item.free_since),
        weight=int(item.load) - len(serving),
        issued_at=int(item.issued_at or 0),
        version=int(item.version),
        joined=dict(_read_pairs(item.joined)),
        membership=Membership(queues, int(item.capacity)) if item.is_set else None,
    )


def _read_exclusions(item: RoutingItem) -> Iterator[tuple[str, int]]:
    for pair in item.excluded or ():
        agent, until = pair.rsplit(" ", 1)
        yield agent, int(until)


def _pairs(customers: dict[str, str]) -> set[str] | None:
    return {f"{conversation} {customer}" for conversation, customer in customers.items()} or None


def _read_pairs(pairs: Iterable[str] | None) -> Iterator[tuple[str, str]]:
    for pair in pairs or ():
        conversation, customer = pair.split(" ", 1)
        yield conversation, customer
