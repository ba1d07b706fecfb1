"""Reads customers' messages for the bot; failures of the language understanding are caught, so that every message is
answered."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.json import encode

from chalicelib.content.configuration import bot_rules
from chalicelib.content.message_bodies import Answer, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.nlu.english import contains_hangul, is_english, without_korean_words
from chalicelib.nlu.feedback import feedback_record
from chalicelib.nlu.reading import Reading, read_message
from chalicelib.nlu.types import OUT_OF_SCOPE, NluResult

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRecogniseIntent

    class Needs(WithMessaging, WithRecogniseIntent, Protocol): ...


log = logging.getLogger("baro")

learning = logging.getLogger("baro.learning")
"""Log of messages that were not understood, one masked JSON object per line, for `python -m local.nlu.label`."""
learning.setLevel(logging.INFO)

UNREADABLE = NluResult("agent_request", 1.0, {}, (("agent_request", 1.0),), is_emergency=False)
"""The intent of a message that can't be read."""

MAX_MESSAGES_READ = 20
"""Maximum number of the newest messages that are searched for recent ones."""


def fetch_recent_texts(services: Needs, conversation: Conversation) -> list[str]:
    """The customer's texts and pressed buttons of the last `recent_message_minutes`, oldest first: one query."""
    since = services.messaging.clock() - bot_rules().time_windows.recent_message_ms
    page = complete_page(services.messaging, conversation, 0, conversation.seq + 1, MAX_MESSAGES_READ, newest=True)
    bodies = [each.body for each in page if each.by.role is Speaker.CUSTOMER and each.at >= since]
    return [body.text if isinstance(body, Text) else body.label for body in bodies if isinstance(body, Text | Answer)]


def asks_about_contract(button: str) -> bool:
    """Whether a button asks about the customer's contracts."""
    rule = bot_rules().intents.get(button.removeprefix("intent:"))
    return button.startswith("contract:") or (rule is not None and bool(rule.contract_answer))


def is_english_message(body: object, source_message: Message | None, last_bot_body: object = None) -> bool:
    """Whether a message is written in English, or answers a question that was asked in it: by a button of
    `source_message`, or after `last_bot_body` by words that aren't Korean, such as a plate, a number, "yes"."""
    if isinstance(body, Text):
        return is_english(body.text) or (not contains_hangul(body.text) and _is_asked_in_english(last_bot_body))
    if source_message is None or source_message.by.role is not Speaker.BOT:
        return False
    return _is_asked_in_english(source_message.body)


def _is_asked_in_english(asked: object) -> bool:
    words = " ".join(words for words in (getattr(asked, "title", ""), getattr(asked, "text", "")) if words)
    return is_english(without_korean_words(words))


def read_safely(services: Needs, text: str, now: datetime) -> Reading:
    """The reading of a message. A message that can't be read is a request for an agent: a driver beside the road must
    reach one."""
    reading = read_message(text, now, services.recognise_intent)
    try:
        found = reading.understood
        _ = reading.entities
    except Exception as error:  # logged; a handoff is the safe reading of any message
        log.exception("understanding failed: %s", type(error).__name__)
        return Reading(text, "", "", now, lambda _: UNREADABLE)
    if found.clarification_intents or found.intent == OUT_OF_SCOPE:
        learning.info(encode(feedback_record(reading.cleaned, found)).decode())
    return reading
