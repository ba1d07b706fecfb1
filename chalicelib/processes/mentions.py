"""Mentions: a note names colleagues, whose desks show a notice, at once or at their next sign-in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.server_frames import MentionFrame
from chalicelib.content.teamwork_views import MentionView, StaffView
from chalicelib.content.views import Named, NoteView
from chalicelib.conversations.events import MentionEvent, mention_subject
from chalicelib.conversations.first_words import shortened
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.teamwork.errors import UnknownColleague
from chalicelib.teamwork.model import MAX_WORDS_CHARS

if TYPE_CHECKING:
    from chalicelib.service_ports import WithEventJobs, WithMessaging, WithPostToPerson, WithTeamwork

    class Needs(WithEventJobs, WithMessaging, WithPostToPerson, WithTeamwork, Protocol): ...


MAX_LISTED = 50
"""Maximum number of mentions in a list."""


def add_note_for(
    services: Needs, actor: Actor, conversation: Conversation, words: str, colleagues: tuple[str, ...]
) -> NoteView:
    """Stores a note that mentions colleagues, with its event: they get it even if this request ends here. Raises
    UnknownColleague."""
    known = services.teamwork().members(colleagues)
    if unknown := [each for each in colleagues if each not in known]:
        raise UnknownColleague(colleague=unknown[0])
    named = tuple(Named(known[each].id, known[each].name) for each in dict.fromkeys(colleagues))
    author = Named(actor.id, actor.name)
    note = NoteView(services.messaging.clock(), author, mask_resident_numbers(words), named)
    event = MentionEvent(conversation.id, note.at, actor.id, tuple(each.id for each in named))
    services.messaging.store.add_note(conversation.id, note, event)
    services.event_jobs().relay(mention_subject(event))
    return note


def notify_mentioned(services: Needs, published: MentionEvent) -> None:
    """Stores a mention for each colleague whom a note names, and shows it on their desks. A repeat shows it again and
    stores nothing."""
    store = services.messaging.store
    conversation, notes = store.get(published.conversation), store.notes(published.conversation)
    note = next((each for each in notes if (each.at, each.by.id) == (published.number, published.agent)), None)
    if conversation is None or note is None:
        return
    words = shortened(note.text, MAX_WORDS_CHARS)
    mention = MentionView(note.at, note.by, conversation.id, conversation.customer, words)
    for colleague in published.colleagues:
        services.teamwork().add_mention(colleague, mention)
    services.messaging.run_parallel(
        [partial(services.post_to_person, colleague, MentionFrame(mention)) for colleague in published.colleagues]
    )


def mentions_of(services: Needs, actor: Actor) -> tuple[tuple[MentionView, ...], int]:
    """The newest mentions of a member of staff, newest first, and up to when they have seen them. Whoever asks can be
    mentioned from then on."""
    services.teamwork().record_staff(StaffView(actor.id, actor.name, actor.queues), services.messaging.clock())
    found, seen = services.teamwork().mentions(actor.id, MAX_LISTED)
    return tuple(found), seen
