"""Actions of drafts: unfinished accident forms."""

from chalicelib.content.configuration import queue_for
from chalicelib.conversations.model import Conversation
from chalicelib.entry.action import STAFF, action
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol.claims import ClaimShown
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import draft_commands, draft_records
from chalicelib.processes.services import Services


@action(d.DraftsCommand, d.DraftList, STAFF)
def _drafts(services: Services, actor: Actor, command: d.DraftsCommand) -> d.DraftList:
    conversation = _authorized_conversation(services, actor, command.conversation)
    audit("forms_seen", actor.id, customer=conversation.customer.id)
    return d.DraftList(
        tuple(
            draft_records.draft_view(form, actor.locale)
            for form in draft_records.fetch_unfinished(services, conversation)
        )
    )


@action(d.CorrectCommand, d.DraftShown, STAFF)
def _correct(services: Services, actor: Actor, command: d.CorrectCommand) -> d.DraftShown:
    conversation = _authorized_conversation(services, actor, command.conversation)
    return d.DraftShown(
        draft_commands.correct_draft(services, actor, conversation, command.key, command.version, command.facts)
    )


@action(d.RegisterCommand, ClaimShown, STAFF)
def _register(services: Services, actor: Actor, command: d.RegisterCommand) -> ClaimShown:
    conversation = _authorized_conversation(services, actor, command.conversation)
    return ClaimShown(draft_commands.register_draft(services, actor, conversation, command.key, command.version))


def _authorized_conversation(services: Services, actor: Actor, conversation_id: str) -> Conversation:
    """The conversation, if it is assigned to this agent or in a queue of this supervisor. Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and conversation.side_of(actor.id) == "agent":
        return conversation
    queue = (conversation.queue or queue_for(conversation.topic).name) if conversation is not None else ""
    if conversation is not None and actor.role is Role.SUPERVISOR and queue in actor.queues:
        return conversation
    audit("forms_refused", actor.id, conversation=conversation_id)
    raise NotAllowed
