"""A customer who doesn't write for long takes nothing of their agent's capacity, until they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import State
from chalicelib.routing.jobs import CheckSilence
from chalicelib.routing.rules import routing_rules
from chalicelib.routing.service import set_silent

if TYPE_CHECKING:
    from chalicelib.service_ports import WithBackoff, WithMessaging, WithRouting, WithRoutingJobs

    class Needs(WithBackoff, WithMessaging, WithRouting, WithRoutingJobs, Protocol): ...


def check_silence(services: Needs, job: CheckSilence) -> None:
    """Frees the capacity of a conversation whose customer is silent, takes it back once they have written, and requests
    the next check. Nothing if the conversation was moved meanwhile."""
    found, after_ms = services.routing().find_entry(job.conversation), _silent_after_ms()
    if found is None or not found[1] or (not job.woken and found[0].number != job.number):
        return
    is_freed = found[0].weight == 0
    if job.woken and not is_freed:
        return
    conversation, now = services.messaging.store.get(job.conversation), services.messaging.clock()
    since = silent_since(conversation) if conversation is not None else 0
    is_silent = bool(since) and now - since >= after_ms
    store, jobs = services.routing(), services.routing_jobs()
    set_silent(store, jobs, job.conversation, routing_rules(), services.backoff, silent=is_silent)
    if not is_silent:
        left_ms = after_ms - (now - since) if since else after_ms
        jobs.check_silence(CheckSilence(job.conversation, found[0].number), -(-left_ms // 1000))


def request_take_back(services: Needs, conversation: Conversation) -> None:
    """After a customer's message: if they were silent for long, requests that their conversation takes its capacity
    again."""
    times = [*conversation.recent_sends.get("customer", ())[:-1], *conversation.recent_sends.get("agent", ())]
    if services.messaging.clock() - max(times, default=0) >= _silent_after_ms():
        services.routing_jobs().check_silence(CheckSilence(conversation.id, woken=True))


def silent_since(conversation: Conversation) -> int:
    """Since when an agent waits for the customer's answer, ms since 1970 UTC; 0 if they don't."""
    if conversation.state is not State.ASSIGNED or conversation.turn != "customer":
        return 0
    return max(conversation.recent_sends.get("agent", ()), default=0)


def _silent_after_ms() -> int:
    return routing_rules().assignment.silent_after_seconds * 1000
