"""Returns conversations to their queue: an agent goes offline, loses their connections, or transfers one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import SessionExpired
from chalicelib.kernel.parallel import run_all
from chalicelib.presence.rules import presence_rules
from chalicelib.presence.service import is_online, is_superseded, register_device
from chalicelib.processes.participation import end_all_participation, keep_with_colleague
from chalicelib.routing import service as routing
from chalicelib.routing.duty import set_availability, set_gone
from chalicelib.routing.errors import NotOnDesk
from chalicelib.routing.model import Status
from chalicelib.routing.rules import routing_rules

if TYPE_CHECKING:
    from chalicelib.processes.participation import Needs as ParticipationNeeds

    class Needs(ParticipationNeeds, Protocol): ...


GONE = ("agent_lost", "agent_left")
"""Codes of an agent who is gone."""


def change_availability(services: Needs, actor: Actor, status: Status) -> None:
    """Sets the status of an agent. The conversations of an agent who goes offline are requeued. An agent who becomes
    available counts as online, with or without a `hello` before. Raises SessionExpired if a newer token has replaced
    the actor's."""
    now = services.messaging.clock()
    if is_superseded(services.presence().devices_of(actor.id), actor):
        raise SessionExpired
    if status is Status.AVAILABLE:
        register_device(services.presence(), actor, now, presence_rules())
    set_availability(
        services.routing(),
        services.routing_jobs(),
        actor.id,
        actor.name,
        frozenset(actor.queues),
        actor.capacity,
        status,
        now,
        routing_rules(),
        actor.issued_at,
    )
    if status is Status.OFFLINE:
        requeue_all(services, actor.id, "agent_left")
        end_all_participation(services, actor.id)


def check_agent_presence(services: Needs, agent: str) -> None:
    """Sets an agent without a connection offline and requeues their conversations with their waiting time. Nothing
    while `presence_rules` count them as online."""
    now = services.messaging.clock()
    if is_online(services.presence(), agent, now, presence_rules(), services.messaging.courier.find_gone):
        return
    agent_state = services.routing().agent(agent)
    if agent_state is not None:
        if agent_state.status is not Status.OFFLINE:
            set_gone(services.routing(), services.routing_jobs(), agent_state, now, routing_rules())
        requeue_all(services, agent, "agent_lost")
        end_all_participation(services, agent)
    services.presence().forget(agent)


def check_silent_agents(services: Needs) -> None:
    """Checks those alone who have shown no sign of life for a while: agents on duty in good order cost nothing."""
    silent_since = services.messaging.clock() - presence_rules().absent_after_seconds * 1000
    silent = services.presence().find_silent(silent_since)
    run_all([partial(check_agent_presence, services, agent) for agent in silent])


def requeue_all(services: Needs, agent: str, code: str) -> None:
    """Requeues all conversations of an agent; `code` is that of the notice. One that fails doesn't block the others;
    its error is raised at the end."""
    agent_state = services.routing().agent(agent)
    conversations = sorted(agent_state.serving) if agent_state else ()
    run_all([lambda one=one: give_back(services, agent, one, code) for one in conversations])  # type: ignore[misc]


def decline_conversation(services: Needs, actor: Actor, conversation_id: str, *, emergency: bool) -> None:
    """Returns a conversation that an agent doesn't want to serve to its old place; they are passed over for a while.
    Raises NotOnDesk, Conflict."""
    _requeue(services, actor.id, conversation_id, "declined", emergency=emergency)


def give_back(services: Needs, agent: str, conversation_id: str, code: str) -> None:
    """Requeues a conversation of an agent; one of an agent who is gone stays with a colleague who is in it. Nothing if
    they don't serve it any more. Raises Conflict."""
    conversation = services.messaging.store.get(conversation_id)
    emergency = conversation is not None and conversation.emergency
    with suppress(NotOnDesk):  # moved by another process meanwhile
        if code in GONE and conversation is not None and keep_with_colleague(services, agent, conversation):
            return
        _requeue(services, agent, conversation_id, code, emergency=emergency)


def _requeue(services: Needs, agent: str, conversation_id: str, code: str, *, emergency: bool) -> None:
    store, jobs, now = services.routing(), services.routing_jobs(), services.messaging.clock()
    routing.transfer_to_queue(
        store, jobs, conversation_id, agent, "", now, code, routing_rules(), services.backoff, emergency=emergency
    )
