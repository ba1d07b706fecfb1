"""Emergencies reported while a customer waits in the queue or talks to an agent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules, queue_of_intent, texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Answer, Notice, Text
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.notices import notify_emergency
from chalicelib.conversations.state_changes import record_queue_emergency
from chalicelib.dialogue.emergencies import describes_accident, emergency_queue
from chalicelib.dialogue.emergency_detection import (
    detect_emergency,
    downgrade_emergency,
    downgrade_impatience,
    is_past_event,
)
from chalicelib.dialogue.safety_rules import EmergencyKind, emergency_call_buttons, safety_rules
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.emergency_rules import detects_harm, says_emergency_over
from chalicelib.nlu.reading import read_message
from chalicelib.nlu.types import ROADSIDE_REQUEST
from chalicelib.processes.handoff import move_waiting
from chalicelib.processes.utterances import fetch_recent_texts, read_safely
from chalicelib.queries.queue_status import queue_status_of

if TYPE_CHECKING:
    from chalicelib.processes.assignment import Needs as AssignmentNeeds
    from chalicelib.service_ports import WithRecogniseIntent

    class Needs(AssignmentNeeds, WithRecogniseIntent, Protocol): ...


NOTICE_CODES: dict[EmergencyKind, str] = {"harm": "emergency_first", "traffic": "stranded_first"}
"""The notices with safety advice, for waiting customers."""

SERVED_NOTICE_CODES: dict[EmergencyKind, str] = {"harm": "emergency_served", "traffic": "stranded_served"}
"""The notices with safety advice, where an agent has the conversation."""


def read_emergency(services: Needs, conversation: Conversation, body: object) -> tuple[EmergencyKind, UserInput] | None:
    """The emergency in a waiting customer's message, with the input it was read from; None for any other message."""
    if isinstance(body, Answer):
        pressed = UserInput(button=body.button)
        kind = detect_emergency(None, pressed, None, bot_rules())
        return (kind, pressed) if kind else None
    if not isinstance(body, Text):
        return None
    now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL)

    reading = read_safely(services, body.text, now)
    found = downgrade_impatience(reading, downgrade_emergency(reading, bot_rules()))
    stranded = is_stranded_in_traffic(reading, lambda: _earlier_texts(services, conversation), {}, bot_rules())
    user_input = UserInput.of(reading, is_stranded=stranded)
    kind = detect_emergency(None, user_input, found, bot_rules())
    return (kind, user_input) if kind else None


def alert_agent(services: Needs, conversation: Conversation, text: str, locale: str) -> None:
    """The first emergency reported to an agent: the customer gets safety advice and the numbers to call at once, the
    conversation is highlighted at the desk. Only the fixed rules decide: what customers tell agents is often long
    over."""
    now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL)
    reading = read_message(text, now)
    stranded = is_stranded_in_traffic(reading, lambda: fetch_recent_texts(services, conversation), {}, bot_rules())
    over = says_emergency_over(reading.cleaned) or is_past_event(reading.cleaned, reading.entities, now, bot_rules())
    harmed = detects_harm(reading.cleaned) or detects_harm(reading.repaired)
    if over or not (stranded or harmed):
        return
    kind: EmergencyKind = "harm" if harmed else "traffic"
    call_buttons = emergency_call_buttons(kind, stranded, safety_rules(), texts(locale))

    def words(code: str, **data: str) -> Notice:
        return replace(texts(locale).notice(code, **data), buttons=call_buttons)

    notify_emergency(services.messaging, words, conversation.id, SERVED_NOTICE_CODES[kind])


def _earlier_texts(services: Needs, conversation: Conversation) -> list[str]:
    """Recent texts; the car of a customer who waits for roadside assistance doesn't drive."""
    rules = bot_rules()
    waits = conversation.queue == queue_of_intent(ROADSIDE_REQUEST, rules)
    return [*([rules.intents[ROADSIDE_REQUEST].label] if waits else []), *fetch_recent_texts(services, conversation)]


def escalate(
    services: Needs, conversation: Conversation, emergency: tuple[EmergencyKind, UserInput], locale: str
) -> bool:
    """Sends safety advice and the numbers to call, and moves the customer to the front of the queue. Sent once; again
    where somebody turns out to be hurt in a car in traffic, which moves to another queue. Returns whether it was sent
    now."""
    kind, user_input = emergency
    rules = bot_rules()
    accident = describes_accident(user_input) or conversation.queue == emergency_queue(rules, "harm", accident=True)
    queue = emergency_queue(rules, kind, accident=accident)
    move_waiting(services, conversation.id, queue, emergency=True)

    def words(code: str, **data: str) -> Notice:
        localized = texts(locale)
        call_buttons = emergency_call_buttons(kind, user_input.is_stranded, safety_rules(), localized)
        return replace(localized.notice(code, **data), buttons=call_buttons)

    _, notified_now = record_queue_emergency(
        services.messaging,
        words,
        conversation.id,
        queue_status_of(services, queue, conversation.id, locale),
        NOTICE_CODES[kind],
    )
    return notified_now
