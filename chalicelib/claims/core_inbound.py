"""Decisions of the insurer's core system about claims. docs/core-system.md describes the format."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from chalicelib.access.relations import Relation
from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party
from chalicelib.content.message_bodies import Key
from chalicelib.content.sanitising import sanitised
from chalicelib.content.views import Named
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.numbers import normalise_whole_numbers
from chalicelib.kernel.plain_text import plain_json

FreeText = Annotated[str, Meta(max_length=2_000)]


ProposalDigest = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")]
PersonId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^\S(.*\S)?$")]


class CoreUser(Struct, frozen=True):
    """A person in the core system. `id` is required because two signatures need two different ids."""

    id: PersonId
    name: Annotated[str, Meta(max_length=100)]

    @property
    def as_named(self) -> Named:
        """The person as pages show them."""
        return Named(self.id, self.name)


class InboundDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A transition that a person applied in the core system. `id` identifies the decision: a repeat is ignored. `by`
    counts for the two-person rule like Baro's own staff. docs/core-system.md lists the required fields."""

    id: Annotated[str, Meta(min_length=8, max_length=80, pattern=r"^[\w.:-]+$")]
    claim: Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$")]
    coverage: Key
    transition: Key
    by: CoreUser
    note: FreeText = ""
    grounds: FreeText = ""
    amount: Annotated[int, Meta(ge=0, le=100_000_000_000)] | None = None
    liability_percent: Annotated[int, Meta(ge=0, le=100)] | None = None
    adjuster: CoreUser | None = None
    day: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    items: Annotated[tuple[Key, ...], Meta(max_length=20)] = ()
    proposal: ProposalDigest = ""


_decode = msgspec.json.Decoder(InboundDecision).decode


def read_decision(body: str | bytes) -> InboundDecision:
    """Decodes a decision with plain texts and masked resident numbers; whole numbers may be written in any JSON form.
    Raises msgspec.MsgspecError or UnicodeDecodeError, which name the field."""
    text = body if isinstance(body, str) else body.decode()
    return sanitised(_decode(normalise_whole_numbers(plain_json(text))))


def transition_request(decision: InboundDecision) -> TransitionRequest:
    """The transition request of a decision. Resident numbers are masked."""
    return TransitionRequest(
        decision.transition,
        decision.by.as_named,
        Party(decision.by.id, Relation.CORE),
        mask_resident_numbers(decision.note),
        mask_resident_numbers(decision.grounds),
        decision.amount,
        decision.liability_percent,
        decision.adjuster.as_named if decision.adjuster else None,
        decision.day,
        decision.items,
        decision.proposal,
    )
