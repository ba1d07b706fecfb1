"""Routing in one DynamoDB table; see `items` for its keys."""

from dataclasses import replace
from functools import partial
from typing import Any

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.kernel.optimistic_update import LOST_RACE, SYSTEM_BACKOFF, LostRace, update_optimistically
from chalicelib.kernel.parallel import RunParallel, gather
from chalicelib.routing.board_store import DynamoBoards, is_updated
from chalicelib.routing.events import ConversationGivenBack, QueueLeft, RoutingEvent, routing_subject
from chalicelib.routing.items import (
    DUTY_SHARDS,
    RoutingItem,
    encode_details,
    entry_item,
    queue_item,
    read_agent,
    read_entry,
    read_visit,
    served_item,
)
from chalicelib.routing.model import AgentState, EntryDetails, Membership, QueueEntry, Status, Visit
from chalicelib.routing.store_writes import assigned, give, is_served, queued, save_agent, save_visit, waits

MAX_ATTEMPTS = 6


class DynamoRoutingStore(DynamoBoards):
    """`RoutingStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox, run_parallel: RunParallel) -> None:
        bind(RoutingItem, client, table)
        self._outbox = outbox
        self._run_parallel = run_parallel
        self._connection = connection(client)

    def enqueue(self, entry: QueueEntry, visit: Visit | None = None) -> bool:
        return self._inserted(entry, visit) or self.find_entry(entry.conversation) is not None

    def _inserted(self, entry: QueueEntry, visit: Visit | None) -> bool:
        def move(write: TransactWrite) -> None:
            write.save(entry_item(entry), condition=RoutingItem.pk.does_not_exist())
            write.save(queue_item(entry))
            save_visit(write, entry, visit)
            self._publish(write, queued(entry))

        return commit(self._connection, move)

    def prioritise(self, entry: QueueEntry) -> bool:
        found = self.find_entry(entry.conversation)
        if found is None or found[1] or found[0] == entry:
            return False
        before, after = found[0], entry.moved(moves=found[0].moves + 1)
        from_queue = before.queue if before.queue != after.queue else ""

        def move(write: TransactWrite) -> None:
            write.delete(queue_item(before), condition=RoutingItem.pk.exists())
            write.save(entry_item(after), condition=waits(before))
            write.save(queue_item(after))
            if from_queue:
                save_visit(write, after, None)
            self._publish(write, queued(after, from_queue))

        return commit(self._connection, move)

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        items = RoutingItem.query(f"queue#{queue}", consistent_read=True, limit=limit)
        return [read_entry(item) for item in items]

    def keys_before(self, queue: str, sort_key: str) -> list[str]:
        before = RoutingItem.sk < sort_key
        found = RoutingItem.query(f"queue#{queue}", before, consistent_read=True, attributes_to_get=["pk", "sk"])
        return [str(item.sk) for item in found]

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        try:
            item = RoutingItem.get(f"conversation#{conversation}", "entry", consistent_read=True)
        except DoesNotExist:
            return None
        return read_entry(item), item.agent or ""

    def on_duty(self, queue: str, limit: int) -> list[AgentState]:
        shards = [partial(_query, f"duty#{queue}#{shard}", limit) for shard in range(DUTY_SHARDS)]
        found = (item for items in gather(self._run_parallel, shards) for item in items)
        return [read_agent(item) for item in sorted(found, key=lambda item: str(item.sk))[:limit]]

    def staff(self) -> list[AgentState]:
        shards = [partial(_query, f"staff#{shard}") for shard in range(DUTY_SHARDS)]
        return [read_agent(item) for items in gather(self._run_parallel, shards) for item in items]

    def agent(self, agent: str) -> AgentState | None:
        try:
            return read_agent(RoutingItem.get(f"agent#{agent}", "state", consistent_read=True))
        except DoesNotExist:
            return None

    def set_agent(
        self,
        agent: str,
        name: str,
        queues: frozenset[str],
        capacity: int,
        status: Status,
        now: int,
        issued_at: int = 0,
    ) -> None:
        def attempt() -> LostRace | None:
            known = self.agent(agent)
            if known is not None and known.outdates(queues, capacity, issued_at):
                return None
            before = known or AgentState(agent, name, status, queues, capacity, {}, now)
            after = before.changed(name, queues, capacity, status, now, issued_at)
            written = commit(self._connection, lambda write: save_agent(write, known, after))
            return None if written else LOST_RACE

        update_optimistically(attempt, SYSTEM_BACKOFF, MAX_ATTEMPTS, agent=agent)

    def set_membership(self, agent: str, membership: Membership) -> AgentState | None:
        def attempt() -> AgentState | LostRace | None:
            known = self.agent(agent)
            if known is None:
                return None
            after = known.with_membership(membership)
            return known if commit(self._connection, lambda write: save_agent(write, known, after)) else LOST_RACE

        return update_optimistically(attempt, SYSTEM_BACKOFF, MAX_ATTEMPTS, agent=agent)

    def set_joined(self, agent: str, name: str, conversation: str, customer: str) -> None:
        def attempt() -> LostRace | None:
            known = self.agent(agent)
            before = known or AgentState.away(agent, name)
            if before.joined.get(conversation, "") == customer:
                return None
            after = before.beside_agent(conversation, customer)
            return None if commit(self._connection, lambda write: save_agent(write, known, after)) else LOST_RACE

        update_optimistically(attempt, SYSTEM_BACKOFF, MAX_ATTEMPTS, agent=agent)

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        if not agent_state.has_room_for(entry):
            return False

        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            save_agent(write, agent_state, agent_state.with_conversation(entry))
            give(write, entry, agent_state, waits(entry))
            self._publish(write, assigned(entry, agent_state))

        return commit(self._connection, move)

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState, weight: int) -> bool:
        served_by, given = self._who_serves(entry, from_agent), replace(entry, weight=weight)
        if served_by is None or not to_agent.has_room_for(given):
            return False

        def move(write: TransactWrite) -> None:
            save_agent(write, served_by, served_by.without_conversation(entry, None))
            save_agent(write, to_agent, to_agent.with_conversation(given))
            give(write, given, to_agent, is_served(entry, from_agent))
            self._publish(write, assigned(entry, to_agent, from_agent))

        return commit(self._connection, move)

    def requeue(self, entry: QueueEntry, agent: str, again: QueueEntry, now: int, reason: str) -> bool:
        again, served_by = again.moved(moves=entry.moves + 1), self._who_serves(entry, agent)
        if served_by is None:
            return False

        def move(write: TransactWrite) -> None:
            save_agent(write, served_by, served_by.without_conversation(entry, now))
            write.save(entry_item(again), condition=is_served(entry, agent))
            write.save(queue_item(again))
            save_visit(write, again, None)
            event = ConversationGivenBack(again.conversation, again.number, again.queue, agent, reason, again.emergency)
            self._publish(write, event)

        return commit(self._connection, move)

    def reweigh(self, entry: QueueEntry, agent: str, weight: int) -> bool:
        served_by = self._who_serves(entry, agent)
        if served_by is None:
            return False

        def move(write: TransactWrite) -> None:
            save_agent(write, served_by, served_by.reweighed(entry, weight))
            item = RoutingItem(f"conversation#{entry.conversation}", "entry")
            write.update(item, actions=[RoutingItem.weight.set(weight)], condition=is_served(entry, agent))

        return commit(self._connection, move)

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        served_by = self._who_serves(entry, agent)
        if served_by is None:
            return False

        def move(write: TransactWrite) -> None:
            save_agent(write, served_by, served_by.without_conversation(entry, now))
            write.delete(RoutingItem(f"conversation#{entry.conversation}", "entry"), condition=is_served(entry, agent))
            write.save(served_item(entry, agent, now))

        return commit(self._connection, move)

    def _who_serves(self, entry: QueueEntry, agent: str) -> AgentState | None:
        """The agent's state, if they serve the conversation."""
        known = self.agent(agent)
        return known if known is not None and entry.conversation in known.serving else None

    def leave(self, entry: QueueEntry, now: int, waits_in: str = "") -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            write.delete(
                RoutingItem(f"conversation#{entry.conversation}", "entry"),
                condition=waits(entry),
            )
            save_visit(write, entry, None, left_at=now)
            number = entry.moved().number
            self._publish(write, QueueLeft(entry.conversation, number, entry.queue, entry.emergency, waits_in))

        return commit(self._connection, move)

    def describe(self, entry: QueueEntry, agent: str, about: EntryDetails) -> bool:
        details = encode_details(about)
        update: list[Action] = [RoutingItem.about.set(details) if details else RoutingItem.about.remove()]
        item = RoutingItem(f"conversation#{entry.conversation}", "entry")
        if agent:
            return is_updated(item, update, is_served(entry, agent))

        def move(write: TransactWrite) -> None:
            write.update(item, actions=update, condition=waits(entry))
            write.update(
                RoutingItem(f"queue#{entry.queue}", entry.sort_key),
                actions=update,
                condition=RoutingItem.pk.exists(),
            )

        return commit(self._connection, move)

    def visit(self, customer: str, queue: str) -> Visit:
        items = {item.sk: item for item in _query(f"customer#{customer}")}
        return read_visit(items.get(f"visit#{queue}"), items.get(f"served#{queue}"))

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        due = RoutingItem.paging.does_not_exist() | (RoutingItem.paging <= now - again_after_ms)
        waits = RoutingItem.pk.exists() & RoutingItem.agent.does_not_exist() & RoutingItem.paged.does_not_exist()
        item = RoutingItem(f"conversation#{conversation}", "entry")
        return is_updated(item, [RoutingItem.paging.set(now)], waits & due)

    def mark_paged(self, conversation: str) -> None:
        item = RoutingItem(f"conversation#{conversation}", "entry")
        is_updated(item, [RoutingItem.paged.set(True)], RoutingItem.pk.exists())  # or it was removed meanwhile

    def _publish(self, write: TransactWrite, event: RoutingEvent) -> None:
        self._outbox.add(write, routing_subject(event.conversation), event.number, event)


def _query(pk: str, limit: int | None = None) -> list[RoutingItem]:
    return list(RoutingItem.query(pk, consistent_read=True, limit=limit))
