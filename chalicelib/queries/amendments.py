"""Changes of contracts, as customers and the staff who serve them see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.amendments.consent_text import difference_text
from chalicelib.amendments.model import Amendment
from chalicelib.content.configuration import texts
from chalicelib.content.contract_views import ChangeView
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.relations import relation_to_customer

if TYPE_CHECKING:
    from chalicelib.queries.relations import Needs as RelationsNeeds
    from chalicelib.service_ports import WithAmendments

    class Needs(RelationsNeeds, WithAmendments, Protocol): ...


MAX_CHANGES = 50
"""Maximum number of a customer's changes in one result."""


def access_change(services: Needs, actor: Actor, amendment_id: str, action: str) -> Amendment:
    """A change, for an action of its customer or of staff who serve them. Raises NotAllowed."""
    found = services.amendments().store.get(amendment_id)
    if found is None:
        raise NotAllowed
    require_allowed(action, relation_to_customer(services, actor, found.customer.id))
    return found


def change_view(amendment: Amendment, now: int) -> ChangeView:
    """A change as pages show it, in the language of its text."""
    expired = amendment.status == "prepared" and now >= amendment.expires_at
    terms = amendment.terms
    return ChangeView(
        id=amendment.id,
        kind=terms.kind,
        contract=terms.contract,
        title=amendment.title,
        rows=terms.rows,
        difference_won=terms.difference_won,
        difference=difference_text(terms, texts(amendment.locale)),
        starts_on=terms.starts_on,
        text=amendment.text,
        digest=amendment.digest,
        status="expired" if expired else amendment.status,
        expires_at=amendment.expires_at,
        conversation=amendment.conversation,
        reason=amendment.reason,
    )


def changes_of(services: Needs, actor: Actor) -> tuple[ChangeView, ...]:
    """The caller's own changes, newest first."""
    ports = services.amendments()
    return tuple(change_view(each, ports.clock()) for each in ports.store.of_customer(actor.id, MAX_CHANGES))
