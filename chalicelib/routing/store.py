"""Routing in one DynamoDB table; see `items` for its keys."""

from dataclasses import replace
from typing import Any

from pynamodb.exceptions import DeleteError, DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import bind, commit, connection
from chalicelib.kernel.errors import Conflict
from chalicelib.routing.items import RoutingItem, entry_fields, entry_item, queue_item, read_agent, read_entry
from chalicelib.routing.model import AgentState, QueueEntry, Status


class DynamoRoutingStore:
    """`RoutingStore` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(RoutingItem, client, table)
        self._connection = connection(client)

    def enqueue(self, entry: QueueEntry) -> None:
        if not self._inserted(entry) and self.find_entry(entry.conversation) is None:
            raise Conflict(conversation=entry.conversation)  # otherwise the customer would wait for ever

    def _inserted(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.save(entry_item(entry), condition=RoutingItem.pk.does_not_exist())
            write.save(queue_item(entry))

        return commit(self._connection, move)

    def prioritise(self, entry: QueueEntry) -> bool:
        found = self.find_entry(entry.conversation)
        if found is None or found[1] or found[0] == entry:
            return False

        def move(write: TransactWrite) -> None:
            write.delete(queue_item(found[0]), condition=RoutingItem.pk.exists())
            write.save(entry_item(entry), condition=RoutingItem.agent.does_not_exist() & RoutingItem.pk.exists())
            write.save(queue_item(entry))

        return commit(self._connection, move)

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        items = RoutingItem.query(f"queue#{queue}", consistent_read=True, limit=limit)
        return [read_entry(item) for item in items]

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        try:
            item = RoutingItem.get(f"conversation#{conversation}", "entry", consistent_read=True)
        except DoesNotExist:
            return None
        return read_entry(item), item.agent or ""

    def active_agents(self) -> list[AgentState]:
        found = map(read_agent, RoutingItem.query("agents", consistent_read=True))
        return [agent_state for agent_state in found if agent_state.status is not Status.OFFLINE]

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
            _assign(write, entry, agent_state, RoutingItem.agent.does_not_exist())

        return commit(self._connection, move)

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState) -> bool:
        def move(write: TransactWrite) -> None:
            _unassign(write, entry.conversation, entry.customer, from_agent)
            _assign(write, entry, to_agent, RoutingItem.agent == from_agent)

        return commit(self._connection, move)

    def requeue(self, entry: QueueEntry, agent: str, queue: str, now: int) -> bool:
        again = replace(entry, queue=queue)

        def move(write: TransactWrite) -> None:
            _unassign(write, entry.conversation, entry.customer, agent, RoutingItem.free_since.set(now))
            write.save(entry_item(again), condition=RoutingItem.agent == agent)
            write.save(queue_item(again))
            write.save(RoutingItem("handoffs", entry.conversation, **entry_fields(again)))

        return commit(self._connection, move)

    def unassign(self, conversation: str, agent: str, now: int) -> bool:
        found = self.find_entry(conversation)
        if found is None or found[1] != agent:
            return False

        def move(write: TransactWrite) -> None:
            _unassign(write, conversation, found[0].customer, agent, RoutingItem.free_since.set(now))
            write.delete(RoutingItem(f"conversation#{conversation}", "entry"), condition=RoutingItem.agent == agent)
            write.delete(RoutingItem("handoffs", conversation))

        return commit(self._connection, move)

    def remove(self, conversation: str) -> None:
        found = self.find_entry(conversation)
        if found is None or found[1]:
            return

        def move(write: TransactWrite) -> None:
            write.delete(
                RoutingItem(f"conversation#{conversation}", "entry"), condition=RoutingItem.agent.does_not_exist()
            )
            write.delete(queue_item(found[0]))

        commit(self._connection, move)

    def leave(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            write.delete(
                RoutingItem(f"conversation#{entry.conversation}", "entry"),
                condition=RoutingItem.agent.does_not_exist() & RoutingItem.pk.exists(),
            )
            write.save(RoutingItem("handoffs", entry.conversation, **entry_fields(entry)))

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

    def pending_handoffs(self) -> list[tuple[QueueEntry, str]]:
        return [(read_entry(item), item.agent or "") for item in RoutingItem.query("handoffs", consistent_read=True)]

    def claim_handoff(self, conversation: str, agent: str, now: int, until: int) -> bool:
        free = RoutingItem.claimed_until.does_not_exist() | (RoutingItem.claimed_until <= now)
        try:
            RoutingItem("handoffs", conversation).update(
                [RoutingItem.claimed_until.set(until)], condition=(RoutingItem.agent == agent) & free
            )
        except UpdateError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True

    def complete_handoff(self, conversation: str, agent: str) -> None:
        same = RoutingItem.agent == agent if agent else RoutingItem.agent.does_not_exist()
        try:
            RoutingItem("handoffs", conversation).delete(condition=same)
        except DeleteError as error:  # a later hand-off has replaced it
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise


def _assign(write: TransactWrite, entry: QueueEntry, agent_state: AgentState, where: Condition) -> None:
    pair = {f"{entry.conversation} {entry.customer}"}
    write.update(
        RoutingItem("agents", agent_state.agent),
        actions=[RoutingItem.load.add(1), RoutingItem.serving.add(pair)],
        condition=(RoutingItem.status == Status.AVAILABLE.value) & (RoutingItem.load < RoutingItem.capacity),
    )
    write.update(
        RoutingItem(f"conversation#{entry.conversation}", "entry"),
        actions=[RoutingItem.agent.set(agent_state.agent)],
        condition=where,
    )
    write.save(RoutingItem("handoffs", entry.conversation, **entry_fields(entry), agent=agent_state.agent))


def _unassign(write: TransactWrite, conversation: str, customer: str, agent: str, *also: Action) -> None:
    pair = f"{conversation} {customer}"
    write.update(
        RoutingItem("agents", agent),
        actions=[RoutingItem.load.add(-1), RoutingItem.serving.delete({pair}), *also],
        condition=RoutingItem.serving.contains(pair),
    )
