"""The customer's first words, by which lists of conversations tell ended ones apart."""

from collections.abc import Sequence

from chalicelib.content.message_bodies import Answer, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.ports import ConversationStore

MAX_CHARS = 40
MIN_CHARS = 6
"""Shorter texts ("안녕하세요") say less than what follows them."""
MAX_READ = 20
"""Number of messages at the beginning that are read."""


def first_words_of(store: ConversationStore, conversation: Conversation) -> str:
    """The first words of a conversation; reads its first messages unless they are known."""
    known = conversation.first_words
    return known or first_words(store.page(conversation.id, 0, MAX_READ + 1, MAX_READ, newest=False))


def first_words(messages: Sequence[Message]) -> str:
    """The first button that the customer pressed or text of some length, else their first text; one line, shortened."""
    spoken = [
        (message.body, " ".join(_words(message.body).split()))
        for message in messages
        if message.by.role is Speaker.CUSTOMER and isinstance(message.body, Answer | Text)
    ]
    clear = [words for body, words in spoken if words and (isinstance(body, Answer) or len(words) >= MIN_CHARS)]
    whole = next(iter([*clear, *(words for _, words in spoken if words)]), "")
    return whole if len(whole) <= MAX_CHARS else f"{whole[: MAX_CHARS - 1].rstrip()}…"


def _words(body: Answer | Text) -> str:
    return body.text if isinstance(body, Text) else body.label
