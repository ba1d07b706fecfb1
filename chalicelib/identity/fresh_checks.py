"""A second identity check before money and changes: the person confirms with a code of PASS, and the device that did
gets a secret proof. The table of rights says how old a check may be (`access/table.py`, column `fresh`)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from msgspec import Struct

from chalicelib.identity.errors import IdentityCheckFailed, IdentityCheckOver
from chalicelib.kernel.clock import Clock

CODE_LIFETIME_S = 180
"""Time to enter a code, as telephone companies give."""
MAX_TRIES = 5
PROOF_LIFETIME_S = 3_600
"""Proofs are kept longer than any row of the table of rights accepts them."""


class StartedCheck(NamedTuple):
    """What the provider knows a check by, and what the person has to do, in their language."""

    reference: str
    hint: str


class IdentityProvider(Protocol):
    """Confirms who somebody is: PASS, by the insurer's contract with it."""

    def start(self, person: str, name: str, phone: str, locale: str) -> StartedCheck:
        """Sends the person a request. Raises Unavailable."""

    def confirm(self, reference: str, code: str) -> bool:
        """Whether the code is the one of this check, and the telephone is that person's. Raises Unavailable."""


class PendingCheck(Struct, frozen=True):
    """A check that waits for its code."""

    person: str
    reference: str
    expires_s: int
    tries: int = 0


class FreshCheck(Struct, frozen=True):
    """A confirmed check; `checked_at` in ms since 1970 UTC."""

    person: str
    checked_at: int


class FreshCheckStore(Protocol):
    """Checks by id, and confirmed ones by the fingerprint of their proof."""

    def add(self, check: str, pending: PendingCheck) -> None:
        """Stores a check until it expires."""

    def take_try(self, check: str) -> PendingCheck | None:
        """Counts a try and returns the check with it; None for an unknown one."""

    def remove(self, check: str) -> bool:
        """Removes a check; False if it was removed already."""

    def add_proof(self, fingerprint: str, fresh: FreshCheck, expires_s: int) -> None:
        """Stores a confirmed check."""

    def find_proof(self, fingerprint: str) -> FreshCheck | None:
        """A confirmed check, strongly consistent."""


@dataclass(frozen=True, slots=True)
class FreshCheckPorts:
    """`secret` makes ids and proofs that nobody guesses."""

    store: FreshCheckStore
    provider: IdentityProvider
    clock: Clock
    secret: Callable[[], str]


def start_check(ports: FreshCheckPorts, person: str, name: str, phone: str, locale: str) -> tuple[str, str]:
    """The id of a new check, and what the person has to do. Raises Unavailable."""
    started = ports.provider.start(person, name, phone, locale)
    check = ports.secret()
    ports.store.add(check, PendingCheck(person, started.reference, ports.clock() // 1000 + CODE_LIFETIME_S))
    return check, started.hint


def confirm_check(ports: FreshCheckPorts, person: str, check: str, code: str) -> str:
    """The proof for the device whose person entered the code; a check gives one proof. Raises IdentityCheckFailed,
    IdentityCheckOver, Unavailable."""
    pending = ports.store.take_try(check)
    now = ports.clock()
    if pending is None or pending.person != person or pending.expires_s <= now // 1000 or pending.tries > MAX_TRIES:
        raise IdentityCheckOver
    if not ports.provider.confirm(pending.reference, code):
        raise IdentityCheckFailed(left=MAX_TRIES - pending.tries)
    if not ports.store.remove(check):
        raise IdentityCheckOver
    proof = ports.secret()
    ports.store.add_proof(_fingerprint(proof), FreshCheck(person, now), now // 1000 + PROOF_LIFETIME_S)
    return proof


def check_age_ms(ports: FreshCheckPorts, person: str, proof: str) -> int | None:
    """The age of the check of this proof; None without one of this person's."""
    fresh = ports.store.find_proof(_fingerprint(proof)) if proof else None
    return ports.clock() - fresh.checked_at if fresh is not None and fresh.person == person else None


def _fingerprint(proof: str) -> str:
    """The stored form of a proof: the table's content proves nothing."""
    return hashlib.sha256(proof.encode()).hexdigest()
