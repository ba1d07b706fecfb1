"""Changing a claim: read it, plan its next version, keep that if nobody was quicker."""

from collections.abc import Callable

from chalicelib.claims.errors import ClaimChanged
from chalicelib.claims.fnol import Sighting
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.ports import Ports
from chalicelib.kernel.errors import Conflict, NotAllowed

ATTEMPTS = 5

Plan = Callable[[Claim], tuple[Claim, tuple[ClaimEvent, ...]] | None]
"""A claim's next version with its events; None where there is nothing left to do."""


def change(
    ports: Ports,
    number: str,
    plan: Plan,
    version: int | None = None,
    decision: str = "",
    seen_as: Callable[[Claim], tuple[Sighting, ...]] = lambda _: (),
    paper: str = "",
) -> Claim:
    """The claim as the plan leaves it. `version` is the one the caller saw; `decision` the core system's, carried out;
    `seen_as` how the claim's cars are seen afterwards; `paper` the upload that is handed in or taken off.

    Raises NotAllowed (no such claim), ClaimChanged, Conflict, and what the plan raises.
    """
    for _ in range(ATTEMPTS):
        seen = ports.store.get(number)
        if seen is None:
            raise NotAllowed
        if version is not None and seen.version != version:
            raise ClaimChanged(seen=version, version=seen.version)
        planned = plan(seen)
        if planned is None:
            return seen
        if ports.store.change(*planned, decision, seen_as(planned[0]), paper):
            return planned[0]
    raise Conflict
