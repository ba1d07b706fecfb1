"""Events of claims for the insurer's core system. docs/core-system.md describes the format."""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from chalicelib.claims.model import Appointment, Claim, ClaimEvent
from chalicelib.content.accident_events import AccidentEvent
from chalicelib.content.views import Named


class OutboundExposure(Struct, frozen=True, omit_defaults=True):
    """An exposure at the time of sending. Amounts in won, `liability_percent` the customer's share, `due_on` ISO."""

    coverage: str
    department: str
    stage: str
    adjuster: Named | None = None
    liability_percent: int | None = None
    assessed: int | None = None
    advance: int = 0
    paid: int = 0
    due_on: str = ""
    flags: tuple[str, ...] = ()
    appointment: Appointment | None = None


class OutboundEvent(Struct, frozen=True, omit_defaults=True):
    """An event of a claim. `id` is the same for a repeat. `number` counts from 1 without gaps; `at` in ms since 1970
    UTC; `code` and `data` say what happened. The other fields are the claim's at the time of sending, in its
    `version`, which may include later events."""

    id: str
    claim: str
    number: int
    at: int
    code: str
    customer: Named
    contract: str
    facts: dict[str, str]
    event: AccidentEvent
    exposures: tuple[OutboundExposure, ...]
    data: dict[str, str] = {}
    coverage: str = ""
    by: Named | None = None
    flags: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    version: int = 0


def outbound_event(claim: Claim, event: ClaimEvent) -> OutboundEvent:
    """The event for the core system. The text of claim notes is left out."""
    exposures = tuple(
        OutboundExposure(
            exposure.coverage,
            exposure.department,
            exposure.stage,
            exposure.adjuster,
            exposure.liability_percent,
            exposure.assessed,
            exposure.advance,
            exposure.paid,
            exposure.due_on,
            exposure.flags,
            exposure.appointment,
        )
        for exposure in claim.exposures
    )
    return OutboundEvent(
        id=f"{claim.id}-{event.number}",
        claim=claim.id,
        number=event.number,
        at=event.at,
        code=event.code,
        customer=claim.customer,
        contract=claim.contract,
        facts=claim.facts,
        event=claim.event,
        exposures=exposures,
        data={} if event.code == "note" else event.data,
        coverage=event.coverage,
        by=event.by,
        flags=claim.flags,
        linked=claim.linked,
        version=claim.version,
    )


class OutboundQueue:
    """`ports.OutboundEvents` on an SQS queue."""

    def __init__(self, send: Callable[[dict[str, object], int], None]) -> None:
        self._send = send

    def send(self, claim: Claim, event: ClaimEvent) -> None:
        self._send(msgspec.to_builtins(outbound_event(claim, event)), 0)
