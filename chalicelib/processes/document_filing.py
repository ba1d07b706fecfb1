"""Files as documents, across all claims of a customer: a file belongs to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation
from chalicelib.claims import document_filing
from chalicelib.claims.errors import DocumentOnOtherClaim
from chalicelib.claims.events import claim_subject
from chalicelib.claims.model import Claim
from chalicelib.claims.optimistic_update import MAX_ATTEMPTS
from chalicelib.claims.rights import Party, may_review, party_of
from chalicelib.content.claim_views import ClaimView
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically
from chalicelib.processes.claim_commands import named_actor, publish_change
from chalicelib.queries.claims import ClaimAccess, claims_of_customer
from chalicelib.queries.relations import is_serving

if TYPE_CHECKING:
    from chalicelib.processes.claim_commands import Needs as ClaimCommandsNeeds
    from chalicelib.service_ports import WithBackoff

    class Needs(ClaimCommandsNeeds, WithBackoff, Protocol): ...


def file_document(services: Needs, actor: Actor, found: ClaimAccess, upload: str, item: str) -> ClaimView:
    """Submits a file as a document of a claim. It is withdrawn from another open claim if the actor may change that
    one. Accepted documents are moved only by those who review them.

    Raises DocumentOnOtherClaim, DocumentAlreadyAccepted and what `document_filing.submit_document` raises.
    """
    settled_too = _may_move_accepted(found.claim, found.party, upload)

    def attempt() -> Claim | LostRace:
        if item:
            _withdraw_from_others(services, actor, found.claim, upload)
        try:
            return document_filing.submit_document(
                services.claims(), found.claim.id, named_actor(actor), upload, item, allow_accepted=settled_too
            )
        except DocumentOnOtherClaim:  # meanwhile, by another device
            return LOST_RACE

    claim = update_optimistically(attempt, services.backoff, MAX_ATTEMPTS)
    return publish_change(services, actor, found, claim)


def _may_move_accepted(claim: Claim, party: Party, upload: str) -> bool:
    held = (
        document for document in claim.documents if upload in {submission.upload for submission in document.submissions}
    )
    return party.relation is not Relation.OWNER and all(may_review(claim, each, party) for each in held)


def _withdraw_from_others(services: Needs, actor: Actor, claim: Claim, upload: str) -> None:
    """Withdraws a file from the customer's other claims. Raises DocumentOnOtherClaim, DocumentAlreadyAccepted."""
    if claim.has_upload(upload):
        return
    serving = is_serving(services, actor, claim.customer.id)
    for other in claims_of_customer(services, claim.customer.id):
        if other.id == claim.id or not other.has_upload(upload):
            continue
        party = party_of(actor, other, serving)
        if not is_allowed("file_as", party.relation) or not other.is_open:
            raise DocumentOnOtherClaim(claim=other.id)
        settled_too = _may_move_accepted(other, party, upload)
        document_filing.submit_document(
            services.claims(), other.id, named_actor(actor), upload, "", allow_accepted=settled_too
        )
        services.event_jobs().relay(claim_subject(other.id))


def withdraw_upload(services: Needs, customer: str, upload: str) -> None:
    """Withdraws an unusable file from the documents of all claims. May be repeated. Raises Conflict."""
    for claim in claims_of_customer(services, customer):
        if claim.has_upload(upload):
            document_filing.submit_document(services.claims(), claim.id, None, upload, "", allow_accepted=True)
            services.event_jobs().relay(claim_subject(claim.id))
