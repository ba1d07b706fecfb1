"""The conversation of a responder's job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.jobs import relation_to_job

if TYPE_CHECKING:
    from chalicelib.service_ports import WithDispatch, WithMessaging

    class Needs(WithDispatch, WithMessaging, Protocol): ...


def conversation_of_own_job(services: Needs, actor: Actor, conversation: str, action: str) -> Conversation:
    """The conversation of the responder's present job. Raises NotAllowed."""
    responder = services.dispatch().responders.get(actor.id)
    record = services.dispatch().jobs.get(responder.job) if responder is not None and responder.job else None
    if record is None or record.conversation != conversation:
        raise NotAllowed
    require_allowed(action, relation_to_job(actor, record))
    found = services.messaging.store.get(conversation)
    if found is None:
        raise NotAllowed
    return found
