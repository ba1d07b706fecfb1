"""Actions by which agents leave word for colleagues, and for themselves."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.message_bodies import Key, LongText
from chalicelib.content.teamwork_views import FollowUpView, MentionView, StaffView
from chalicelib.content.views import NoteView
from chalicelib.content.wrap_up import MAX_TAG_CHARS, MAX_TAGS
from chalicelib.conversations import messaging
from chalicelib.entry.action import TextLimit, action
from chalicelib.entry.protocol.base import Command, ConversationId, Done, PersonId, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import annotations, follow_ups, mentions
from chalicelib.services import Services

Tag = Annotated[str, Meta(min_length=1, max_length=MAX_TAG_CHARS)]


class NoteCommand(Command, frozen=True):
    """Adds a note for colleagues; the customer never sees it. Those in `mentions` get a notice of it, also those who
    aren't signed in: at their next `mentions`."""

    conversation: ConversationId
    text: LongText
    mentions: Annotated[tuple[PersonId, ...], Meta(max_length=10)] = ()


def _text_of_note(command: NoteCommand) -> str:
    return command.text


class NoteAdded(Result, frozen=True):
    """The stored note."""

    note: NoteView


@action(NoteCommand, NoteAdded, text_limit=TextLimit("$.text", _text_of_note))
def _note(services: Services, actor: Actor, command: NoteCommand) -> NoteAdded:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "note")
    if command.mentions:
        note = mentions.add_note_for(services, actor, conversation, command.text, command.mentions)
    else:
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


class StaffCommand(Command, frozen=True):
    """Lists all who have a desk and can be mentioned, on duty or not."""


class StaffList(Result, frozen=True):
    """The staff, by name."""

    staff: tuple[StaffView, ...] = ()


@action(StaffCommand, StaffList)
def _staff(services: Services, _actor: Actor, _command: StaffCommand) -> StaffList:
    return StaffList(tuple(services.teamwork().staff()))


class MentionsCommand(Command, frozen=True):
    """Lists the caller's mentions. Sent after each `hello`: who has sent it can be mentioned."""


class MentionList(Result, frozen=True):
    """The newest mentions, newest first; those after `seen_at` (ms since 1970 UTC) aren't seen yet."""

    mentions: tuple[MentionView, ...] = ()
    seen_at: int = 0


@action(MentionsCommand, MentionList)
def _mentions(services: Services, actor: Actor, _command: MentionsCommand) -> MentionList:
    return MentionList(*mentions.mentions_of(services, actor))


class SeeMentionsCommand(Command, frozen=True):
    """The caller has seen all mentions up to then (ms since 1970 UTC)."""

    until: Annotated[int, Meta(ge=0)]


@action(SeeMentionsCommand, Done)
def _see_mentions(services: Services, actor: Actor, command: SeeMentionsCommand) -> Done:
    services.teamwork().see_mentions(actor.id, command.until)
    return Done()


class FollowUpsCommand(Command, frozen=True):
    """Lists the caller's follow-ups: the open ones, and those that were done in the last days."""


class FollowUpList(Result, frozen=True):
    """The follow-ups, the first that is due first."""

    follow_ups: tuple[FollowUpView, ...] = ()


@action(FollowUpsCommand, FollowUpList)
def _follow_ups(services: Services, actor: Actor, _command: FollowUpsCommand) -> FollowUpList:
    return FollowUpList(tuple(services.teamwork().follow_ups(actor.id)))


class FollowUpCommand(Command, frozen=True):
    """Adds a follow-up about a conversation to the caller's: what to do, and when it is due (ms since 1970 UTC). `key`
    is random; a repeat adds nothing."""

    conversation: ConversationId
    key: Key
    text: Annotated[str, Meta(min_length=1, max_length=500)]
    due_at: Annotated[int, Meta(ge=0)]


class FollowUpShown(Result, frozen=True):
    """A follow-up after the command."""

    follow_up: FollowUpView


@action(FollowUpCommand, FollowUpShown)
def _follow_up(services: Services, actor: Actor, command: FollowUpCommand) -> FollowUpShown:
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "follow_up")
    added = follow_ups.add_follow_up(services, actor, conversation, command.key, command.text, command.due_at)
    return FollowUpShown(added)


class FinishFollowUpCommand(Command, frozen=True):
    """Marks a follow-up of the caller's as done, or as open again."""

    key: Key
    done: bool = True


@action(FinishFollowUpCommand, FollowUpShown)
def _finish_follow_up(services: Services, actor: Actor, command: FinishFollowUpCommand) -> FollowUpShown:
    return FollowUpShown(follow_ups.finish_follow_up(services, actor, command.key, done=command.done))
