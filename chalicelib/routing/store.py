"""Routing in one DynamoDB table; see `items` for its keys."""

from functools import partial
from typing import Any

from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.kernel.optimistic_update import LOST_RACE, SYSTEM_BACKOFF, LostRace, update_optimistically
from chalicelib.kernel.parallel import RunParallel, gather
from chalicelib.routing.events import (
    ConversationAssigned,
    ConversationGivenBack,
    ConversationQueued,
    QueueLeft,
    RoutingEvent,
    routing_subject,
)
from chalicelib.routing.items import (
    DUTY_SHARDS,
    RoutingItem,
    agent_item,
    duty_items,
    encode_details,
    entry_item,
    queue_item,
    read_agent,
    read_entry,
)
from chalicelib.routing.model import AgentState, EntryDetails, QueueEntry, Status

MAX_ATTEMPTS = 6


class DynamoRoutingStore:
    """`RoutingStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox, run_parallel: RunParallel) -> None:
        bind(RoutingItem, client, table)
        self._outbox = outbox
        self._run_parallel = run_parallel
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
            written = commit(self._connection, lambda write: _save_agent(write, known, after))
            return None if written else LOST_RACE

        update_optimistically(attempt, SYSTEM_BACKOFF, MAX_ATTEMPTS, agent=agent)

    def set_joined(self, agent: str, name: str, conversation: str, customer: str) -> None:
        def attempt() -> LostRace | None:
            known = self.agent(agent)
            before = known or AgentState.away(agent, name)
            if before.joined.get(conversation, "") == customer:
                return None
            after = before.beside_agent(conversation, customer)
            return None if commit(self._connection, lambda write: _save_agent(write, known, after)) else LOST_RACE

        update_optimistically(attempt, SYSTEM_BACKOFF, MAX_ATTEMPTS, agent=agent)

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        if not agent_state.has_room_for(entry):
            return False

        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            _save_agent(write, agent_state, agent_state.with_conversation(entry))
            _give(write, entry, agent_state.agent, _waits(entry))
            self._publish(write, _assigned(entry, agent_state))

        return commit(self._connection, move)

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState) -> bool:
        served_by = self._who_serves(entry, from_agent)
        if served_by is None or not to_agent.has_room_for(entry):
            return False

        def move(write: TransactWrite) -> None:
            _save_agent(write, served_by, served_by.without_conversation(entry, None))
            _save_agent(write, to_agent, to_agent.with_conversation(entry))
            _give(write, entry, to_agent.agent, _is_served(entry, from_agent))
            self._publish(write, _assigned(entry, to_agent, from_agent))

        return commit(self._connection, move)

    def requeue(self, entry: QueueEntry, agent: str, again: QueueEntry, now: int, reason: str) -> bool:
        again, served_by = again.moved(moves=entry.moves + 1), self._who_serves(entry, agent)
        if served_by is None:
            return False

        def move(write: TransactWrite) -> None:
            _save_agent(write, served_by, served_by.without_conversation(entry, now))
            write.save(entry_item(again), condition=_is_served(entry, agent))
            write.save(queue_item(again))
            event = ConversationGivenBack(again.conversation, again.number, again.queue, agent, reason, again.emergency)
            self._publish(write, event)

        return commit(self._connection, move)

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        served_by = self._who_serves(entry, agent)
        if served_by is None:
            return False

        def move(write: TransactWrite) -> None:
            _save_agent(write, served_by, served_by.without_conversation(entry, now))
            write.delete(RoutingItem(f"conversation#{entry.conversation}", "entry"), condition=_is_served(entry, agent))

        return commit(self._connection, move)

    def _who_serves(self, entry: QueueEntry, agent: str) -> AgentState | None:
        """The agent's state, if they serve the conversation."""
        known = self.agent(agent)
        return known if known is not None and entry.conversation in known.serving else None

    def leave(self, entry: QueueEntry) -> bool:
        def move(write: TransactWrite) -> None:
            write.delete(queue_item(entry), condition=RoutingItem.pk.exists())
            write.delete(
                RoutingItem(f"conversation#{entry.conversation}", "entry"),
                condition=_waits(entry),
            )
            self._publish(write, QueueLeft(entry.conversation, entry.moved().number, entry.queue, entry.emergency))

        return commit(self._connection, move)

    def describe(self, entry: QueueEntry, agent: str, about: EntryDetails) -> bool:
        details = encode_details(about)
        update: list[Action] = [RoutingItem.about.set(details) if details else RoutingItem.about.remove()]
        item = RoutingItem(f"conversation#{entry.conversation}", "entry")
        if agent:
            return _is_updated(item, update, _is_served(entry, agent))

        def move(write: TransactWrite) -> None:
            write.update(item, actions=update, condition=_waits(entry))
            write.update(
                RoutingItem(f"queue#{entry.queue}", entry.sort_key),
                actions=update,
                condition=RoutingItem.pk.exists(),
            )

        return commit(self._connection, move)

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        due = RoutingItem.paging.does_not_exist() | (RoutingItem.paging <= now - again_after_ms)
        waits = RoutingItem.pk.exists() & RoutingItem.agent.does_not_exist() & RoutingItem.paged.does_not_exist()
        item = RoutingItem(f"conversation#{conversation}", "entry")
        return _is_updated(item, [RoutingItem.paging.set(now)], waits & due)

    def mark_paged(self, conversation: str) -> None:
        item = RoutingItem(f"conversation#{conversation}", "entry")
        _is_updated(item, [RoutingItem.paged.set(True)], RoutingItem.pk.exists())  # or it was removed meanwhile

    def claim_showing(self, what: str, claimant: str, now: int, until: int) -> bool:
        free = RoutingItem.until.does_not_exist() | (RoutingItem.until <= now) | (RoutingItem.claimant == claimant)
        claim: list[Action] = [RoutingItem.claimant.set(claimant), RoutingItem.until.set(until)]
        return _is_updated(RoutingItem(f"shown#{what}", "claim"), claim, free)

    def release_showing(self, what: str) -> None:
        RoutingItem(f"shown#{what}", "claim").delete()

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


def _give(write: TransactWrite, entry: QueueEntry, agent: str, where: Condition) -> None:
    write.update(
        RoutingItem(f"conversation#{entry.conversation}", "entry"),
        actions=[RoutingItem.agent.set(agent), RoutingItem.moves.set(entry.moves + 1)],
        condition=where,
    )


def _save_agent(write: TransactWrite, before: AgentState | None, after: AgentState) -> None:
    """Replaces an agent's state and its copies, if it has not changed since it was read."""
    unchanged = RoutingItem.version == before.version if before else RoutingItem.pk.does_not_exist()
    write.save(agent_item(after), condition=unchanged)
    old, new = duty_items(before), duty_items(after)
    for key in old.keys() - new.keys():
        write.delete(RoutingItem(*key))
    for item in new.values():
        write.save(item)


def _query(pk: str, limit: int | None = None) -> list[RoutingItem]:
    return list(RoutingItem.query(pk, consistent_read=True, limit=limit))


def _is_updated(item: RoutingItem, actions: list[Action], condition: Condition) -> bool:
    """Whether an item was updated; False if the condition failed."""
    try:
        item.update(actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True
