"""How customers are ordered and agents chosen: as the centre does, and two simpler ways to compare it with."""

from operator import attrgetter

from msgspec import Struct

from chalicelib.routing.matching import Preference


class Policy(Struct, frozen=True):
    """Without `ranks` all customers are equal and wait in the order in which they came."""

    name: str
    ranks: bool = False
    prefer: Preference = attrgetter("idle_order")


BARO = Policy("baro", ranks=True)

POLICIES = (
    BARO,
    Policy("fifo", prefer=attrgetter("free_since", "agent")),
    Policy("least_busy", prefer=attrgetter("load", "agent")),
)
