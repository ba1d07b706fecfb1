"""Assigned conversations that their agent doesn't answer go back to the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.processes.requeueing import give_back
from chalicelib.routing.events import ConversationAssigned
from chalicelib.routing.jobs import CheckAnswer, CheckSilence
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.processes.requeueing import Needs


def await_answer(services: Needs, published: ConversationAssigned) -> None:
    """Requests the checks of whether the agent has answered by then, and of whether the customer is silent."""
    rules, now, jobs = routing_rules().assignment, services.messaging.clock(), services.routing_jobs()
    where = published.conversation, published.number
    jobs.check_answer(CheckAnswer(*where, now), rules.answer_within_seconds)
    jobs.check_silence(CheckSilence(*where), rules.silent_after_seconds)


def requeue_unanswered(services: Needs, job: CheckAnswer) -> None:
    """Returns a conversation to its old place if its agent has written nothing since the assignment; they are passed
    over for a while. Nothing if it was moved meanwhile."""
    due = job.assigned_at + routing_rules().assignment.answer_within_seconds * 1000
    found = services.routing().find_entry(job.conversation)
    if found is None or not found[1] or found[0].number != job.number or services.messaging.clock() < due:
        return
    conversation = services.messaging.store.get(job.conversation)
    if conversation is None or max(conversation.recent_sends.get("agent", ()), default=0) >= job.assigned_at:
        return
    give_back(services, found[1], job.conversation, "unanswered")
