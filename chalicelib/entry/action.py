"""The type of an entry in the action tables."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalicelib.entry.protocol import replies as r
from chalicelib.kernel.actors import Actor, Role
from chalicelib.processes.services import Services

CUSTOMER = frozenset({Role.CUSTOMER})
STAFF = frozenset({Role.AGENT, Role.SUPERVISOR})
CUSTOMER_OR_STAFF = CUSTOMER | STAFF


@dataclass(frozen=True, slots=True)
class Action:
    """The roles that may send a command, and the function that executes it."""

    roles: frozenset[Role]
    run: Callable[[Services, Actor, Any], r.AnyResult]
