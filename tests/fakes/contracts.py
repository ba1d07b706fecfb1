"""`PolicyholderStore` in memory."""

from dataclasses import dataclass, field

from chalicelib.contracts.holder import Policyholder


@dataclass
class FakeContracts:
    """Policyholders."""

    holders: dict[str, Policyholder] = field(default_factory=dict)

    def get(self, customer: str) -> Policyholder | None:
        return self.holders.get(customer)

    def put(self, holder: Policyholder) -> None:
        self.holders[holder.id] = holder
