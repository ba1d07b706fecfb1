"""Decisions by the table of rights."""

from functools import cache

from chalicelib.access.relations import ROLES, Relation
from chalicelib.access.table import TABLE
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import IdentityCheckNeeded, NotAllowed, NotVerified


def is_allowed(action: str, *relations: Relation, check_age_ms: int | None = None) -> bool:
    """Whether a caller with these relations to the object may do the action now. `check_age_ms` is the age of the
    caller's second identity check, None without one."""
    grant = TABLE[action]
    return not grant.relations.isdisjoint(relations) and (grant.fresh is None or _is_fresh(check_age_ms, grant.fresh))


def require_allowed(action: str, *relations: Relation, check_age_ms: int | None = None) -> None:
    """Raises NotAllowed unless a caller with these relations to the object may do the action, and IdentityCheckNeeded
    if they may after a second identity check, whose present age is `check_age_ms`."""
    grant = TABLE[action]
    if grant.relations.isdisjoint(relations):
        raise NotAllowed
    if grant.fresh is not None and not _is_fresh(check_age_ms, grant.fresh):
        raise IdentityCheckNeeded(minutes=grant.fresh)


def _is_fresh(age_ms: int | None, minutes: int) -> bool:
    return age_ms is not None and 0 <= age_ms < minutes * 60_000


@cache
def roles_for(action: str) -> frozenset[Role]:
    """The roles whose holders may do the action to some object."""
    return frozenset[Role]().union(*(ROLES[relation] for relation in TABLE[action].relations))


def is_role_allowed(action: str, role: Role, *, verified: bool = False) -> bool:
    """Whether holders of this role may do the action to some object; needs no read. `verified`: the insurer has checked
    who the customer is."""
    return role in roles_for(action) and (verified or not TABLE[action].verified or role is not Role.CUSTOMER)


def require_role(action: str, role: Role, *, verified: bool = False) -> None:
    """Raises NotAllowed unless holders of this role may do the action to some object, and NotVerified if only a
    `verified` customer may; needs no read."""
    if role not in roles_for(action):
        raise NotAllowed
    if not verified and TABLE[action].verified and role is Role.CUSTOMER:
        raise NotVerified
