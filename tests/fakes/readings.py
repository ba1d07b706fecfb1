"""Messages as the bot gets them, with the slots and intents that a test wants them to have."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.reading import Reading, read_message
from chalicelib.nlu.types import NluResult


def said(text: str, now: datetime, slots: Mapping[str, str | bool] | None = None) -> UserInput:
    """A message; with the `slots` given in place of those read in it. No message where the text is empty."""
    found = read_message(text, now)
    return UserInput(found if text else None, slots=found.entities if slots is None else slots)


def understood_as(found: NluResult, text: str, now: datetime) -> Reading:
    """The reading of a message with that intent."""
    return read_message(text, now, lambda _: found)
