"""Events that the bot publishes: what a confirmed form is to become. The bot's state has the form until it is done."""

from msgspec import Struct

from chalicelib.dialogue.state import BotState


class PublishedFormEvent(Struct, frozen=True, tag_field="event"):
    """A form was confirmed in a conversation, in the version of the bot's state with this number."""

    conversation: str
    number: int
    key: str


class RegistrationWanted(PublishedFormEvent, frozen=True, tag="dialogue.registration_wanted"):
    """An accident form is to become a claim."""


class BookingWanted(PublishedFormEvent, frozen=True, tag="dialogue.booking_wanted"):
    """A form is to become an appointment about a claim."""


def event_of_turn(conversation: str, before: BotState, after: BotState) -> PublishedFormEvent | None:
    """The event of a turn; None unless a form was confirmed in it."""
    form = after.completed_flow
    if form is None or form == before.completed_flow:
        return None
    kind = BookingWanted if form.booking else RegistrationWanted
    return kind(conversation, after.version, form.key)


def form_subject(conversation: str) -> str:
    """The subject of a conversation's confirmed forms in the outbox."""
    return f"form#{conversation}"
