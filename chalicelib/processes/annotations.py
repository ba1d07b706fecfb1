"""What agents write on a conversation for colleagues: notes and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import NoteFrame, TagsFrame
from chalicelib.content.views import Named, NoteView
from chalicelib.content.wrap_up import wrap_up_rules
from chalicelib.conversations.messaging import post_to_connections
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.wrap_up import checked_tags
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.processes.entry_details import record_tags

if TYPE_CHECKING:
    from chalicelib.processes.entry_details import Needs as EntryDetailsNeeds

    class Needs(EntryDetailsNeeds, Protocol): ...


def add_note(services: Needs, actor: Actor, conversation: Conversation, words: str) -> NoteView:
    """Stores a note for colleagues."""
    note = NoteView(services.messaging.clock(), Named(actor.id, actor.name), mask_resident_numbers(words))
    services.messaging.store.add_note(conversation.id, note)
    return note


def post_note(services: Needs, actor: Actor, conversation: Conversation, note: NoteView) -> None:
    """Posts a note to the other devices of the conversation's agent."""
    others = conversation.recipients("agent", exclude=actor.connection)
    post_to_connections(services.messaging, conversation.id, others, NoteFrame(conversation.id, note))


def tag_conversation(
    services: Needs, actor: Actor, conversation: Conversation, tags: tuple[str, ...]
) -> tuple[str, ...]:
    """Gives a conversation these tags instead of those before; returns them as stored. Raises UnknownTag."""
    stored = checked_tags(wrap_up_rules(), tuple(mask_resident_numbers(tag) for tag in tags))
    services.messaging.store.set_tags(conversation.id, stored)
    record_tags(services, conversation, stored)
    others = conversation.recipients("agent", exclude=actor.connection)
    post_to_connections(services.messaging, conversation.id, others, TagsFrame(conversation.id, stored))
    return stored
