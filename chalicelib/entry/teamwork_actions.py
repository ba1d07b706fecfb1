"""Actions by which agents leave word for colleagues, and for themselves."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.message_bodies import LongText
from chalicelib.content.views import NoteView
from chalicelib.content.wrap_up import MAX_TAG_CHARS, MAX_TAGS
from chalicelib.conversations import messaging
from chalicelib.entry.action import TextLimit, action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import annotations
from chalicelib.services import Services

Tag = Annotated[str, Meta(min_length=1, max_length=MAX_TAG_CHARS)]


class NoteCommand(Command, frozen=True):
    """Adds a note for colleagues; the customer never sees it."""

    conversation: ConversationId
    text: LongText


def _text_of_note(command: NoteCommand) -> str:
    return command.text


class NoteAdded(Result, frozen=True):
    """The stored note."""

    note: NoteView


@action(NoteCommand, NoteAdded, text_limit=TextLimit("$.text", _text_of_note))
def _note(services: Services, actor: Actor, command: NoteCommand) -> NoteAdded:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "note")
    note = annotations.add_note(services, actor, conversation, command.text)
    annotations.post_note(services, actor, conversation, note)
    return NoteAdded(note)


class TagCommand(Command, frozen=True):
    """Tags a conversation: with these tags instead of those before."""

    conversation: ConversationId
    tags: Annotated[tuple[Tag, ...], Meta(max_length=MAX_TAGS)] = ()


class TagList(Result, frozen=True):
    """The tags of the conversation as stored: each once, configured ones by their names."""

    conversation: str
    tags: tuple[str, ...] = ()


@action(TagCommand, TagList)
def _tag(services: Services, actor: Actor, command: TagCommand) -> TagList:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "tag")
    return TagList(conversation.id, annotations.tag_conversation(services, actor, conversation, command.tags))
