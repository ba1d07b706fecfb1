"""Colleagues in a conversation beside its agent: asked to join or to take it over, answering, leaving.

The conversation changes first. Its event makes routing and desks follow, so that a crash at any call loses nothing:
what a desk is told and what its `hello` brings is read from the conversation as it is by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import AssignedFrame, UnassignedFrame
from chalicelib.content.views import Named
from chalicelib.conversations import participation
from chalicelib.conversations.events import ClosingEvent, HandoverEvent, ParticipationEvent, ResolutionEvent
from chalicelib.conversations.history import newest_messages
from chalicelib.conversations.model import Conversation, DeviceConnection, Participant
from chalicelib.conversations.states import PENDING, Part
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.queries.customers import customer_of_conversation
from chalicelib.queries.reachable import agent_connections, reachability
from chalicelib.routing import service as routing
from chalicelib.routing.errors import AgentUnavailable, NotOnDesk
from chalicelib.routing.jobs import CheckInvitation
from chalicelib.routing.priority import ranked
from chalicelib.routing.rules import routing_rules
from chalicelib.services import notices_in

if TYPE_CHECKING:
    from chalicelib.queries.customers import Needs as CustomersNeeds
    from chalicelib.service_ports import (
        WithBackoff,
        WithLocaleOf,
        WithPostToPerson,
        WithPresence,
        WithRouting,
        WithRoutingJobs,
    )

    class Needs(
        CustomersNeeds,
        WithBackoff,
        WithLocaleOf,
        WithPostToPerson,
        WithPresence,
        WithRouting,
        WithRoutingJobs,
        Protocol,
    ): ...


MAX_ATTEMPTS = 4

_TAKING_OVER = (Part.ACCEPTED, Part.JOINED, Part.OFFERED)
"""Parts with which a colleague goes on with a conversation whose agent is gone, the first before the others."""


def invite(services: Needs, actor: Actor, conversation_id: str, colleague: str, part: Part) -> Conversation:
    """Asks a colleague to join the conversation or to take it over. The agent keeps it until they accept. Raises
    NotAllowed, AgentUnavailable, TakesPartAlready."""
    agent_state = services.routing().agent(colleague)
    if agent_state is None or not agent_state.is_on_duty or not reachability(services)(colleague):
        raise AgentUnavailable(agent=colleague)
    words = notices_in(services.locale_of(conversation_id))
    conversation, _ = participation.begin_part(
        services.messaging,
        words,
        conversation_id,
        Named(colleague, agent_state.name),
        part,
        partial(connections_of, services),
        may=participation.may_as("invite", actor.id),
    )
    return conversation


def answer_invitation(services: Needs, actor: Actor, conversation: Conversation, *, accept: bool) -> Conversation:
    """Joins or takes over, or declines. Raises InvitationOver, AgentUnavailable if the caller has no place for it."""
    known = conversation.participants.get(actor.id)
    if not accept:
        return end_participation(services, conversation.id, actor.id)
    if known is not None and known.part is Part.OFFERED and conversation.agent is not None:
        agent_state = services.routing().agent(actor.id)
        entry = ranked(routing.entry_of(services.routing(), conversation.id, conversation.agent.id), routing_rules())
        if agent_state is None or not agent_state.has_room_for(entry):
            raise AgentUnavailable(agent=actor.id)
    words = notices_in(services.locale_of(conversation.id))
    accepted, _ = participation.accept_invitation(
        services.messaging, words, conversation.id, actor.id, partial(connections_of, services)
    )
    return accepted


def end_participation(services: Needs, conversation_id: str, person: str, number: int | None = None) -> Conversation:
    """Ends a person's part in a conversation; only the one that began with `number`, if that is given."""
    words = notices_in(services.locale_of(conversation_id))
    conversation, _ = participation.end_part(
        services.messaging, words, conversation_id, person, partial(connections_of, services), number=number
    )
    return conversation


def end_all_participation(services: Needs, person: str) -> None:
    """Ends all parts of a member of staff who is gone."""
    agent_state = services.routing().agent(person)
    for conversation in sorted(agent_state.joined) if agent_state else ():
        end_participation(services, conversation, person)


def check_invitation(services: Needs, job: CheckInvitation) -> None:
    """Ends an invitation that nobody has answered in time."""
    conversation = services.messaging.store.get(job.conversation)
    known = conversation.participants.get(job.person) if conversation is not None else None
    if known is not None and known.part in PENDING and services.messaging.clock() >= job.until:
        end_participation(services, job.conversation, job.person, job.number)


def await_acceptance(services: Needs, published: ParticipationEvent) -> None:
    """Requests the check of an invitation's answer."""
    conversation = services.messaging.store.get(published.conversation)
    participants = conversation.participants if conversation is not None else {}
    within_s = routing_rules().assignment.invitation_seconds
    for person in published.persons:
        known = participants.get(person)
        if known is not None and known.part in PENDING and known.number == published.number:
            until = services.messaging.clock() + within_s * 1000
            job = CheckInvitation(published.conversation, person, published.number, until)
            services.routing_jobs().check_invitation(job, within_s)


def follow_participants(
    services: Needs, published: ParticipationEvent | HandoverEvent | ResolutionEvent | ClosingEvent
) -> None:
    """Puts the conversation on the desks of those who are in it by now, takes it off those of the others, and gives it
    to who accepted it. It is read again after that: an event that is followed meanwhile may have found it as it was
    before. Raises Conflict."""

    def attempt() -> LostRace | None:
        conversation = services.messaging.store.get(published.conversation)
        if conversation is None:
            return None
        for person in published.persons:
            _follow(services, conversation, person, conversation.participants.get(person))
        again = services.messaging.store.get(published.conversation)
        return None if again is not None and again.participants == conversation.participants else LOST_RACE

    if published.persons:
        update_optimistically(attempt, services.backoff, MAX_ATTEMPTS, conversation=published.conversation)


def _follow(services: Needs, conversation: Conversation, person: str, known: Participant | None) -> None:
    routing_store = services.routing()
    if known is None:
        routing_store.set_joined(person, "", conversation.id, "")
        if conversation.agent is None or conversation.agent.id != person:
            services.post_to_person(person, UnassignedFrame(conversation.id, "left"))
        return
    routing_store.set_joined(person, known.name, conversation.id, conversation.customer.id)
    if known.part is Part.ACCEPTED:
        _hand_over(services, conversation, person, known)
        return
    frame = AssignedFrame(
        conversation.view(for_staff=True),
        newest_messages(services.messaging, conversation),
        customer_of_conversation(services, conversation),
    )
    services.post_to_person(person, frame)


def _hand_over(services: Needs, conversation: Conversation, person: str, known: Participant) -> None:
    """Moves the conversation to the colleague who accepted it; it stays with its agent if they have no place any
    more."""
    agent = conversation.agent
    found = services.routing().find_entry(conversation.id)
    if agent is None or (found is not None and found[1] == person):
        return
    try:
        _transfer(services, conversation, agent.id, person)
    except AgentUnavailable:
        end_participation(services, conversation.id, person, known.number)
    except NotOnDesk:
        with suppress(NotAllowed):  # the conversation follows a move of its own
            end_participation(services, conversation.id, person, known.number)


def keep_with_colleague(services: Needs, agent: str, conversation: Conversation) -> bool:
    """Gives the conversation of an agent who is gone to a colleague who is in it: to one who writes in it, before one
    who was asked to take it over. False if there is none with a place for it. Raises NotOnDesk, Conflict."""
    ready = [(person, each) for person, each in conversation.participants.items() if each.part in _TAKING_OVER]
    for person, _ in sorted(ready, key=lambda one: (_TAKING_OVER.index(one[1].part), one[1].number)):
        with suppress(AgentUnavailable):
            _transfer(services, conversation, agent, person)
            return True
    return False


def _transfer(services: Needs, conversation: Conversation, agent: str, person: str) -> None:
    store, jobs = services.routing(), services.routing_jobs()
    here, rules = reachability(services), routing_rules()
    routing.transfer_to_agent(store, jobs, conversation.id, agent, person, here, rules, services.backoff)


def connections_of(services: Needs, persons: Iterable[str]) -> frozenset[DeviceConnection]:
    """The connections of staff that can receive frames."""
    return frozenset[DeviceConnection]().union(*(agent_connections(services, person) for person in persons))
