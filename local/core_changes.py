"""What the simulated core system makes of an order: the contract as it is then, which comes back by the feed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, InsuredDriver, Policyholder
from chalicelib.wiring.contracts import contracts
from local.feed import load_holders


def carry_out(order: Mapping[str, Any]) -> None:
    """Changes the customer's contract and sends it by the feed."""
    holder = contracts().get(order["customer"]["id"])
    if holder is not None:
        load_holders(changed_holder(holder, order))


def changed_holder(holder: Policyholder, order: Mapping[str, Any]) -> Policyholder:
    """The customer after an order."""
    values = order["values"]
    if order["kind"] == "coupon":
        used = (replace(each, used=each.used or each.code == values["coupon"]) for each in holder.coupons or ())
        return replace(holder, coupons=tuple(used))
    changed = (
        _changed(each, order["kind"], values) if each.number == order["contract"] else each for each in holder.contracts
    )
    return replace(holder, contracts=tuple(changed))


def _changed(contract: InsuranceContract, kind: str, values: Mapping[str, str]) -> InsuranceContract:
    match kind:
        case "extension":
            return replace(contract, ends_on=date.fromisoformat(values["ends_on"]))
        case "vehicle":
            return replace(contract, plate=values.get("plate", contract.plate), car=values.get("car", contract.car))
        case "drivers":
            return replace(contract, drivers=_drivers(contract.drivers or (), values))
        case "amounts":
            limits = {code: int(won.replace(",", "")) for code, won in values.items()}
            held = (replace(each, limit_won=limits.get(each.code, each.limit_won)) for each in contract.coverages or ())
            return replace(contract, coverages=tuple(held))
        case _:
            limit = int(values["limit"].replace(",", "")) if values.get("limit") else None
            added = InsuredCoverage(values["coverage"], limit)  # type: ignore[arg-type]
            return replace(contract, coverages=(*(contract.coverages or ()), added))


def _drivers(drivers: tuple[InsuredDriver, ...], values: Mapping[str, str]) -> tuple[InsuredDriver, ...]:
    scope: Any = values.get("scope") or next((each.scope for each in drivers if each.scope), "")
    held = tuple(replace(each, scope=scope) for each in drivers)
    born = date.fromisoformat(values["driver_born"]) if values.get("driver_born") else None
    added = (InsuredDriver(values["driver_name"], born, scope),) if values.get("driver_name") else ()
    return (*held, *added) or (InsuredDriver(scope=scope),)
