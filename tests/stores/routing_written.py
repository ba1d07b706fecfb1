"""Agents on duty, and what a routing store holds, for its tests."""

from typing import Any

import msgspec

from chalicelib.routing.events import routing_subject
from chalicelib.routing.model import AgentState, QueueEntry, Status
from chalicelib.routing.ports import RoutingStore
from chalicelib.services import EventOutbox

T0 = 1_800_000_000_000


def on_duty(routing: RoutingStore, agent: str, capacity: int = 2, *queues: str) -> None:
    routing.set_agent(agent, "김하늘", frozenset(queues or ("general",)), capacity, Status.AVAILABLE, T0)


def entry_of(routing: RoutingStore, conversation: str = "c1") -> QueueEntry:
    found = routing.find_entry(conversation)
    assert found is not None
    return found[0]


def published(outbox: EventOutbox) -> list[dict[str, Any]]:
    """The events of c1, without its id and queue."""
    bodies = [msgspec.json.decode(entry.body) for entry in outbox.entries(routing_subject("c1"))]
    return [{key: value for key, value in body.items() if key not in ("conversation", "queue")} for body in bodies]


def state_of(routing: RoutingStore, agent: str) -> AgentState:
    found = routing.agent(agent)
    assert found is not None
    return found
