"""What the lists of agents tell of a conversation: what the customer wants, their last words, its tags. It is kept with
the entry in routing, so that a list of a thousand customers costs no read of their conversations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.message_bodies import Body, Text
from chalicelib.conversations.first_words import MAX_LAST_CHARS, newest_words, shortened
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.kernel.errors import Conflict
from chalicelib.routing import service as routing
from chalicelib.routing.model import EntryDetails

if TYPE_CHECKING:
    from chalicelib.service_ports import WithBackoff, WithMessaging, WithRouting

    class Needs(WithBackoff, WithMessaging, WithRouting, Protocol): ...


MAX_MESSAGES_READ = 20
"""Maximum number of the newest messages that are searched for the customer's words."""


def details_of_handoff(services: Needs, conversation: Conversation, concern: str, body: Body | None) -> EntryDetails:
    """The details of a conversation that is handed over in this turn. `body` is the customer's last message; the words
    are looked up where that is a button, or isn't known."""
    words = body.text if isinstance(body, Text) else _newest_words(services, conversation)
    return EntryDetails(concern, shortened(words, MAX_LAST_CHARS))


def record_words(services: Needs, conversation: Conversation, body: Body) -> None:
    """Shows the newest words of a customer who waits. Where other moves of the entry come in between each time, the
    words before them stay: the customer's message needn't fail for that."""
    if isinstance(body, Text):
        words = shortened(body.text, MAX_LAST_CHARS)
        with suppress(Conflict):
            _describe(services, conversation, lambda about: replace(about, words=words))


def record_newest_words(services: Needs, conversation: Conversation) -> None:
    """Shows the newest words of a customer who waits again, after an agent had the conversation."""
    words = _newest_words(services, conversation)
    _describe(services, conversation, lambda about: replace(about, words=words))


def record_tags(services: Needs, conversation: Conversation, tags: tuple[str, ...]) -> None:
    """Shows the tags of a conversation."""
    _describe(services, conversation, lambda about: replace(about, tags=tags))


def _describe(services: Needs, conversation: Conversation, change: Callable[[EntryDetails], EntryDetails]) -> None:
    routing.describe(services.routing(), conversation.id, change, services.backoff)


def _newest_words(services: Needs, conversation: Conversation) -> str:
    page = complete_page(services.messaging, conversation, 0, conversation.seq + 1, MAX_MESSAGES_READ, newest=True)
    return newest_words(page)
