"""Events that the bot publishes: what a turn wants done. The bot's state has a confirmed form until it is done."""

from msgspec import Struct

from chalicelib.dialogue.state import BotState


class PublishedTurnEvent(Struct, frozen=True, tag_field="event"):
    """What the turn wants that saved the version of the bot's state with this number."""

    conversation: str
    number: int


class PublishedFormEvent(PublishedTurnEvent, frozen=True):
    """A form was confirmed."""

    key: str


class RegistrationWanted(PublishedFormEvent, frozen=True, tag="dialogue.registration_wanted"):
    """An accident form is to become a claim."""


class BookingWanted(PublishedFormEvent, frozen=True, tag="dialogue.booking_wanted"):
    """A form is to become an appointment about a claim."""


class JobWanted(PublishedFormEvent, frozen=True, tag="dialogue.job_wanted"):
    """A form is to become a job of roadside service, or the customer's job is to be placed or cancelled."""


class HandoffWanted(PublishedTurnEvent, frozen=True, tag="dialogue.handoff_wanted"):
    """The conversation is to be handed over to the agents of a queue, as long as it has this fencing token."""

    queue: str
    is_emergency: bool
    fencing_token: int


def event_of_turn(conversation: str, before: BotState, after: BotState) -> PublishedTurnEvent | None:
    """The event of a turn; None unless a form was confirmed in it, or agents are wanted."""
    form, handoff = after.completed_flow, after.handoff
    if form is not None and form != before.completed_flow:
        kind = BookingWanted if form.booking else JobWanted if form.job else RegistrationWanted
        return kind(conversation, after.version, form.key)
    if handoff is not None:
        return HandoffWanted(conversation, after.version, handoff.queue, handoff.is_emergency, after.fencing_token)
    return None


def turn_subject(conversation: str) -> str:
    """The subject of a conversation's turns in the outbox."""
    return f"turn#{conversation}"
