"""What the insurer's core system decides of claims; the schema stands in docs/feeds.md."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from chalicelib.content.bodies import Key
from chalicelib.content.cleaning import cleaned
from chalicelib.content.views import Named

Words = Annotated[str, Meta(max_length=2_000)]


Read = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")]


class Decision(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of a coverage that a person took in the core system. `id` names the decision for ever: sent again, it is
    carried out once. `by` is that person: who assessed can't approve here either. What a step needs: see docs/feeds.md.
    """

    id: Annotated[str, Meta(min_length=8, max_length=80, pattern=r"^[\w.:-]+$")]
    claim: Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$")]
    coverage: Key
    step: Key
    by: Named
    note: Words = ""
    grounds: Words = ""
    amount: Annotated[int, Meta(ge=0, le=100_000_000_000)] | None = None
    fault: Annotated[int, Meta(ge=0, le=100)] | None = None
    handler: Named | None = None
    day: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    items: Annotated[tuple[Key, ...], Meta(max_length=20)] = ()
    proposal: Read = ""


_decode = msgspec.json.Decoder(Decision).decode


def read_decision(body: str | bytes) -> Decision:
    """A decision from a queue or a request, without resident numbers. Raises msgspec.MsgspecError, which says what is
    wrong and where."""
    return cleaned(_decode(body))
