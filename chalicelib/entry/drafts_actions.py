"""Actions of drafts: unfinished accident forms."""

from chalicelib.access.decisions import is_allowed
from chalicelib.conversations.model import Conversation
from chalicelib.entry.action import action
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol.claims import ClaimShown
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import draft_commands, draft_records
from chalicelib.queries.drafts import draft_view
from chalicelib.queries.relations import relations_to_conversation
from chalicelib.services import Services


@action(d.DraftsCommand, d.DraftList)
def _drafts(services: Services, actor: Actor, command: d.DraftsCommand) -> d.DraftList:
    conversation = _authorized_conversation(services, actor, command.conversation, "drafts")
    audit("forms_seen", actor.id, customer=conversation.customer.id)
    return d.DraftList(
        tuple(draft_view(form, actor.locale) for form in draft_records.fetch_unfinished(services, conversation))
    )


@action(d.CorrectCommand, d.DraftShown)
def _correct(services: Services, actor: Actor, command: d.CorrectCommand) -> d.DraftShown:
    conversation = _authorized_conversation(services, actor, command.conversation, "correct")
    return d.DraftShown(
        draft_commands.correct_draft(services, actor, conversation, command.key, command.version, command.facts)
    )


@action(d.RegisterCommand, ClaimShown)
def _register(services: Services, actor: Actor, command: d.RegisterCommand) -> ClaimShown:
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
