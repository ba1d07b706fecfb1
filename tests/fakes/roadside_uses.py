"""`RoadsideUseStore` in memory."""

from dataclasses import dataclass, field

from chalicelib.contracts.holder import RoadsideUse


@dataclass
class FakeRoadsideUses:
    """Uses by contract and job."""

    uses: dict[str, dict[str, RoadsideUse]] = field(default_factory=dict)

    def uses_of(self, contract: str) -> tuple[RoadsideUse, ...]:
        return tuple(self.uses.get(contract, {}).values())

    def record_use(self, contract: str, use: RoadsideUse) -> None:
        self.uses.setdefault(contract, {})[use.job] = use
