"""Rights that need a second identity check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation
from chalicelib.identity.fresh_checks import check_age_ms
from chalicelib.kernel.actors import Actor

if TYPE_CHECKING:
    from chalicelib.service_ports import WithFreshChecks

    class Needs(WithFreshChecks, Protocol): ...


def require_fresh(services: Needs, actor: Actor, action: str, relation: Relation, proof: str) -> None:
    """Raises NotAllowed, and IdentityCheckNeeded if the caller may do the action after another identity check."""
    require_allowed(action, relation, check_age_ms=check_age_ms(services.fresh_checks(), actor.id, proof))
