"""Who is acting. Made once from the authorizer's context, carried to every use case."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Whom a token can speak for."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    CORE = "core"
    """The insurer's core system: the feeds, and nothing of the wire."""

    @property
    def is_staff(self) -> bool:
        return self in (Role.AGENT, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person on one connection.

    `connection` is API Gateway's connection id; `expires_at` the end of the token behind it, ms since 1970 UTC.
    `queues` and `capacity` (conversations at once) are what the insurer's token says of an agent, `departments` whose
    claims a handler works on.
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
