"""Routing in one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `conversation#<id>` | `place` | where a conversation is: queue, since, agent (none while it waits) |
| `queue#<name>` | `<danger><since>#<id>` | the line, in order; an entry exists exactly while the place has no agent |
| `desks` | agent | the desk: status, skills, capacity, load, what it serves |
| `errands` | conversation | a move onto a desk, or out of line (no agent), that others must still follow |

Desks share a partition: one query finds everyone on duty. At 1,000 writes a second and partition that holds for some
thousand agents; beyond, split by queue.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.exceptions import DeleteError, DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.kernel.errors import Conflict
from chalicelib.routing.model import AgentState, QueueEntry, Status


class _RoutingItem(BaseModel):
    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    conversation = UnicodeAttribute(null=True)
    customer = UnicodeAttribute(null=True)
    queue = UnicodeAttribute(null=True)
    since = NumberAttribute(null=True)
    danger = BooleanAttribute(null=True)
    agent = UnicodeAttribute(null=True)
    name = UnicodeAttribute(null=True)
    status = UnicodeAttribute(null=True)
    queues = UnicodeSetAttribute(null=True)
    capacity = NumberAttribute(null=True)
    load = NumberAttribute(null=True)
    serving = UnicodeSetAttribute(null=True)
    """`<conversation> <customer>`, a pair each: neither holds a blank."""
    free_since = NumberAttribute(null=True)
    paging = NumberAttribute(null=True)
    """When the message to the person on call was begun; `paged` once it was sent."""
    paged = BooleanAttribute(null=True)
    claimed_until = NumberAttribute(null=True)


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(_RoutingItem, client, table)
        self._connection = connection(client)

    def enqueue(self, entry: QueueEntry) -> None:
        if not self._inserted(entry) and self.find(entry.conversation) is None:
            raise Conflict(conversation=entry.conversation)  # a place not given would be a wait without end

    def _inserted(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.save(_entry_item(entry), condition=_RoutingItem.pk.does_not_exist())
            write.save(_queue_item(entry))

        return commit(self._connection, move)

    def prioritise(self, entry: QueueEntry) -> bool:
        found = self.find(entry.conversation)
        if found is None or found[1] or found[0] == entry:
            return False

        def move(write: TransactWrite) -> None:
            write.delete(_queue_item(found[0]), condition=_RoutingItem.pk.exists())
            write.save(_entry_item(entry), condition=_RoutingItem.agent.does_not_exist() & _RoutingItem.pk.exists())
            write.save(_queue_item(entry))

        return commit(self._connection, move)

    def waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        items = _RoutingItem.query(f"queue#{queue}", consistent_read=True, limit=limit)
        return [_read_entry(item) for item in items]

    def find(self, conversation: str) -> tuple[QueueEntry, str] | None:
        try:
            item = _RoutingItem.get(f"conversation#{conversation}", "entry", consistent_read=True)
        except DoesNotExist:
            return None
        return _read_entry(item), item.agent or ""

    def active_agents(self) -> list[AgentState]:
        found = map(_read_agent, _RoutingItem.query("agents", consistent_read=True))
        return [agent_state for agent_state in found if agent_state.status is not Status.OFFLINE]

    def agent(self, agent: str) -> AgentState | None:
        try:
            return _read_agent(_RoutingItem.get("agents", agent, consistent_read=True))
        except DoesNotExist:
            return None

    def set_agent(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        skills = [_RoutingItem.queues.set(set(queues))] if queues else [_RoutingItem.queues.remove()]
        _RoutingItem("agents", agent).update(
            [
                *skills,
                _RoutingItem.name.set(name),
                _RoutingItem.capacity.set(capacity),
                _RoutingItem.status.set(status.value),
                _RoutingItem.load.set(_RoutingItem.load | 0),
                _RoutingItem.free_since.set(_RoutingItem.free_since | now),
            ]
        )

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(_queue_item(entry), condition=_RoutingItem.pk.exists())
            _assign(write, entry, agent_state, _RoutingItem.agent.does_not_exist())

        return commit(self._connection, move)

    def reassign(self, entry: QueueEntry, giver: str, taker: AgentState) -> bool:
        def move(write: TransactWrite) -> None:
            _unassign(write, entry.conversation, entry.customer, giver)
            _assign(write, entry, taker, _RoutingItem.agent == giver)

        return commit(self._connection, move)

    def requeue(self, entry: QueueEntry, agent: str, queue: str, now: int) -> bool:
        again = replace(entry, queue=queue)

        def move(write: TransactWrite) -> None:
            _unassign(write, entry.conversation, entry.customer, agent, _RoutingItem.free_since.set(now))
            write.save(_entry_item(again), condition=_RoutingItem.agent == agent)
            write.save(_queue_item(again))
            write.save(_RoutingItem("handoffs", entry.conversation, **_fields(again)))

        return commit(self._connection, move)

    def unassign(self, conversation: str, agent: str, now: int) -> bool:
        found = self.find(conversation)
        if found is None or found[1] != agent:
            return False

        def move(write: TransactWrite) -> None:
            _unassign(write, conversation, found[0].customer, agent, _RoutingItem.free_since.set(now))
            write.delete(_RoutingItem(f"conversation#{conversation}", "entry"), condition=_RoutingItem.agent == agent)
            write.delete(_RoutingItem("handoffs", conversation))

        return commit(self._connection, move)

    def remove(self, conversation: str) -> None:
        found = self.find(conversation)
        if found is None or found[1]:
            return

        def move(write: TransactWrite) -> None:
            write.delete(
                _RoutingItem(f"conversation#{conversation}", "entry"), condition=_RoutingItem.agent.does_not_exist()
            )
            write.delete(_queue_item(found[0]))

        commit(self._connection, move)

    def leave(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(_queue_item(entry), condition=_RoutingItem.pk.exists())
            write.delete(
                _RoutingItem(f"conversation#{entry.conversation}", "entry"),
                condition=_RoutingItem.agent.does_not_exist() & _RoutingItem.pk.exists(),
            )
            write.save(_RoutingItem("handoffs", entry.conversation, **_fields(entry)))

        return commit(self._connection, move)

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        due = _RoutingItem.paging.does_not_exist() | (_RoutingItem.paging <= now - again_after_ms)
        waits = _RoutingItem.pk.exists() & _RoutingItem.agent.does_not_exist() & _RoutingItem.paged.does_not_exist()
        try:
            _RoutingItem(f"conversation#{conversation}", "entry").update(
                [_RoutingItem.paging.set(now)], condition=waits & due
            )
        except UpdateError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def mark_paged(self, conversation: str) -> None:
        try:
            _RoutingItem(f"conversation#{conversation}", "entry").update(
                [_RoutingItem.paged.set(True)], condition=_RoutingItem.pk.exists()
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":  # who has left needs no mark
                raise

    def pending_handoffs(self) -> list[tuple[QueueEntry, str]]:
        return [(_read_entry(item), item.agent or "") for item in _RoutingItem.query("handoffs", consistent_read=True)]

    def claim_handoff(self, conversation: str, agent: str, now: int, until: int) -> bool:
        free = _RoutingItem.claimed_until.does_not_exist() | (_RoutingItem.claimed_until <= now)
        try:
            _RoutingItem("handoffs", conversation).update(
                [_RoutingItem.claimed_until.set(until)], condition=(_RoutingItem.agent == agent) & free
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def complete_handoff(self, conversation: str, agent: str) -> None:
        same = _RoutingItem.agent == agent if agent else _RoutingItem.agent.does_not_exist()
        try:
            _RoutingItem("handoffs", conversation).delete(condition=same)
        except DeleteError as error:  # it is on its way to somebody else by now
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise


def _assign(write: TransactWrite, entry: QueueEntry, agent_state: AgentState, where: Condition) -> None:
    pair = {f"{entry.conversation} {entry.customer}"}
    write.update(
        _RoutingItem("agents", agent_state.agent),
        actions=[_RoutingItem.load.add(1), _RoutingItem.serving.add(pair)],
        condition=(_RoutingItem.status == Status.AVAILABLE.value) & (_RoutingItem.load < _RoutingItem.capacity),
    )
    write.update(
        _RoutingItem(f"conversation#{entry.conversation}", "entry"),
        actions=[_RoutingItem.agent.set(agent_state.agent)],
        condition=where,
    )
    write.save(_RoutingItem("handoffs", entry.conversation, **_fields(entry), agent=agent_state.agent))


def _unassign(write: TransactWrite, conversation: str, customer: str, agent: str, *also: Action) -> None:
    pair = f"{conversation} {customer}"
    write.update(
        _RoutingItem("agents", agent),
        actions=[_RoutingItem.load.add(-1), _RoutingItem.serving.delete({pair}), *also],
        condition=_RoutingItem.serving.contains(pair),
    )


def _fields(entry: QueueEntry) -> dict[str, Any]:
    return {
        "conversation": entry.conversation,
        "customer": entry.customer,
        "queue": entry.queue,
        "since": entry.since,
        "danger": entry.danger,
        "name": entry.name or None,
    }


def _entry_item(entry: QueueEntry) -> _RoutingItem:
    return _RoutingItem(f"conversation#{entry.conversation}", "entry", **_fields(entry))


def _queue_item(entry: QueueEntry) -> _RoutingItem:
    return _RoutingItem(f"queue#{entry.queue}", entry.sort_key, **_fields(entry))


def _read_entry(item: _RoutingItem) -> QueueEntry:
    return QueueEntry(item.conversation, item.customer, item.queue, int(item.since), bool(item.danger), item.name or "")


def _read_agent(item: _RoutingItem) -> AgentState:
    return AgentState(
        agent=item.sk,
        name=item.name,
        status=Status(item.status),
        queues=frozenset(item.queues or ()),
        capacity=int(item.capacity),
        serving=dict(_read_pairs(item)),
        free_since=int(item.free_since),
    )


def _read_pairs(item: _RoutingItem) -> Iterator[tuple[str, str]]:
    for pair in item.serving or ():
        conversation, customer = pair.split(" ", 1)
        yield conversation, customer
