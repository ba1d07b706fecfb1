"""Routing in memory: a `RoutingStore` for one process, in time that grows with the logarithm of who waits."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from chalicelib.routing.events import (
    ConversationAssigned,
    ConversationGivenBack,
    ConversationQueued,
    QueueLeft,
    RoutingEvent,
    routing_subject,
)
from chalicelib.routing.model import AgentState, EntryDetails, Membership, QueueEntry, Status, Visit
from chalicelib.routing.tallies import Tally

DutyOrder = tuple[bool, int, int, str]
"""Who is free first, by their `idle_order`."""


class Outbox(Protocol):
    """Where a store puts the events of its moves."""

    def add(self, subject: str, number: int, event: RoutingEvent, /) -> None:
        """Publishes an event."""


class MemoryRouting:
    """`RoutingStore` in memory. `entries` are those waiting and those assigned, with their agent."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.entries: dict[str, tuple[QueueEntry, str]] = {}
        self.agent_states: dict[str, AgentState] = {}
        self.paging: dict[str, int | None] = {}
        self.saved_tallies: dict[str, Tally] = {}
        self.claims: dict[str, tuple[str, int]] = {}
        self._kept: dict[str, bytes] = {}
        self._visits: dict[tuple[str, str], Visit] = {}
        self._lines: dict[str, list[str]] = {}
        self._by_key: dict[str, QueueEntry] = {}
        self._duty: dict[str, list[DutyOrder]] = {}
        self._duty_keys: dict[str, tuple[DutyOrder, frozenset[str]]] = {}

    def enqueue(self, entry: QueueEntry, visit: Visit | None = None) -> bool:
        if entry.conversation not in self.entries:
            held = self.visit(entry.customer, entry.queue)
            if visit is not None and (held.conversation, held.since) != (visit.conversation, visit.since):
                return False
            self._add(entry)
            self._publish(ConversationQueued(entry.conversation, entry.number, entry.queue, "", entry.emergency))
        return True

    def prioritise(self, entry: QueueEntry) -> bool:
        held = self.entries.get(entry.conversation)
        if held is None or held[1] or held[0] == entry:
            return False
        after = entry.moved(moves=held[0].moves + 1)
        self._take_out(held[0])
        self._add(after)
        self.paging.pop(entry.conversation, None)
        from_queue = held[0].queue if held[0].queue != after.queue else ""
        self._publish(ConversationQueued(after.conversation, after.number, after.queue, from_queue, after.emergency))
        return True

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        return [self._by_key[key] for key in self._lines.get(queue, ())[:limit]]

    def count_ahead(self, queue: str, sort_key: str) -> int:
        return bisect_left(self._lines.get(queue, ()), sort_key)

    def keys_before(self, queue: str, sort_key: str) -> list[str]:
        return self._lines.get(queue, [])[: self.count_ahead(queue, sort_key)]

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        return self.entries.get(conversation)

    def on_duty(self, queue: str, limit: int) -> list[AgentState]:
        return [self.agent_states[agent] for _, _, _, agent in self._duty.get(queue, ())[:limit]]

    def staff(self) -> list[AgentState]:
        return [agent_state for agent_state in self.agent_states.values() if agent_state.is_on_duty]

    def save_tally(self, queue: str, tally: Tally) -> None:
        if self.saved_tallies.get(queue, Tally()).at <= tally.at:
            self.saved_tallies[queue] = tally

    def tallies(self, queues: Iterable[str]) -> dict[str, Tally]:
        return {queue: self.saved_tallies.get(queue, Tally()) for queue in queues}

    def agent(self, agent: str) -> AgentState | None:
        return self.agent_states.get(agent)

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
        old = self.agent_states.get(agent)
        if old is not None and old.outdates(queues, capacity, issued_at):
            return
        before = old or AgentState(agent, name, status, queues, capacity, {}, now)
        self._set(before.changed(name, queues, capacity, status, now, issued_at))

    def set_membership(self, agent: str, membership: Membership) -> AgentState | None:
        before = self.agent_states.get(agent)
        if before is not None:
            self._set(before.with_membership(membership))
        return before

    def set_joined(self, agent: str, name: str, conversation: str, customer: str) -> None:
        before = self.agent_states.get(agent) or AgentState.away(agent, name)
        if before.joined.get(conversation, "") != customer:
            self._set(before.beside_agent(conversation, customer))

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        return self._is_at(entry, "") and self._assign_if_free(entry, agent_state, "")

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState, weight: int) -> bool:
        if not self._is_at(entry, from_agent) or not self._assign_if_free(entry, to_agent, from_agent, weight):
            return False
        self._clear(entry, from_agent)
        return True

    def requeue(self, entry: QueueEntry, agent: str, again: QueueEntry, now: int, reason: str) -> bool:
        if not self._is_at(entry, agent):
            return False
        self._clear(entry, agent, now)
        self.paging.pop(entry.conversation, None)
        again = again.moved(moves=entry.moves + 1)
        self._add(again)
        event = ConversationGivenBack(again.conversation, again.number, again.queue, agent, reason, again.emergency)
        self._publish(event)
        return True

    def reweigh(self, entry: QueueEntry, agent: str, weight: int) -> bool:
        if not self._is_at(entry, agent):
            return False
        self._set(self.agent_states[agent].reweighed(entry, weight))
        self.entries[entry.conversation] = replace(entry, weight=weight), agent
        return True

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        if not self._is_at(entry, agent):
            return False
        self._clear(entry, agent, now)
        del self.entries[entry.conversation]
        visit = self.visit(entry.customer, entry.queue)
        self._visits[entry.customer, entry.queue] = replace(visit, agent=agent, served_at=now)
        return True

    def visit(self, customer: str, queue: str) -> Visit:
        return self._visits.get((customer, queue), Visit())

    def leave(self, entry: QueueEntry, now: int, waits_in: str = "") -> bool:
        if not self._is_at(entry, ""):
            return False
        self._take_out(self.entries.pop(entry.conversation)[0])
        self.paging.pop(entry.conversation, None)
        self._keep_visit(entry, left_at=now)
        self._publish(QueueLeft(entry.conversation, entry.moved().number, entry.queue, entry.emergency, waits_in))
        return True

    def describe(self, entry: QueueEntry, agent: str, about: EntryDetails) -> bool:
        if not self._is_at(entry, agent):
            return False
        described = replace(self.entries[entry.conversation][0], about=about)
        self.entries[entry.conversation] = described, agent
        if not agent:
            self._by_key[described.sort_key] = described
        return True

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        began = self.paging.get(conversation, 0)
        waits = self.entries.get(conversation, (None, "nowhere"))[1] == ""
        if not waits or began is None or (began and began > now - again_after_ms):
            return False
        self.paging[conversation] = now
        return True

    def mark_paged(self, conversation: str) -> None:
        if conversation in self.entries:
            self.paging[conversation] = None

    def keep_board(self, queue: str, board: bytes) -> None:
        self._kept[queue] = board

    def kept_boards(self, queues: Sequence[str]) -> dict[str, bytes]:
        return {queue: self._kept[queue] for queue in queues if queue in self._kept}

    def claim_showing(self, what: str, claimant: str, now: int, until: int) -> bool:
        holder, ends = self.claims.get(what, ("", 0))
        if ends > now and holder != claimant:
            return False
        self.claims[what] = claimant, until
        return True

    def release_showing(self, what: str) -> None:
        self.claims.pop(what, None)

    def _assign_if_free(
        self, entry: QueueEntry, agent_state: AgentState, from_agent: str, weight: int | None = None
    ) -> bool:
        agent = agent_state.agent
        held = self.entries.get(entry.conversation)
        known = self.agent_states.get(agent)
        unchanged = known is not None and known.version == agent_state.version
        if held is None or not self._is_at(entry, from_agent):
            return False
        given = held[0] if weight is None else replace(held[0], weight=weight)
        if not unchanged or not agent_state.has_room_for(given):
            return False
        if not from_agent:
            self._take_out(held[0])
        self._set(agent_state.with_conversation(given))
        after = given.moved(weight=agent_state.units_for(given))
        self.entries[entry.conversation] = (after, agent)
        event = ConversationAssigned(after.conversation, after.number, after.queue, agent, from_agent, after.emergency)
        self._publish(event)
        return True

    def _is_at(self, entry: QueueEntry, agent: str) -> bool:
        """Whether the entry has this agent and has not been moved or reweighed since it was read."""
        held = self.entries.get(entry.conversation)
        if held is None or (agent and held[0].weight != entry.weight):
            return False
        return (held[0].number, held[0].moves, held[1]) == (entry.number, entry.moves, agent)

    def _publish(self, event: RoutingEvent) -> None:
        self._outbox.add(routing_subject(event.conversation), event.number, event)

    def _clear(self, entry: QueueEntry, agent: str, now: int | None = None) -> None:
        self._set(self.agent_states[agent].without_conversation(entry, now))

    def _keep_visit(self, entry: QueueEntry, left_at: int = 0) -> None:
        visit = self.visit(entry.customer, entry.queue)
        kept = replace(visit, conversation=entry.conversation, since=entry.since, left_at=left_at)
        self._visits[entry.customer, entry.queue] = kept

    def _add(self, entry: QueueEntry) -> None:
        self._keep_visit(entry)
        self.entries[entry.conversation] = (entry, "")
        key = entry.sort_key
        insort(self._lines.setdefault(entry.queue, []), key)
        self._by_key[key] = entry

    def _take_out(self, entry: QueueEntry) -> None:
        key, line = entry.sort_key, self._lines[entry.queue]
        del line[bisect_left(line, key)]
        del self._by_key[key]

    def _set(self, agent_state: AgentState) -> None:
        self.agent_states[agent_state.agent] = agent_state
        if agent_state.agent in self._duty_keys:
            key, queues = self._duty_keys.pop(agent_state.agent)
            for queue in queues:
                del self._duty[queue][bisect_left(self._duty[queue], key)]
        if agent_state.is_on_duty:
            name = agent_state.agent
            key = (False, *agent_state.idle_order) if agent_state.is_free else (True, 0, 0, name)
            self._duty_keys[agent_state.agent] = key, agent_state.queues
            for queue in agent_state.queues:
                insort(self._duty.setdefault(queue, []), key)
