"""The account that a claim is paid to: the customer's own, after a second identity check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.claims.model import BankAccount
from chalicelib.claims.service import set_bank_account
from chalicelib.content.claim_views import ClaimView
from chalicelib.kernel.actors import Actor
from chalicelib.processes.claim_commands import named_actor, publish_change
from chalicelib.processes.fresh_rights import require_fresh
from chalicelib.queries.claims import access_claim
from chalicelib.queries.contracts import find_policyholder

if TYPE_CHECKING:
    from chalicelib.processes.claim_commands import Needs as ClaimCommandsNeeds
    from chalicelib.service_ports import WithFreshChecks

    class Needs(ClaimCommandsNeeds, WithFreshChecks, Protocol): ...


def set_payout_account(services: Needs, actor: Actor, number: str, account: BankAccount, proof: str) -> ClaimView:
    """Sets the account of a claim. Raises NotAllowed, IdentityCheckNeeded, HolderDiffers, Conflict."""
    found = access_claim(services, actor, number, "claim")
    require_fresh(services, actor, "account", found.party.relation, proof)
    holder = find_policyholder(services, found.claim.customer.id)
    name = holder.name if holder else found.claim.customer.name
    claim = set_bank_account(services.claims(), number, named_actor(actor), account, name)
    return publish_change(services, actor, found, claim)
