"""Tickets and second identity checks in memory."""

from msgspec.structs import replace

from chalicelib.identity.fresh_checks import FreshCheck, PendingCheck, StartedCheck
from chalicelib.identity.tickets import Identity


class FakeFreshChecks:
    """`fresh_checks.FreshCheckStore` in dictionaries."""

    def __init__(self) -> None:
        self.checks: dict[str, PendingCheck] = {}
        self.proofs: dict[str, FreshCheck] = {}

    def add(self, check: str, pending: PendingCheck) -> None:
        self.checks[check] = pending

    def take_try(self, check: str) -> PendingCheck | None:
        pending = self.checks.get(check)
        if pending is None:
            return None
        self.checks[check] = replace(pending, tries=pending.tries + 1)
        return self.checks[check]

    def remove(self, check: str) -> bool:
        return self.checks.pop(check, None) is not None

    def add_proof(self, fingerprint: str, fresh: FreshCheck, expires_s: int) -> None:
        self.proofs[fingerprint] = fresh

    def find_proof(self, fingerprint: str) -> FreshCheck | None:
        return self.proofs.get(fingerprint)


class FakeIdentityProvider:
    """`fresh_checks.IdentityProvider` whose code is always 246810."""

    CODE = "246810"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def start(self, person: str, name: str, phone: str, locale: str) -> StartedCheck:
        self.asked.append((person, phone))
        return StartedCheck(f"reference-of-{person}", "PASS")

    def confirm(self, reference: str, code: str) -> bool:
        return code == self.CODE


class FakeTickets:
    """`tickets.Tickets` in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Identity, int]] = {}
        self.rights: dict[str, tuple[int, str]] = {}

    def put(self, fingerprint: str, person: Identity, expires_s: int) -> None:
        self.kept[fingerprint] = (person, expires_s)

    def record_rights(self, person: Identity) -> bool:
        known = self.rights.get(person.id)
        if known is not None and known[0] > person.issued_at:
            return known[1] == person.rights
        self.rights[person.id] = (person.issued_at, person.rights)
        return True

    def consume(self, fingerprint: str, now_s: int) -> Identity | None:
        person, expires_s = self.kept.pop(fingerprint, (None, 0))
        return person if now_s < expires_s else None
