"""A change of a contract in a day: offered and signed, or withdrawn."""

from zlib import crc32

from chalicelib.amendments import service
from chalicelib.amendments.model import Amendment, Terms, consent_digest
from chalicelib.content.views import Named
from tests.model.world import World

TEXT = "차량을 바꾸는 데 동의합니다."
TERMS = Terms("vehicle", "2026-0318-77120", (), {"car": "EV6"}, 1, "2027-03-01")


class ContractChange:
    """A change in a conversation. `withdrawn` instead of signed."""

    def __init__(self, world: World, number: str) -> None:
        self._world, self.number = world, number

    def prepare(self, conversation: str, customer: str) -> None:
        """The agent offers it; a repeat is the same offer."""
        now, agent = self._world.now, Named("agent-a", "agent-a")
        digest, owner = consent_digest(TEXT), Named(customer, customer)
        change = Amendment(self.number, TERMS, owner, conversation, "변경", TEXT, digest, "ko", agent, now, now * 2)
        service.prepare(self._world.services.amendments(), change)

    def sign(self) -> None:
        service.sign(self._world.services.amendments(), self.number, consent_digest(TEXT), "upload1")

    def withdraw(self) -> None:
        service.withdraw(self._world.services.amendments(), self.number)

    def settle(self) -> None:
        service.settle(self._world.services.amendments(), self.number, "done", "")


def check_thread(world: World) -> None:
    """The customer reads the last step of each change, and none twice."""
    for change in world.amendment_store.amendments.values():
        device = f"chng{crc32(change.id.encode()):08x}"
        sent = [each for each, _ in world.store.logs[change.conversation].values()]
        sent = [each for each in sent if each.startswith(f"{device}:")]
        assert len(sent) == len(set(sent))
        assert f"{device}:{change.version}" in sent


def check_orders(world: World) -> None:
    """The core system has each order, and no offer."""
    agreed = {change.id for change in world.amendment_store.amendments.values() if change.ordered_at}
    assert {change.id for change in world.orders.sent} == agreed
