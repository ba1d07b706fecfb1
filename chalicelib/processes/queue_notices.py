"""Posts queues to desks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import QueuesFrame
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.queue_board import queue_view
from chalicelib.queries.queue_status import MAX_LISTED

if TYPE_CHECKING:
    from chalicelib.queries.queue_board import Needs as QueueBoardNeeds
    from chalicelib.service_ports import WithPostToPerson

    class Needs(QueueBoardNeeds, WithPostToPerson, Protocol): ...


def post_queue_view(services: Needs, queue: str) -> None:
    """Posts the state of a queue to its agents; to all agents on duty while an emergency waits there."""
    store = services.routing()
    on_duty, waiting = PendingCall(store.active_agents), PendingCall(partial(store.list_waiting, queue, MAX_LISTED))
    services.messaging.run_parallel([on_duty, waiting])
    view = queue_view(services, queue, waiting.result, on_duty.result)
    agents = [each.agent for each in on_duty.result if queue in each.queues or view.emergencies]
    services.messaging.run_parallel([partial(services.post_to_person, agent, QueuesFrame((view,))) for agent in agents])
