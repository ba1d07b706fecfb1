"""Routing in one DynamoDB table; see `items` for its keys."""

from typing import Any

from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.routing.events import (
    ConversationAssigned,
    ConversationGivenBack,
    ConversationQueued,
    QueueLeft,
    RoutingEvent,
    routing_subject,
)
from chalicelib.routing.items import RoutingItem, entry_item, queue_item, read_agent, read_entry
from chalicelib.routing.model import AgentState, QueueEntry, Status


class DynamoRoutingStore:
    """`RoutingStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox) -> None:
        bind(RoutingItem, client, table)
        self._outbox = outbox
        self._connection = connection(client)

    def enqueue(self, entry: QueueEntry) -> bool:
        return self._inserted(entry) or self.find_entry(entry.conversation) is not None

    def _inserted(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.save(entry_item(entry), condition=RoutingItem.pk.does_not_exist())
            write.save(queue_item(entry))
            self._publish(write, _queued(entry))

        return commit(self._connection, move)

    def prioritise(self, entry: QueueEntry) -> bool:
        found = self.find_entry(entry.conversation)
        if found is None or found[1] or found[0] == entry:
            return False
        before, after = found[0], entry.moved(moves=found[0].moves + 1)
        from_queue = before.queue if before.queue != after.queue else ""

        def move(write: TransactWrite) -> None:
            write.delete(queue_item(before), condition=RoutingItem.pk.exists())
            write.save(entry_item(after), condition=_waits(before))
            write.save(queue_item(after))
            self._publish(write, _queued(after, from_queue))

        return commit(self._connection, move)

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        items = RoutingItem.query(f"queue#{queue}", consistent_read=True, limit=limit)
        return [read_entry(item) for item in items]

    def count_ahead(self, queue: str, sort_key: str) -> int:
        before = RoutingItem.sk < sort_key
        return int(RoutingItem.count(f"queue#{queue}", before, consistent_read=True))

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        try:
            item = RoutingItem.get(f"conversation#{conversation}", "entry", consistent_read=True)
        except DoesNotExist:
            return None
        return read_entry(item), item.agent or ""

    def active_agents(self) -> list[AgentState]:
        found = map(read_agent, RoutingItem.query("agents", consistent_read=True))
        return [agent_state for agent_state in found if agent_state.status is not Status.OFFLINE]

    def free_agents(self, queue: str, limit: int) -> list[AgentState]:
        free = [agent_state for agent_state in self.active_agents() if agent_state.can_accept(queue)]
        return sorted(free, key=lambda agent_state: agent_state.idle_order)[:limit]

    def agent(self, agent: str) -> AgentState | None:
        try:
            return read_agent(RoutingItem.get("agents", agent, consistent_read=True))
        except DoesNotExist:
            return None

    def set_agent(self, agent: str, name: str, queues: frozenset[str], capacity: int, status: Status, now: int) -> None:
        skills = [RoutingItem.queues.set(set(queues))] if queues else [RoutingItem.queues.remove()]
        RoutingItem("agents", agent).update(
            [
                *skills,
                RoutingItem.name.set(name),
                RoutingItem.capacity.set(capacity),
                RoutingItem.status.set(status.value),
                RoutingItem.load.set(RoutingItem.load | 0),
                RoutingItem.free_since.set(RoutingItem.free_since | now),
            ]
        )

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            _assign(write, entry, agent_state, _waits(entry))
            self._publish(write, _assigned(entry, agent_state))

        return commit(self._connection, move)

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState) -> bool:
        def move(write: TransactWrite) -> None:
            _unassign(write, entry, from_agent)
            _assign(write, entry, to_agent, _is_served(entry, from_agent))
            self._publish(write, _assigned(entry, to_agent, from_agent))

        return commit(self._connection, move)

    def requeue(self, entry: QueueEntry, agent: str, again: QueueEntry, now: int, reason: str) -> bool:
        again = again.moved(moves=entry.moves + 1)

        def move(write: TransactWrite) -> None:
            _unassign(write, entry, agent, RoutingItem.free_since.set(now))
            write.save(entry_item(again), condition=_is_served(entry, agent))
            write.save(queue_item(again))
            event = ConversationGivenBack(again.conversation, again.number, again.queue, agent, reason, again.emergency)
            self._publish(write, event)

        return commit(self._connection, move)

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        def move(write: TransactWrite) -> None:
            _unassign(write, entry, agent, RoutingItem.free_since.set(now))
            write.delete(RoutingItem(f"conversation#{entry.conversation}", "entry"), condition=_is_served(entry, agent))

        return commit(self._connection, move)

    def leave(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            write.delete(
                RoutingItem(f"conversation#{entry.conversation}", "entry"),
                condition=_waits(entry),
            )
            self._publish(write, QueueLeft(entry.conversation, entry.moved().number, entry.queue, entry.emergency))

        return commit(self._connection, move)

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        due = RoutingItem.paging.does_not_exist() | (RoutingItem.paging <= now - again_after_ms)
        waits = RoutingItem.pk.exists() & RoutingItem.agent.does_not_exist() & RoutingItem.paged.does_not_exist()
        try:
            RoutingItem(f"conversation#{conversation}", "entry").update(
                [RoutingItem.paging.set(now)], condition=waits & due
            )
        except UpdateError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def mark_paged(self, conversation: str) -> None:
        try:
            RoutingItem(f"conversation#{conversation}", "entry").update(
                [RoutingItem.paged.set(True)], condition=RoutingItem.pk.exists()
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":  # the entry was removed meanwhile
                raise

    def _publish(self, write: TransactWrite, event: RoutingEvent) -> None:
        self._outbox.add(write, routing_subject(event.conversation), event.number, event)


def _waits(entry: QueueEntry) -> Condition:
    """The entry waits and has not been moved since it was read."""
    waits: Condition = RoutingItem.pk.exists() & RoutingItem.agent.does_not_exist() & _unmoved(entry)
    return waits


def _is_served(entry: QueueEntry, agent: str) -> Condition:
    """The entry is assigned to the agent and has not been moved since it was read."""
    served: Condition = (RoutingItem.agent == agent) & _unmoved(entry)
    return served


def _unmoved(entry: QueueEntry) -> Condition:
    moves: Condition = RoutingItem.moves == entry.moves if entry.moves else RoutingItem.moves.does_not_exist()
    unmoved: Condition = moves & (RoutingItem.since == entry.since)
    return unmoved


def _queued(entry: QueueEntry, from_queue: str = "") -> ConversationQueued:
    return ConversationQueued(entry.conversation, entry.number, entry.queue, from_queue, entry.emergency)


def _assigned(entry: QueueEntry, agent_state: AgentState, from_agent: str = "") -> ConversationAssigned:
    after, agent = entry.moved(), agent_state.agent
    return ConversationAssigned(after.conversation, after.number, after.queue, agent, from_agent, after.emergency)


def _assign(write: TransactWrite, entry: QueueEntry, agent_state: AgentState, where: Condition) -> None:
    pair = {f"{entry.conversation} {entry.customer}"}
    write.update(
        RoutingItem("agents", agent_state.agent),
        actions=[RoutingItem.load.add(entry.weight), RoutingItem.serving.add(pair)],
        condition=(RoutingItem.status == Status.AVAILABLE.value)
        & (RoutingItem.capacity == agent_state.capacity)
        & (RoutingItem.load <= agent_state.capacity - entry.weight),
    )
    write.update(
        RoutingItem(f"conversation#{entry.conversation}", "entry"),
        actions=[RoutingItem.agent.set(agent_state.agent), RoutingItem.moves.set(entry.moves + 1)],
        condition=where,
    )


def _unassign(write: TransactWrite, entry: QueueEntry, agent: str, *also: Action) -> None:
    pair = f"{entry.conversation} {entry.customer}"
    write.update(
        RoutingItem("agents", agent),
        actions=[RoutingItem.load.add(-entry.weight), RoutingItem.serving.delete({pair}), *also],
        condition=RoutingItem.serving.contains(pair),
    )
