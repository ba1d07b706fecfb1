"""Plans reminders of documents that a claim lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.claims.events import DocumentsChanged, TransitionApplied
from chalicelib.queries.claim_reminders import claim_occasion
from chalicelib.reminders.service import plan

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithReminders

    class Needs(WithClaims, WithReminders, Protocol): ...


def remind_of_documents(services: Needs, published: DocumentsChanged | TransitionApplied) -> None:
    """Plans a reminder of the documents that are missing now. Those that came by then are not spoken of."""
    claims, ports = services.claims(), services.reminders()
    claim = claims.store.get(published.claim)
    occasion = claim_occasion(claim, claims.rules, ports.rules.friendly, ports.clock()) if claim is not None else None
    if occasion is not None:
        plan(ports, occasion.customer, (occasion,))
