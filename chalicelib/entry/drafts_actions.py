"""Actions of drafts: unfinished accident forms."""

from chalicelib.content.configuration import queue_for
from chalicelib.conversations.model import Head
from chalicelib.entry.action import STAFF, Action
from chalicelib.entry.protocol import drafts as d
from chalicelib.entry.protocol.base import Command
from chalicelib.entry.protocol.claims import ClaimShown
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import draft_commands
from chalicelib.processes.services import Services


def _drafts(services: Services, actor: Actor, command: d.DraftsCommand) -> d.DraftList:
    head = _authorized_conversation(services, actor, command.conversation)
    audit("forms_seen", actor.id, customer=head.customer.id)
    return d.DraftList(
        tuple(draft_commands.view(form, actor.locale) for form in draft_commands.unfinished(services, head))
    )


def _correct(services: Services, actor: Actor, command: d.CorrectCommand) -> d.DraftShown:
    head = _authorized_conversation(services, actor, command.conversation)
    return d.DraftShown(draft_commands.correct(services, actor, head, command.key, command.version, command.facts))


def _register(services: Services, actor: Actor, command: d.RegisterCommand) -> ClaimShown:
    head = _authorized_conversation(services, actor, command.conversation)
    return ClaimShown(draft_commands.register(services, actor, head, command.key, command.version))


def _authorized_conversation(services: Services, actor: Actor, conversation: str) -> Head:
    """The conversation, if it is assigned to this agent or in a queue of this supervisor. Raises NotAllowed."""
    head = services.messaging.store.head(conversation)
    if head is not None and head.side_of(actor.id) == "agent":
        return head
    queue = (head.queue or queue_for(head.topic).name) if head is not None else ""
    if head is not None and actor.role is Role.SUPERVISOR and queue in actor.queues:
        return head
    audit("forms_refused", actor.id, conversation=conversation)
    raise NotAllowed


ACTIONS: dict[type[Command], Action] = {
    d.DraftsCommand: Action(STAFF, _drafts),
    d.CorrectCommand: Action(STAFF, _correct),
    d.RegisterCommand: Action(STAFF, _register),
}
