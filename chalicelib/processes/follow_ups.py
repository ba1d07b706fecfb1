"""Follow-ups: what an agent has to do later about a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import FollowUpFrame
from chalicelib.content.teamwork_views import FollowUpView
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.teamwork.errors import FollowUpGone

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithPostToPerson, WithTeamwork

    class Needs(WithMessaging, WithPostToPerson, WithTeamwork, Protocol): ...


def add_follow_up(
    services: Needs, actor: Actor, conversation: Conversation, key: str, text: str, due_at: int
) -> FollowUpView:
    """Adds a follow-up about a conversation to the actor's; the one that has the key already stays."""
    now, words = services.messaging.clock(), mask_resident_numbers(text)
    follow_up = FollowUpView(key, words, due_at, now, conversation.id, conversation.customer)
    return _shown(services, actor, services.teamwork().add_follow_up(actor.id, follow_up))


def finish_follow_up(services: Needs, actor: Actor, key: str, *, done: bool) -> FollowUpView:
    """Marks a follow-up of the actor's as done, or as open again. Raises FollowUpGone."""
    done_at = services.messaging.clock() if done else 0
    after = services.teamwork().finish_follow_up(actor.id, key, done_at)
    if after is None:
        raise FollowUpGone(follow_up=key)
    return _shown(services, actor, after)


def _shown(services: Needs, actor: Actor, follow_up: FollowUpView) -> FollowUpView:
    """Shows a follow-up on all devices of the actor."""
    services.post_to_person(actor.id, FollowUpFrame(follow_up))
    return follow_up
