"""Actions of drafts: unfinished accident forms."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.decisions import is_allowed
from chalicelib.content.customer_views import DraftView
from chalicelib.content.message_bodies import Key, ShortText
from chalicelib.conversations.model import Conversation
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.entry.protocol.shared import ClaimShown
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import draft_commands, draft_records
from chalicelib.queries.drafts import draft_view
from chalicelib.queries.relations import relations_to_conversation
from chalicelib.services import Services

DraftKey = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-z]+:[0-9a-z]+$")]

DraftVersion = Annotated[int, Meta(ge=0, description="The version that the caller has; refused if it has changed.")]


class DraftsCommand(Command, frozen=True):
    """Lists drafts of the customer of a conversation, newest first; for its agent and for supervisors of its queue."""

    conversation: ConversationId


class DraftList(Result, frozen=True):
    """Drafts, newest first."""

    drafts: tuple[DraftView, ...]


@action(DraftsCommand, DraftList)
def _drafts(services: Services, actor: Actor, command: DraftsCommand) -> DraftList:
    conversation = _authorized_conversation(services, actor, command.conversation, "drafts")
    audit("forms_seen", actor.id, customer=conversation.customer.id)
    return DraftList(
        tuple(draft_view(form, actor.locale) for form in draft_records.fetch_unfinished(services, conversation))
    )


class CorrectCommand(Command, frozen=True):
    """Changes values of a draft; an empty value means unknown. Without a `key`, and with version 0, it creates a draft
    of an accident that the customer has not reported to the bot. The customer is notified of the change."""

    conversation: ConversationId
    version: DraftVersion
    facts: Annotated[dict[Key, ShortText], Meta(min_length=1, max_length=30)]
    key: Annotated[str, Meta(max_length=64, pattern=r"^([0-9a-z]+:[0-9a-z]+)?$")] = ""


class DraftShown(Result, frozen=True):
    """A draft after the command."""

    draft: DraftView


@action(CorrectCommand, DraftShown)
def _correct(services: Services, actor: Actor, command: CorrectCommand) -> DraftShown:
    conversation = _authorized_conversation(services, actor, command.conversation, "correct")
    return DraftShown(
        draft_commands.correct_draft(services, actor, conversation, command.key, command.version, command.facts)
    )


class RegisterCommand(Command, frozen=True):
    """Registers a draft as a claim, once per `key`: a repeat returns the same claim. The customer gets its number in a
    message."""

    conversation: ConversationId
    key: DraftKey
    version: DraftVersion


@action(RegisterCommand, ClaimShown)
def _register(services: Services, actor: Actor, command: RegisterCommand) -> ClaimShown:
    conversation = _authorized_conversation(services, actor, command.conversation, "register")
    return ClaimShown(draft_commands.register_draft(services, actor, conversation, command.key, command.version))


def _authorized_conversation(services: Services, actor: Actor, conversation_id: str, action: str) -> Conversation:
    """The conversation, for an action of its agent or of a supervisor of its queue. Refusals are audited. Raises
    NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and is_allowed(action, *relations_to_conversation(actor, conversation)):
        return conversation
    audit("forms_refused", actor.id, conversation=conversation_id)
    raise NotAllowed
