"""Updates of a claim with optimistic locking."""

from collections.abc import Callable

from chalicelib.claims.errors import ClaimChanged
from chalicelib.claims.fnol import IncidentRef
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.ports import ClaimPorts
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 5

ClaimUpdate = Callable[[Claim], tuple[Claim, tuple[ClaimEvent, ...]] | None]
"""A claim's next version with its events; None if there is nothing to change."""


def update_claim(
    ports: ClaimPorts,
    number: str,
    update: ClaimUpdate,
    version: int | None = None,
    decision: str = "",
    incidents_of: Callable[[Claim], tuple[IncidentRef, ...]] = lambda _: (),
    upload: str = "",
) -> Claim:
    """The claim after an update. `version` is the one that the caller saw; notes added since are no reason to refuse.
    `decision` is the id of the core system's decision. `incidents_of` gives the cars of the new version, `upload` is
    the file that is submitted or withdrawn.

    Raises NotAllowed (no such claim), ClaimChanged, Conflict, and what `update` raises.
    """

    def attempt() -> Claim | LostRace:
        seen = ports.store.get(number)
        if seen is None:
            raise NotAllowed
        if version is not None and not seen.is_current(version):
            raise ClaimChanged(seen=version, version=seen.version)
        planned = update(seen)
        if planned is None:
            return seen
        saved = ports.store.update(*planned, decision, incidents_of(planned[0]), upload)
        return planned[0] if saved else LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS)
