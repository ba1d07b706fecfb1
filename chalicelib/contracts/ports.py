"""The policyholder, and the port of their store."""

from typing import Protocol

from msgspec import Struct

from chalicelib.content.views import ContractView


class Policyholder(Struct, frozen=True):
    """A customer in the core system; the contract in force comes first."""

    id: str
    name: str
    phone: str
    contracts: tuple[ContractView, ...] = ()


class PolicyholderStore(Protocol):
    """Policyholders by customer id."""

    def get(self, customer: str) -> Policyholder | None:
        """A customer; None if the core system hasn't sent them."""

    def put(self, holder: Policyholder) -> None:
        """Stores a customer in place of an earlier version."""
