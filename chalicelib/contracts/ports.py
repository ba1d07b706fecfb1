"""What contracts need of the world."""

from typing import Protocol

from msgspec import Struct

from chalicelib.content.views import ContractView


class Policyholder(Struct, frozen=True):
    """A customer as the core system knows him; the contract in force first."""

    id: str
    name: str
    phone: str
    contracts: tuple[ContractView, ...] = ()


class Store(Protocol):
    """Policyholders by customer id."""

    def get(self, customer: str) -> Policyholder | None:
        """One customer; None if the core system has told nothing of him."""

    def put(self, holder: Policyholder) -> None:
        """Keeps what the core system tells, replacing what it told before."""
