"""Use cases of changes of contracts. All are idempotent: events come twice, and persons press twice."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from chalicelib.amendments.events import (
    AmendmentEvent,
    AmendmentOrdered,
    AmendmentPrepared,
    AmendmentSettled,
    AmendmentWithdrawn,
    amendment_subject,
)
from chalicelib.amendments.model import Amendment, settled, signed, withdrawn
from chalicelib.amendments.ports import AmendmentPorts
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 5


def prepare(ports: AmendmentPorts, amendment: Amendment) -> Amendment:
    """Stores a change that staff offer, or one that the customer has agreed to already (`ordered`); the one with its id
    if there is one. Raises Conflict."""
    kind = AmendmentOrdered if amendment.status == "ordered" else AmendmentPrepared

    def attempt() -> Amendment | LostRace:
        known = ports.store.get(amendment.id)
        if known is not None:
            ports.on_published(amendment_subject(known.id))
            return known
        return _saved(ports, None, amendment, kind)

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, amendment=amendment.id)


def sign(ports: AmendmentPorts, amendment_id: str, digest: str, upload: str) -> Amendment:
    """Orders a change whose text the customer signed. Raises NotAllowed, AmendmentTextVoid, AmendmentOver,
    Conflict."""
    return _change(
        ports, amendment_id, partial(signed, digest=digest, upload=upload, now=ports.clock()), AmendmentOrdered
    )


def withdraw(ports: AmendmentPorts, amendment_id: str) -> Amendment:
    """Withdraws an offer. Raises NotAllowed, AmendmentOver, Conflict."""
    return _change(ports, amendment_id, withdrawn, AmendmentWithdrawn)


def settle(ports: AmendmentPorts, amendment_id: str, outcome: Literal["done", "refused"], reason: str) -> Amendment:
    """Notes the core system's answer. Raises NotAllowed, AmendmentOver, Conflict."""
    answer = partial(settled, outcome=outcome, reason=reason, now=ports.clock())
    return _change(ports, amendment_id, answer, AmendmentSettled)


def _change(
    ports: AmendmentPorts, amendment_id: str, plan: Callable[[Amendment], Amendment | None], kind: type[AmendmentEvent]
) -> Amendment:
    def attempt() -> Amendment | LostRace:
        before = ports.store.get(amendment_id)
        if before is None:
            raise NotAllowed
        after = plan(before)
        if after is None:
            ports.on_published(amendment_subject(before.id))
            return before
        return _saved(ports, before, after, kind)

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, amendment=amendment_id)


def _saved(
    ports: AmendmentPorts, before: Amendment | None, amendment: Amendment, kind: type[AmendmentEvent]
) -> Amendment | LostRace:
    if not ports.store.save(before, amendment, kind(amendment.id, amendment.version)):
        return LOST_RACE
    ports.on_published(amendment_subject(amendment.id))
    return amendment
