"""Jobs from SQS, and the minute schedule that repairs what a crash left behind."""

import logging
from datetime import datetime
from functools import partial

from chalicelib.claims.model import SEOUL
from chalicelib.content.business_days import HOLIDAYS, LOOKAHEAD_DAYS, BusinessCalendar
from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import QueuesFrame
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.files.checks import request_overdue_checks
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.assignment import deliver_assignment, run_pending_handoffs
from chalicelib.processes.connections import close_expired
from chalicelib.processes.delay_notices import notify_all_delays
from chalicelib.processes.event_relay import relay_left_events
from chalicelib.processes.on_call import page_on_call
from chalicelib.processes.requeueing import check_agent_presence
from chalicelib.processes.waiting import notify_staffing_changes
from chalicelib.queries.queue_board import queue_view
from chalicelib.queries.queue_status import MAX_LISTED
from chalicelib.queries.reachable import reachability
from chalicelib.routing import service as routing
from chalicelib.routing.jobs import CheckAgentPresence, MatchQueue, RoutingJob
from chalicelib.routing.model import AgentState
from chalicelib.services import Services

log = logging.getLogger("baro")


def run_job(services: Services, job: RoutingJob) -> None:
    """Runs a job. Jobs may be delivered twice."""
    match job:
        case MatchQueue(queue):
            run_all(
                (
                    lambda: routing.assign_waiting(services.routing(), queue, reachability(services)),
                    lambda: run_pending_handoffs(services),
                    lambda: page_on_call(services, queue),
                    lambda: post_queue_view(services, queue),
                )
            )
        case CheckAgentPresence(agent):
            check_agent_presence(services, agent)


def run_every_minute(services: Services) -> None:
    """Finds agents who are gone, assignments of ended conversations, pending hand-offs, waiting entries, events
    left in the outbox, claims that need a delay notice and unfinished file checks; once a day checks how far ahead
    public holidays are known."""
    run_all(
        (
            lambda: close_expired(services),
            lambda: run_pending_handoffs(services),
            lambda: _check_agents(services),
            lambda: _check_queues(services),
            lambda: relay_left_events(services),
            lambda: notify_all_delays(services),
            lambda: request_overdue_checks(services.files()),
            lambda: _check_holidays(services.claims().rules.calendar, services.claims().clock()),
        )
    )


def _check_holidays(calendar: BusinessCalendar, now: int) -> None:
    """Logs a warning, which an alarm of the deployment counts: without known holidays, calls would be promised on
    them."""
    moment = datetime.fromtimestamp(now / 1000, SEOUL)
    known = calendar.known_days_ahead(moment.date())
    if known < LOOKAHEAD_DAYS and (moment.hour, moment.minute) == (9, 0):
        log.warning("%s ends: public holidays are known %d days ahead, %d are needed", HOLIDAYS, known, LOOKAHEAD_DAYS)


def _check_agents(services: Services) -> None:
    agent_states = services.routing().active_agents()
    checks = [
        lambda check=check, agent=agent_state.agent: check(services, agent)
        for check in (check_agent_presence, _reconcile_agent)
        for agent_state in agent_states
    ]
    run_all(checks)


def _check_queues(services: Services) -> None:
    assigned: list[int] = []

    def match(queue: str) -> None:
        assigned.append(routing.assign_waiting(services.routing(), queue, reachability(services)))

    def follow() -> None:
        if any(assigned):
            run_pending_handoffs(services)

    matches = [lambda queue=queue: match(queue) for queue in queues()]
    checks = [
        lambda check=check, queue=queue: check(services, queue)
        for queue in queues()
        for check in (page_on_call, notify_staffing_changes)
    ]
    run_all([*matches, follow, *checks])


def _reconcile_agent(services: Services, agent: str) -> None:
    """Ends assignments of ended conversations and delivers conversations that have not followed their assignment."""
    agent_state = services.routing().agent(agent)
    if agent_state is None:
        return
    known = services.messaging.store.get_many(agent_state.serving)
    suspects = [each for each in sorted(agent_state.serving) if not _is_served(known.get(each), agent)]
    run_all([partial(_reconcile_conversation, services, each, agent_state) for each in suspects])


def _is_served(conversation: Conversation | None, agent: str) -> bool:
    return conversation is not None and conversation.state is State.ASSIGNED and conversation.side_of(agent) is not None


def _reconcile_conversation(services: Services, conversation_id: str, agent_state: AgentState) -> None:
    conversation = services.messaging.store.get(conversation_id)  # as it is by now
    if conversation is None or conversation.state in (State.RESOLVED, State.CLOSED):
        routing.release_agent(
            services.routing(), services.routing_jobs(), conversation_id, agent_state.agent, services.messaging.clock()
        )
    elif not _is_served(conversation, agent_state.agent):
        found = services.routing().find_entry(conversation_id)
        if found is not None and found[1] == agent_state.agent:
            deliver_assignment(services, found[0], agent_state, pending=False)


def post_queue_view(services: Services, queue: str) -> None:
    """Posts the state of a queue to its agents; to all agents on duty while an emergency waits there."""
    agent_states = services.routing().active_agents()
    view = queue_view(services, queue, services.routing().list_waiting(queue, MAX_LISTED), agent_states)
    frame = QueuesFrame((view,))
    agents = [agent_state.agent for agent_state in agent_states if queue in agent_state.queues or view.emergencies]
    run_all([lambda agent=agent: services.post_to_person(agent, frame) for agent in agents])  # type: ignore[misc]
