"""Files as papers, across all claims of a customer: a file lies with one of them."""

from contextlib import suppress

from chalicelib.claims import document_filing
from chalicelib.claims.errors import DocumentOnOtherClaim
from chalicelib.claims.model import Claim
from chalicelib.claims.optimistic_update import MAX_ATTEMPTS
from chalicelib.claims.rights import Party, may_review
from chalicelib.content.claim_views import ClaimView
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import Conflict
from chalicelib.processes.claim_commands import (
    ClaimAccess,
    claims_of_customer,
    is_serving,
    named_actor,
    party_of,
    publish_change,
)
from chalicelib.processes.services import Services


def file_document(services: Services, actor: Actor, found: ClaimAccess, upload: str, item: str) -> ClaimView:
    """Hands a file in as a paper of a claim. It leaves an open claim with which it lay, if the actor may change that.
    What was accepted is moved only by those who judge that paper.

    Raises PaperElsewhere, PaperSettled and what `filing.file_as` raises.
    """
    settled_too = _may_move_accepted(found.claim, found.party, upload)
    for _ in range(MAX_ATTEMPTS):
        if item:
            _withdraw_from_others(services, actor, found.claim, upload)
        with suppress(DocumentOnOtherClaim):  # meanwhile, by another device
            claim = document_filing.submit_document(
                services.claims(), found.claim.id, named_actor(actor), upload, item, allow_accepted=settled_too
            )
            return publish_change(services, actor, found, claim)
    raise Conflict


def _may_move_accepted(claim: Claim, party: Party, upload: str) -> bool:
    held = (paper for paper in claim.documents if upload in {filed.upload for filed in paper.submissions})
    return party.side != "customer" and all(may_review(claim, each, party) for each in held)


def _withdraw_from_others(services: Services, actor: Actor, claim: Claim, upload: str) -> None:
    """Takes a file off the other claims of the customer. Raises PaperElsewhere, PaperSettled."""
    if claim.has_upload(upload):
        return
    serving = is_serving(services, actor, claim.customer.id)
    for other in claims_of_customer(services, claim.customer.id):
        if other.id == claim.id or not other.has_upload(upload):
            continue
        party = party_of(actor, other, serving)
        if party is None or not other.is_open:
            raise DocumentOnOtherClaim(claim=other.id)
        settled_too = _may_move_accepted(other, party, upload)
        document_filing.submit_document(
            services.claims(), other.id, named_actor(actor), upload, "", allow_accepted=settled_too
        )
        services.claim_jobs().publish_events(other.id)


def withdraw_upload(services: Services, customer: str, upload: str) -> None:
    """Takes a file that can't be opened off the papers it was handed in as. May be repeated. Raises Conflict."""
    for claim in claims_of_customer(services, customer):
        if claim.has_upload(upload):
            document_filing.submit_document(services.claims(), claim.id, None, upload, "", allow_accepted=True)
            services.claim_jobs().publish_events(claim.id)
