"""Decisions by the table of rights."""

from functools import cache

from chalicelib.access.relations import ROLES, Relation
from chalicelib.access.table import TABLE
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import NotAllowed


def is_allowed(action: str, *relations: Relation) -> bool:
    """Whether a caller with these relations to the object may do the action."""
    return not TABLE[action].relations.isdisjoint(relations)


def require_allowed(action: str, *relations: Relation) -> None:
    """Raises NotAllowed unless a caller with these relations to the object may do the action."""
    if not is_allowed(action, *relations):
        raise NotAllowed


@cache
def roles_for(action: str) -> frozenset[Role]:
    """The roles whose holders may do the action to some object."""
    return frozenset[Role]().union(*(ROLES[relation] for relation in TABLE[action].relations))


def is_role_allowed(action: str, role: Role) -> bool:
    """Whether holders of this role may do the action to some object; needs no read."""
    return role in roles_for(action)


def require_role(action: str, role: Role) -> None:
    """Raises NotAllowed unless holders of this role may do the action to some object; needs no read."""
    if role not in roles_for(action):
        raise NotAllowed
