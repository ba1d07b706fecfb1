"""Delayed answers: who waits for long is notified once, and who comes back while delayed goes ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.conversations.model import Conversation
from chalicelib.conversations.notices import notify_delay
from chalicelib.conversations.states import State
from chalicelib.queries.queue_status import opens_at, queue_status_of
from chalicelib.routing import service as routing
from chalicelib.routing.events import ConversationGivenBack, ConversationQueued
from chalicelib.routing.jobs import CheckDelay
from chalicelib.routing.rules import MAX_SQS_DELAY_S, routing_rules, waiting_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.queries.queue_status import Needs as QueueStatusNeeds
    from chalicelib.service_ports import WithBackoff, WithLocaleOf, WithRoutingJobs

    class Needs(QueueStatusNeeds, WithBackoff, WithLocaleOf, WithRoutingJobs, Protocol): ...


def await_delay(services: Needs, published: ConversationQueued | ConversationGivenBack) -> None:
    """Requests the check of whether the customer still waits when it takes too long."""
    found = services.routing().find_entry(published.conversation)
    if found is not None:
        _check_when_due(services, CheckDelay(published.conversation, found[0].since))


def check_delay(services: Needs, job: CheckDelay) -> None:
    """Notifies a customer who has waited too long, once. While the queue is closed they know when it opens: the notice
    waits until then."""
    found, now = services.routing().find_entry(job.conversation), services.messaging.clock()
    if found is None or found[1] or found[0].since != job.since:
        return
    queue = found[0].queue
    if now < _due(job) or opens_at(queue, now):
        _check_when_due(services, job)
        return
    locale = services.locale_of(job.conversation)
    status = queue_status_of(services, queue, job.conversation, locale)
    notify_delay(services.messaging, notices_in(locale), job.conversation, status)


def return_with_priority(services: Needs, conversation: Conversation) -> None:
    """Puts a delayed customer ahead who opens the app again or asks anew, once."""
    if conversation.delayed and conversation.state is State.WAITING:
        store, jobs = services.routing(), services.routing_jobs()
        routing.mark_returning(store, jobs, conversation.id, routing_rules(), services.backoff)


def _due(job: CheckDelay) -> int:
    return job.since + waiting_rules().delay_notice_seconds * 1000


def _check_when_due(services: Needs, job: CheckDelay) -> None:
    """Checks when it is due, or after the longest delay of SQS."""
    wait_ms = _due(job) - services.messaging.clock()
    wait_s = -(-wait_ms // 1000) if wait_ms > 0 else MAX_SQS_DELAY_S
    services.routing_jobs().defer(job, min(MAX_SQS_DELAY_S, wait_s))
