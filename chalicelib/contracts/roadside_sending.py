"""Which truck a customer is sent for all that is wrong with their car. Pure: faults, fuel and rules come in."""

from typing import Literal

from msgspec import Struct

from chalicelib.contracts.holder import RoadsideCode
from chalicelib.contracts.roadside_rules import RoadsideRules, TyreDamage

SendingReason = Literal["tow_instead", "sidewall", "torn", "several"]


class RoadsideNeed(Struct, frozen=True):
    """What a customer needs: the `service` they asked for, other `faults` of the car, the state of a tyre; and where:
    `place` as it is stored, `destination` of a tow in words."""

    service: RoadsideCode
    place: str = ""
    faults: tuple[RoadsideCode, ...] = ()
    damage: TyreDamage | Literal["", "spare"] = ""
    destination: str = ""

    @property
    def all_faults(self) -> tuple[RoadsideCode, ...]:
        """All that is wrong, what was asked for first."""
        return tuple(dict.fromkeys((self.service, *self.faults)))


class Sending(Struct, frozen=True):
    """What is sent: a truck for `service` that does the `also` at the same visit. What is left is for a `garage`.
    `reasons`: why the car is towed, although a tow wasn't asked for. `unmended` are the faults with which it is."""

    service: RoadsideCode
    also: tuple[RoadsideCode, ...] = ()
    garage: tuple[RoadsideCode, ...] = ()
    reasons: tuple[SendingReason, ...] = ()
    unmended: tuple[RoadsideCode, ...] = ()


def truck_for(need: RoadsideNeed, fuel: str, rules: RoadsideRules) -> Sending:
    """One truck that does all, where one can: what sticks is winched out first, a locked car is opened first. Else the
    car is towed, and the garage does the rest."""
    faults = need.all_faults
    not_filled = tuple(fault for fault in faults if fuel and fuel in rules.row(fault).tow_instead)
    is_damaged = "tyre" in faults and need.damage in rules.tyre.towed
    unmended: tuple[RoadsideCode, ...] = (*not_filled, *(("tyre",) if is_damaged and "tyre" not in not_filled else ()))
    said: tuple[tuple[SendingReason, bool], ...] = (
        ("tow_instead", bool(not_filled)),
        *((damage, is_damaged and need.damage == damage) for damage in rules.tyre.towed),
    )
    reasons = tuple(reason for reason, holds in said if holds)
    on_the_spot = tuple(fault for fault in faults if fault in rules.together.services and fault not in unmended)
    is_apart = len(faults) > 1 and any(fault not in (*rules.together.services, "tow", "winch") for fault in faults)
    is_towed = "tow" in faults or bool(unmended) or is_apart
    if "winch" in faults:
        return Sending("winch", (*on_the_spot, *(("tow",) if is_towed else ())), (), reasons, unmended)
    if is_towed:
        rest = tuple(fault for fault in faults if fault not in ("tow", *unmended))
        return Sending("tow", (), rest, reasons, unmended)
    first = "lockout" if "lockout" in faults else faults[0]
    return Sending(first, tuple(fault for fault in faults if fault != first), (), reasons, unmended)
