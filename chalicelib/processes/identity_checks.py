"""The second identity check of a customer, before money and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.identity import fresh_checks
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.queries.contracts import find_policyholder, phone_of

if TYPE_CHECKING:
    from chalicelib.service_ports import WithContracts, WithFreshChecks

    class Needs(WithContracts, WithFreshChecks, Protocol): ...


def start_identity_check(services: Needs, actor: Actor) -> tuple[str, str]:
    """The id of a check of the caller, and what they have to do. Raises Unavailable."""
    holder = find_policyholder(services, actor.id)
    name = holder.name if holder is not None and holder.name else actor.name
    return fresh_checks.start_check(services.fresh_checks(), actor.id, name, phone_of(holder), actor.locale)


def confirm_identity_check(services: Needs, actor: Actor, check: str, code: str) -> str:
    """The proof for the caller's device. Raises IdentityCheckFailed, IdentityCheckOver, Unavailable."""
    proof = fresh_checks.confirm_check(services.fresh_checks(), actor.id, check, code)
    audit("identity_checked", actor.id)
    return proof
