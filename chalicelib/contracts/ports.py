"""The port of the policyholders' store."""

from typing import Protocol

from chalicelib.contracts.holder import Policyholder


class PolicyholderStore(Protocol):
    """Policyholders by customer id."""

    def get(self, customer: str) -> Policyholder | None:
        """A customer; None if the core system hasn't sent them."""

    def put(self, holder: Policyholder) -> None:
        """Stores a customer in place of an earlier version."""
