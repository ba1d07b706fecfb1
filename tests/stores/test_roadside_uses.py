"""Uses of roadside service: the same on the fake, on moto and on Amazon's engine."""

from collections.abc import Callable
from datetime import date

from chalicelib.contracts.holder import RoadsideUse
from chalicelib.contracts.ports import RoadsideUseStore

Fresh = Callable[[str], str]


def test_a_job_is_one_use_of_its_contract_however_often_it_is_counted(
    roadside_uses: RoadsideUseStore, fresh: Fresh
) -> None:
    contract, other = fresh("20-"), fresh("20-")
    uses = [RoadsideUse("battery", date(2026, 11, 30), "R1"), RoadsideUse("fuel", date(2026, 12, 1), "R2")]
    assert roadside_uses.uses_of(contract) == ()
    for use in (*uses, uses[0]):
        roadside_uses.record_use(contract, use)
    assert sorted(roadside_uses.uses_of(contract), key=lambda use: use.job) == uses
    assert roadside_uses.uses_of(other) == ()
