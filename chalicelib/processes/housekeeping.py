"""Jobs from SQS, and the minute schedule that repairs what a crash left behind."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.business_days import HOLIDAYS, LOOKAHEAD_DAYS, BusinessCalendar
from chalicelib.content.configuration import queues
from chalicelib.content.hours import SEOUL
from chalicelib.files.checks import request_overdue_checks
from chalicelib.kernel.parallel import run_all
from chalicelib.processes.assignment import assign_from
from chalicelib.processes.calls_due import move_late_calls
from chalicelib.processes.connections import close_expired
from chalicelib.processes.delay_notices import notify_all_delays
from chalicelib.processes.dispatch_lessons import request_lessons
from chalicelib.processes.dispatching import sweep_jobs
from chalicelib.processes.event_relay import relay_left_events
from chalicelib.processes.on_call import page_on_call
from chalicelib.processes.participation import check_invitation
from chalicelib.processes.queue_notices import request_board, show_board
from chalicelib.processes.reminder_rounds import send_due_reminders
from chalicelib.processes.requeueing import check_agent_presence, check_silent_agents
from chalicelib.processes.search_indexing import keep_search_index
from chalicelib.processes.silence import check_silence
from chalicelib.processes.unanswered import requeue_unanswered
from chalicelib.processes.wait_records import request_learning
from chalicelib.processes.waiting import notify_staffing_changes
from chalicelib.processes.waiting_jobs import run_waiting_job
from chalicelib.routing.jobs import (
    CheckAgentPresence,
    CheckAnswer,
    CheckDelay,
    CheckInvitation,
    CheckSign,
    CheckSilence,
    LearnWaits,
    MatchQueue,
    RoutingJob,
    ShowBoard,
    ShowFront,
    ShowLine,
    ShowStaffing,
)

if TYPE_CHECKING:
    from chalicelib.processes.connections import Needs as ConnectionsNeeds
    from chalicelib.service_ports import (
        WithCalls,
        WithContracts,
        WithDispatch,
        WithFiles,
        WithNotifications,
        WithOnCall,
        WithOutbox,
        WithPostToPerson,
        WithReminders,
        WithSearch,
    )

    class Needs(
        ConnectionsNeeds,
        WithCalls,
        WithContracts,
        WithDispatch,
        WithFiles,
        WithNotifications,
        WithOnCall,
        WithOutbox,
        WithPostToPerson,
        WithReminders,
        WithSearch,
        Protocol,
    ): ...


log = logging.getLogger("baro")


def run_job(services: Needs, job: RoutingJob) -> None:
    """Runs a job. Jobs may be delivered twice."""
    match job:
        case MatchQueue(queue):
            run_all(
                (
                    lambda: assign_from(services, queue),
                    lambda: page_on_call(services, queue),
                    lambda: request_board(services, queue, "match"),
                )
            )
        case ShowBoard(queue):
            show_board(services, queue)
        case CheckAnswer():
            requeue_unanswered(services, job)
        case CheckInvitation():
            check_invitation(services, job)
        case CheckSilence():
            check_silence(services, job)
        case ShowFront() | ShowLine() | ShowStaffing() | CheckDelay() | CheckSign() | LearnWaits():
            run_waiting_job(services, job)
        case CheckAgentPresence(agent):
            check_agent_presence(services, agent)


def run_every_minute(services: Needs) -> None:
    """Finds agents who are gone, waiting entries, events left in the outbox, claims that need a delay notice, roadside
    jobs whose timer was lost, and unfinished file checks; keeps the search index; once a day checks how far ahead
    public holidays are known."""
    run_all(
        (
            lambda: close_expired(services),
            lambda: check_silent_agents(services),
            lambda: _check_queues(services),
            lambda: relay_left_events(services),
            lambda: notify_all_delays(services),
            lambda: request_learning(services),
            lambda: request_lessons(services),
            lambda: move_late_calls(services),
            lambda: sweep_jobs(services),
            lambda: request_overdue_checks(services.files()),
            lambda: keep_search_index(services),
            lambda: send_due_reminders(services),
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


def _check_queues(services: Needs) -> None:
    checks = (assign_from, page_on_call, notify_staffing_changes)
    run_all([partial(check, services, queue) for check in checks for queue in queues()])
