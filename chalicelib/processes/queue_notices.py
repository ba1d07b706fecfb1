"""Posts queues to desks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import QueuesFrame
from chalicelib.kernel.parallel import run_all
from chalicelib.queries.queue_board import queue_view
from chalicelib.queries.queue_status import MAX_LISTED

if TYPE_CHECKING:
    from chalicelib.queries.queue_board import Needs as QueueBoardNeeds
    from chalicelib.service_ports import WithPostToPerson

    class Needs(QueueBoardNeeds, WithPostToPerson, Protocol): ...


def post_queue_view(services: Needs, queue: str) -> None:
    """Posts the state of a queue to its agents; to all agents on duty while an emergency waits there."""
    agent_states = services.routing().active_agents()
    view = queue_view(services, queue, services.routing().list_waiting(queue, MAX_LISTED), agent_states)
    frame = QueuesFrame((view,))
    agents = [agent_state.agent for agent_state in agent_states if queue in agent_state.queues or view.emergencies]
    run_all([lambda agent=agent: services.post_to_person(agent, frame) for agent in agents])  # type: ignore[misc]
