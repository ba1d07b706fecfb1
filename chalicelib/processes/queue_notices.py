"""Posts queues to desks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import QueuesFrame
from chalicelib.kernel.parallel import PendingCall
from chalicelib.processes.showing_requests import request_showing
from chalicelib.queries.queue_board import kept_board, queue_view
from chalicelib.queries.queue_status import MAX_LISTED
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.tallies import tally_of

if TYPE_CHECKING:
    from chalicelib.queries.queue_board import Needs as QueueBoardNeeds
    from chalicelib.service_ports import WithPostToPerson, WithRoutingJobs

    class Needs(QueueBoardNeeds, WithPostToPerson, WithRoutingJobs, Protocol): ...


def board_of(queue: str) -> str:
    """What is claimed to show a queue to its agents."""
    return f"board:{queue}"


def request_board(services: Needs, queue: str, claimant: str) -> None:
    """Requests that a queue is shown to its agents, at most once in some seconds: what changes until then is shown
    together. A repeat by the same claimant requests it again: the Lambda may have ended between claim and job."""
    show = partial(services.routing_jobs().show_board, queue)
    request_showing(services, board_of(queue), claimant, routing_rules().boards.interval_seconds, show)


def show_board(services: Needs, queue: str) -> None:
    """Shows a queue to its agents. The claim ends first, so that a change after this is shown again."""
    services.routing().release_showing(board_of(queue))
    post_queue_view(services, queue)


def post_queue_view(services: Needs, queue: str) -> None:
    """Posts the state of a queue to its agents; to all agents on duty while an emergency waits there. Keeps how many
    there are for supervisors' boards, so that these read no agent."""
    store = services.routing()
    on_duty, waiting = PendingCall(store.staff), PendingCall(partial(store.list_waiting, queue, MAX_LISTED))
    services.messaging.run_parallel([on_duty, waiting])
    view = queue_view(services, queue, waiting.result, on_duty.result)
    store.keep_board(queue, kept_board(view, on_duty.result))
    agents = [each.agent for each in on_duty.result if queue in each.queues or view.emergencies]
    tally = tally_of(on_duty.result, queue, services.messaging.clock())
    posts = [partial(services.post_to_person, agent, QueuesFrame((view,))) for agent in agents]
    services.messaging.run_parallel([partial(store.save_tally, queue, tally), *posts])
