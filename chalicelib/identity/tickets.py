"""Tickets: one-time secrets, valid for a minute, that replace the token in the URL of a WebSocket. Browsers can't set
headers of a WebSocket request, and URLs are logged."""

import hashlib
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from chalicelib.identity.errors import InvalidToken
from chalicelib.kernel.actors import Role, rights_text
from chalicelib.kernel.clock import Clock

TICKET_LIFETIME_S = 60


class Identity(Struct, frozen=True):
    """The person of a token, when it was issued and when it expires (ms since 1970 UTC); `queues` and `capacity` for
    agents, `departments` for adjusters; `verified`: the insurer has checked who the customer is."""

    id: str
    role: Role
    name: str
    expires_at: int
    queues: tuple[str, ...] = ()
    capacity: int = 0
    locale: str = "ko"
    departments: tuple[str, ...] = ()
    issued_at: int = 0
    verified: bool = False

    @property
    def rights(self) -> str:
        """What the token allows, as a text to compare."""
        return rights_text(self.role, self.queues, self.capacity, self.departments)


class TicketStore(Protocol):
    """Stores tickets by fingerprint."""

    def put(self, fingerprint: str, person: Identity, expires_s: int) -> None:
        """Stores a ticket until `expires_s`, in seconds since 1970 UTC."""

    def consume(self, fingerprint: str, now_s: int) -> Identity | None:
        """Returns a ticket's person once; None if it is unknown, used or expired."""

    def record_rights(self, person: Identity) -> bool:
        """Stores what a person's token allows, until it expires. False if a token that was issued later allows
        something else."""


def ticket_fingerprint(ticket: str) -> str:
    """The stored form of a ticket, so that the table's content can't be used to sign in."""
    return hashlib.sha256(ticket.encode()).hexdigest()


def issue_ticket(tickets: TicketStore, person: Identity, clock: Clock, secret: Callable[[], str]) -> str:
    """A new ticket for a person. Raises InvalidToken if a newer token of theirs allows something else: the rights of an
    older one have ended with it."""
    if not tickets.record_rights(person):
        raise InvalidToken(reason="a newer token has other rights")
    ticket = secret()
    tickets.put(ticket_fingerprint(ticket), person, clock() // 1000 + TICKET_LIFETIME_S)
    return ticket


def redeem_ticket(tickets: TicketStore, ticket: str, clock: Clock) -> Identity | None:
    """The person of a ticket at its first use within its lifetime; else None, also if a newer token of theirs allows
    something else."""
    person = tickets.consume(ticket_fingerprint(ticket), clock() // 1000)
    return person if person is not None and tickets.record_rights(person) else None
