"""Conditions and writes of which the transactions of routing are made; see `items` for the keys."""

from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.routing.events import ConversationAssigned, ConversationQueued
from chalicelib.routing.items import RoutingItem, agent_item, duty_items, visit_item
from chalicelib.routing.model import AgentState, QueueEntry, Visit


def waits(entry: QueueEntry) -> Condition:
    """The entry waits and has not been moved since it was read."""
    waits: Condition = RoutingItem.pk.exists() & RoutingItem.agent.does_not_exist() & _unmoved(entry)
    return waits


def is_served(entry: QueueEntry, agent: str) -> Condition:
    """The entry is assigned to the agent and has not been moved or reweighed since it was read."""
    same_weight = RoutingItem.weight == entry.weight
    if entry.weight == 1:
        same_weight |= RoutingItem.weight.does_not_exist()
    served: Condition = (RoutingItem.agent == agent) & _unmoved(entry) & same_weight
    return served


def _unmoved(entry: QueueEntry) -> Condition:
    moves: Condition = RoutingItem.moves == entry.moves if entry.moves else RoutingItem.moves.does_not_exist()
    unmoved: Condition = moves & (RoutingItem.since == entry.since)
    return unmoved


def queued(entry: QueueEntry, from_queue: str = "") -> ConversationQueued:
    """The event of an entry that waits."""
    return ConversationQueued(entry.conversation, entry.number, entry.queue, from_queue, entry.emergency)


def assigned(entry: QueueEntry, agent_state: AgentState, from_agent: str = "") -> ConversationAssigned:
    """The event of an entry that is given to an agent."""
    after, agent = entry.moved(), agent_state.agent
    return ConversationAssigned(after.conversation, after.number, after.queue, agent, from_agent, after.emergency)


def give(write: TransactWrite, entry: QueueEntry, to: AgentState, where: Condition) -> None:
    """Gives an entry to an agent."""
    write.update(
        RoutingItem(f"conversation#{entry.conversation}", "entry"),
        actions=[
            RoutingItem.agent.set(to.agent),
            RoutingItem.moves.set(entry.moves + 1),
            RoutingItem.weight.set(to.units_for(entry)),
        ],
        condition=where,
    )


def save_agent(write: TransactWrite, before: AgentState | None, after: AgentState) -> None:
    """Replaces an agent's state and its copies, if it has not changed since it was read."""
    unchanged = RoutingItem.version == before.version if before else RoutingItem.pk.does_not_exist()
    write.save(agent_item(after), condition=unchanged)
    old, new = duty_items(before), duty_items(after)
    for key in old.keys() - new.keys():
        write.delete(RoutingItem(*key))
    for item in new.values():
        write.save(item)


def save_visit(write: TransactWrite, entry: QueueEntry, before: Visit | None, left_at: int = 0) -> None:
    """Keeps who waits, if it is still as it was `before`."""
    unchanged = None
    if before is not None and before.conversation:
        unchanged = (RoutingItem.conversation == before.conversation) & (RoutingItem.since == before.since)
    elif before is not None:
        unchanged = RoutingItem.pk.does_not_exist()
    write.save(visit_item(entry, left_at), condition=unchanged)
