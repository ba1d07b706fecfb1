"""The card with a claim's number, for a claim that an agent registered; the bot posts its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from chalicelib.content.claim_views import RegistrationView
from chalicelib.content.configuration import texts
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.dialogue.claim_answers import registration_card

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging


def post_registration_card(
    services: WithMessaging, conversation: str, claim: RegistrationView, device: str, number: int, at: int, locale: str
) -> None:
    """Posts the card to the conversation, under a device id and a number of its own, so that a repeat isn't
    posted twice."""
    card = replace(registration_card(claim, texts(locale)), buttons=())
    entry = LogEntry(at, By(Speaker.SYSTEM), card)
    send_message(services.messaging, OutgoingMessage(conversation, device, number, entry, ""))
