"""Events of calls due. The store has the present call."""

from msgspec import Struct


class CallEvent(Struct, frozen=True, tag_field="event"):
    """A change of the call `call`; `number` is its version after it."""

    call: str
    number: int


class CallPlanned(CallEvent, frozen=True, tag="call.planned"):
    """It has a window: a first one, or another one."""


class CallFinished(CallEvent, frozen=True, tag="call.finished"):
    """Its outcome was written down."""


def call_subject(call: str) -> str:
    """The subject of a call's events in the outbox."""
    return f"call#{call}"
