"""What the insurer's core system decides of claims; the schema stands in docs/feeds.md."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party
from chalicelib.content.message_bodies import Key
from chalicelib.content.sanitising import sanitised
from chalicelib.content.views import Named
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.numbers import normalise_whole_numbers

FreeText = Annotated[str, Meta(max_length=2_000)]


ProposalDigest = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")]
PersonId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^\S(.*\S)?$")]


class CoreUser(Struct, frozen=True):
    """A person of the core system's own list. Two signatures need two `id`s, so that nobody may be without one."""

    id: PersonId
    name: Annotated[str, Meta(max_length=100)]

    @property
    def as_named(self) -> Named:
        """As others see them."""
        return Named(self.id, self.name)


class InboundDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of a coverage that a person took in the core system. `id` names the decision for ever: sent again, it is
    carried out once. `by` is that person: who assessed can't approve here either. What a step needs: see docs/feeds.md.
    """

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
    """A decision from a queue or a request, without resident numbers; whole numbers may be written in any way. Raises
    msgspec.MsgspecError or UnicodeDecodeError, which say what is wrong and where."""
    text = body if isinstance(body, str) else body.decode()
    return sanitised(_decode(normalise_whole_numbers(text)))


def transition_request(decision: InboundDecision) -> TransitionRequest:
    """The step that a decision takes, as the person of the core system who made it."""
    return TransitionRequest(
        decision.transition,
        decision.by.as_named,
        Party(decision.by.id, "core"),
        mask_resident_numbers(decision.note),
        mask_resident_numbers(decision.grounds),
        decision.amount,
        decision.liability_percent,
        decision.adjuster.as_named if decision.adjuster else None,
        decision.day,
        decision.items,
        decision.proposal,
    )
