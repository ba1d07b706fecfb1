"""The relation of an actor to a customer, a conversation, a queue and a department: facts that the table of rights is
asked with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed, require_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.content.configuration import queue_for
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor, Role
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRouting

    class Needs(WithMessaging, WithRouting, Protocol): ...


def is_serving(services: Needs, actor: Actor, customer: str) -> bool:
    """Whether an agent serves a conversation of this customer now, or is in one beside its agent."""
    desk = services.routing().agent(actor.id) if actor.role.is_staff else None
    return desk is not None and customer in (*desk.serving.values(), *desk.joined.values())


def relation_to_customer(services: Needs, actor: Actor, customer: str) -> Relation:
    """The relation to a customer: of a person to themselves, or of staff who serve the customer now."""
    if customer == actor.id:
        return Relation.OWNER
    return Relation.SERVES_CUSTOMER if is_serving(services, actor, customer) else relation_of_outsider(actor.role)


def relations_to_conversation(actor: Actor, conversation: Conversation) -> tuple[Relation, ...]:
    """The relations of staff to a conversation as its agent and as a supervisor of its queue."""
    queue = conversation.queue or queue_for(conversation.topic).name
    return conversation.relation_of(actor.id), relation_to_queue(actor, queue)


def own_conversation(services: Needs, actor: Actor, conversation_id: str, action: str) -> Conversation:
    """A conversation, for an action of its customer or of staff in it. Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None:
        raise NotAllowed
    require_allowed(action, conversation.relation_of(actor.id))
    return conversation


def conversation_of_customer(services: Needs, actor: Actor, conversation_id: str, action: str) -> Conversation:
    """A conversation, for an action that its participant, staff who serve its customer elsewhere or a supervisor of its
    queue may do; the supervisor's is audited. Raises NotAllowed."""
    conversation = services.messaging.store.get(conversation_id)
    if conversation is None:
        raise NotAllowed
    if is_allowed(action, conversation.relation_of(actor.id)):
        return conversation
    if is_allowed(action, *relations_to_conversation(actor, conversation)):
        audit("conversation_read", actor.id, conversation=conversation.id, customer=conversation.customer.id)
        return conversation
    require_allowed(action, relation_to_customer(services, actor, conversation.customer.id))
    return conversation


def relation_to_queue(actor: Actor, queue: str) -> Relation:
    """The relation to a queue: of its supervisors."""
    supervises = actor.role is Role.SUPERVISOR and queue in actor.queues
    return Relation.SUPERVISOR if supervises else relation_of_outsider(actor.role)


def relation_to_department(actor: Actor, department: str) -> Relation:
    """The relation to a department."""
    if department not in actor.departments:
        return relation_of_outsider(actor.role)
    return Relation.SUPERVISOR if actor.role is Role.SUPERVISOR else Relation.COLLEAGUE
