"""The coupons that a customer can still use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.contract_views import UsableCoupon
from chalicelib.content.hours import SEOUL

if TYPE_CHECKING:
    from chalicelib.contracts.holder import InsuranceContract, Policyholder
    from chalicelib.service_ports import WithAmendments

    class Needs(WithAmendments, Protocol): ...


MAX_COUPONS = 50


def without_ordered(services: Needs, holder: Policyholder) -> Policyholder:
    """The customer without the coupons that were ordered and not refused: the core system's next data have them as
    used."""
    if not holder.coupons:
        return holder
    found = services.amendments().store.of_customer(holder.id, MAX_COUPONS)
    ordered = (each.terms for each in found if each.terms.kind == "coupon" and each.status != "refused")
    codes = {terms.values["coupon"] for terms in ordered}
    return replace(holder, coupons=tuple(each for each in holder.coupons if each.code not in codes))


def contract_of_coupon(services: Needs, holder: Policyholder | None, place: int | None) -> InsuranceContract | None:
    """The contract that a coupon is pressed for: at `place` among the customer's, or the only one in force for None;
    None where it can't be told."""
    from chalicelib.contracts.answers import contract_at  # loaded where a coupon is used

    return contract_at(holder, place, _now(services))


def usable_coupon(
    services: Needs, holder: Policyholder | None, contract: InsuranceContract | None, code: str
) -> UsableCoupon | None:
    """A coupon of the customer, if it can be used now for a contract of theirs that isn't over."""
    from chalicelib.contracts.money_rules import money_rules  # loaded where a coupon is used
    from chalicelib.contracts.savings import usable_coupons
    from chalicelib.contracts.terms import is_over

    today = _now(services).astimezone(SEOUL).date()
    if holder is None or contract is None or is_over(contract, today):
        return None
    rounding = money_rules().rounding
    usable = usable_coupons(without_ordered(services, holder).coupons, contract, today, rounding)
    found = next((each for each in usable or () if each.code == code), None)
    return UsableCoupon(code, contract.number, found.percent_text, found.won or 0) if found else None


def _now(services: Needs) -> datetime:
    return datetime.fromtimestamp(services.amendments().clock() / 1000, UTC)
