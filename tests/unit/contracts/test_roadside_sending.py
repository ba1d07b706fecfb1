"""One truck for all that is wrong with a car, or a tow."""

import pytest

from chalicelib.contracts.holder import RoadsideCode
from chalicelib.contracts.roadside_rules import TyreDamage, roadside_rules
from chalicelib.contracts.roadside_sending import RoadsideNeed, truck_for

RULES = roadside_rules()


@pytest.mark.parametrize(
    "faults, fuel, service, also, garage",
    [
        (("battery", "tyre"), "petrol", "battery", ("tyre",), ()),
        (("battery", "lockout"), "petrol", "lockout", ("battery",), ()),
        (("tyre", "fuel", "battery"), "diesel", "tyre", ("fuel", "battery"), ()),
        (("tow", "tyre"), "petrol", "tow", (), ("tyre",)),
        (("tyre", "winch"), "petrol", "winch", ("tyre",), ()),
        (("winch", "tow"), "petrol", "winch", ("tow",), ()),
        (("fuel", "tyre"), "lpg", "tow", (), ("tyre",)),
        (("battery",), "electric", "tow", (), ()),
        (("winch", "battery"), "electric", "winch", ("tow",), ()),
        (("battery", "tyre"), "", "battery", ("tyre",), ()),
    ],
)
def test_a_visit_does_all_that_can_be_done_on_the_spot_and_a_tow_leaves_the_rest_to_the_garage(
    faults: tuple[RoadsideCode, ...],
    fuel: str,
    service: RoadsideCode,
    also: tuple[RoadsideCode, ...],
    garage: tuple[RoadsideCode, ...],
) -> None:
    sent = truck_for(RoadsideNeed(faults[0], faults=faults[1:]), fuel, RULES)
    assert (sent.service, sent.also, sent.garage) == (service, also, garage)


@pytest.mark.parametrize("damage", ["sidewall", "torn", "several"])
def test_only_holes_in_the_tread_are_repaired(damage: TyreDamage) -> None:
    sent = truck_for(RoadsideNeed("tyre", damage=damage), "petrol", RULES)
    assert (sent.service, sent.reasons) == ("tow", (damage,))
    assert truck_for(RoadsideNeed("tyre", damage="spare"), "petrol", RULES).service == "tyre"
    assert truck_for(RoadsideNeed("battery", damage=damage), "petrol", RULES).service == "battery"
