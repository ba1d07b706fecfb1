"""The search index follows conversations: ended ones at once, open ones by the hour, never while a message is sent.

Each subscriber may get an event twice and in any order: it indexes the conversation as it is now.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.message_bodies import Answer, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.conversations.events import ClosingEvent, HandoverEvent, OpeningEvent, ResolutionEvent
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE
from chalicelib.search.events import SegmentWritten
from chalicelib.search.indexing import delete_retired, merge_due_segments, next_look, write_due_segment
from chalicelib.search.model import IndexedConversation, Line, newest_lines

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithSearch

    class Needs(WithMessaging, WithSearch, Protocol): ...


MAX_MESSAGES = 2_000
"""The newest messages of a conversation that are indexed."""
PAGE = 500
MAX_LOOKS = 200
"""Open conversations that one call of the minute's schedule looks at: 12,000 an hour."""


def schedule_indexing(services: Needs, published: OpeningEvent | HandoverEvent) -> None:
    """Notes when an open conversation is indexed first."""
    search = services.search()
    now = search.clock()
    search.store.schedule(published.conversation, next_look(published.conversation, now, now, search.rules.index))


def index_ended_conversation(services: Needs, published: ResolutionEvent | ClosingEvent) -> None:
    """Indexes a conversation that ended."""
    conversation = services.messaging.store.get(published.conversation)
    if conversation is not None:
        _index(services, conversation)


def merge_search_segments(services: Needs, _published: SegmentWritten) -> None:
    """Merges segments of the index that have become many."""
    merge_due_segments(services.search())


def keep_search_index(services: Needs) -> None:
    """Indexes open conversations whose time has come, writes a segment if one is due, and deletes merged ones."""
    search = services.search()
    due = search.store.scheduled(search.clock(), MAX_LOOKS)
    search.run_parallel([partial(_look_at, services, conversation, at) for conversation, at in due])
    write_due_segment(search)
    delete_retired(search)


def _look_at(services: Needs, conversation_id: str, due_at: int) -> None:
    """Indexes a conversation, and notes when it is looked at again while it is open. An ended one was indexed when it
    ended."""
    search, now = services.search(), services.search().clock()
    conversation = services.messaging.store.get(conversation_id)
    if conversation is not None and conversation.state in LIVE:
        last = _index(services, conversation)
        search.store.schedule(conversation_id, next_look(conversation_id, now, last, search.rules.index))
    search.store.unschedule(conversation_id, due_at)


def _index(services: Needs, conversation: Conversation) -> int:
    """Indexes a conversation unless nothing was said since it was. Returns the time of its last message."""
    search = services.search()
    messages = _newest_messages(services, conversation)
    before = search.store.get(conversation.id)
    if messages and (before is None or before.seq < conversation.seq):
        lines = [Line(each.seq, each.at, each.by.role, words) for each in messages if (words := _words(each))]
        search.store.put(IndexedConversation(conversation.id, search.clock(), conversation.seq, newest_lines(lines)))
    return messages[-1].at if messages else conversation.opened_at


def _newest_messages(services: Needs, conversation: Conversation) -> list[Message]:
    messages: list[Message] = []
    for after in range(max(0, conversation.seq - MAX_MESSAGES), conversation.seq, PAGE):
        messages += complete_page(services.messaging, conversation, after, conversation.seq + 1, PAGE, newest=False)
    return messages


def _words(message: Message) -> str:
    """What a person wrote or pressed; "" for what the bot or the system said."""
    if message.by.role not in (Speaker.CUSTOMER, Speaker.AGENT):
        return ""
    match message.body:
        case Text(text=words) | Answer(label=words):
            return words
        case _:
            return ""
