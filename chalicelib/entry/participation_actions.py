"""Actions of staff in a conversation beside its agent."""

from typing import Literal

from chalicelib.access.decisions import require_allowed
from chalicelib.conversations import messaging
from chalicelib.conversations.states import PENDING, Part
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, PersonId
from chalicelib.entry.protocol.shared import ConversationChanged
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import participation
from chalicelib.services import Services


class InviteCommand(Command, frozen=True):
    """Asks a colleague on duty to join the conversation (`join`) or to take it over (`take_over`). They get the event
    `assigned`, and a minute to answer; the caller keeps the conversation until they accept."""

    conversation: ConversationId
    agent: PersonId
    to: Literal["join", "take_over"]


@action(InviteCommand, ConversationChanged)
def _invite(services: Services, actor: Actor, command: InviteCommand) -> ConversationChanged:
    messaging.get_for_participant(services.messaging, command.conversation, actor.id, "invite")
    part = Part.INVITED if command.to == "join" else Part.OFFERED
    invited = participation.invite(services, actor, command.conversation, command.agent, part)
    return ConversationChanged(invited.view(for_staff=True))


class AnswerInvitationCommand(Command, frozen=True):
    """Accepts or declines an invitation."""

    conversation: ConversationId
    accept: bool


@action(AnswerInvitationCommand, ConversationChanged)
def _answer_invitation(services: Services, actor: Actor, command: AnswerInvitationCommand) -> ConversationChanged:
    conversation = messaging.get_for_participant(
        services.messaging, command.conversation, actor.id, "answer_invitation"
    )
    answered = participation.answer_invitation(services, actor, conversation, accept=command.accept)
    return ConversationChanged(answered.view(for_staff=True))


class EndPartCommand(Command, frozen=True):
    """Leaves a conversation that the caller is in beside its agent, or, for its agent, withdraws the invitation of
    `agent`."""

    conversation: ConversationId
    agent: PersonId | None = None


@action(EndPartCommand, ConversationChanged)
def _end_part(services: Services, actor: Actor, command: EndPartCommand) -> ConversationChanged:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "end_part")
    person = command.agent or actor.id
    if person != actor.id:
        require_allowed("invite", conversation.relation_of(actor.id))
        known = conversation.participants.get(person)
        if known is not None and known.part not in PENDING:
            raise NotAllowed
    ended = participation.end_participation(services, command.conversation, person)
    return ConversationChanged(ended.view(for_staff=True))
