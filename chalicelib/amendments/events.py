"""Events of changes of contracts. The store has the present change."""

from msgspec import Struct


class AmendmentEvent(Struct, frozen=True, tag_field="event"):
    """A step of the change `amendment`; `number` is its version after it."""

    amendment: str
    number: int


class AmendmentPrepared(AmendmentEvent, frozen=True, tag="amendment.prepared"):
    """Staff offer it to the customer."""


class AmendmentWithdrawn(AmendmentEvent, frozen=True, tag="amendment.withdrawn"):
    """Staff have withdrawn it."""


class AmendmentOrdered(AmendmentEvent, frozen=True, tag="amendment.ordered"):
    """The customer has agreed."""


class AmendmentSettled(AmendmentEvent, frozen=True, tag="amendment.settled"):
    """The core system has answered."""


def amendment_subject(amendment: str) -> str:
    """The subject of a change's events in the outbox."""
    return f"amendment#{amendment}"
