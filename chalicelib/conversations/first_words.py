"""The customer's first words, by which lists tell ended conversations apart, and their last, which lists of waiting
customers show."""

import re
from collections.abc import Sequence

from chalicelib.content.message_bodies import Answer, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.ports import ConversationStore

MAX_CHARS = 40
"""Maximum length of first words, and of last ones:"""
MAX_LAST_CHARS = 80
_GREETING = re.compile(r"(?:안녕\S*|네|예|hi|hello)[\s.!?~,]*", re.IGNORECASE)
"""What follows it says more."""
MAX_READ = 20
"""Number of messages at the beginning that are read."""


def first_words_of(store: ConversationStore, conversation: Conversation) -> str:
    """The first words of a conversation; reads its first messages unless they are known."""
    known = conversation.first_words
    return known or first_words(store.page(conversation.id, 0, MAX_READ + 1, MAX_READ, newest=False))


def first_words(messages: Sequence[Message]) -> str:
    """The first text or button of the customer that isn't a greeting, else the greeting; one line, shortened."""
    spoken = [
        words
        for message in messages
        if message.by.role is Speaker.CUSTOMER and isinstance(message.body, Answer | Text)
        if (words := " ".join(_words(message.body).split()))
    ]
    clear = [words for words in spoken if not _GREETING.fullmatch(words)]
    return shortened(next(iter([*clear, *spoken]), ""), MAX_CHARS)


def newest_words(messages: Sequence[Message]) -> str:
    """The newest text of the customer; one line, shortened."""
    texts = [each.body.text for each in messages if each.by.role is Speaker.CUSTOMER and isinstance(each.body, Text)]
    return shortened(texts[-1], MAX_LAST_CHARS) if texts else ""


def shortened(text: str, max_chars: int) -> str:
    """The text on one line, with an ellipsis in the place of what is too long."""
    whole = " ".join(text.split())
    return whole if len(whole) <= max_chars else f"{whole[: max_chars - 1].rstrip()}…"


def _words(body: Answer | Text) -> str:
    return body.text if isinstance(body, Text) else body.label
