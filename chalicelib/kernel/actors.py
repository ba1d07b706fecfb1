"""The actor of a request: made from the authorizer's context and passed to every use case."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    """Roles in a token."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    CORE = "core"
    """The insurer's core system: it sends decisions, and may use no action of the WebSocket API."""
    RESPONDER = "responder"
    """Drives to jobs of roadside service."""

    @property
    def is_staff(self) -> bool:
        return self in (Role.AGENT, Role.SUPERVISOR)


class Actor(Struct, frozen=True):
    """A signed-in person on one connection.

    `connection` is API Gateway's connection id. `issued_at` and `expires_at` are when their token was issued and when
    it expires, `connected_at` when the connection began, in ms since 1970 UTC. `queues`, `capacity` (concurrent
    conversations) and `departments` (whose claims an adjuster works on) come from the insurer's token; so does
    `verified`: the insurer has checked who the customer is, and contract data may be shown.
    """

    id: str
    role: Role
    name: str
    connection: str
    expires_at: int
    queues: tuple[str, ...] = ()
    capacity: int = 0
    locale: str = "ko"
    departments: tuple[str, ...] = ()
    issued_at: int = 0
    connected_at: int = 0
    verified: bool = False

    @property
    def rights(self) -> str:
        """What the token allows, as a text to compare."""
        return rights_text(self.role, self.queues, self.capacity, self.departments)


def rights_text(role: Role, queues: Iterable[str], capacity: int, departments: Iterable[str]) -> str:
    """What a token allows, as a text to compare."""
    return f"{role.value}/{','.join(sorted(queues))}/{capacity}/{','.join(sorted(departments))}"
