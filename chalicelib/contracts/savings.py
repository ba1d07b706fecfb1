"""Discounts in force, those that could be had, and coupons, with what each brings."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from chalicelib.contracts.amounts import plain_number, share_of, to_won
from chalicelib.contracts.holder import Coupon, InsuranceContract
from chalicelib.contracts.money_rules import PossibleDiscount, Rounding


class Saving(NamedTuple):
    """A discount or a coupon; `percent` and `won`, of a year's premium, are None where they are unknown."""

    code: str
    percent: Decimal | None
    won: int | None

    @property
    def percent_text(self) -> str:
        """The percentage without needless zeros; "" where it is unknown."""
        return plain_number(self.percent) if self.percent is not None else ""


class DiscountsOf(NamedTuple):
    """The discounts of a contract."""

    active: tuple[Saving, ...]
    possible: tuple[Saving, ...]


def discounts_of(
    contract: InsuranceContract, rows: tuple[PossibleDiscount, ...], rounding: Rounding
) -> DiscountsOf | None:
    """The discounts in force and those that could be had; None where they are unknown."""
    if contract.discounts is None:
        return None
    named = {each.code: each.percent for each in contract.discounts}
    active = tuple(each.code for each in contract.discounts if each.active)
    possible = tuple(row for row in rows if row.code not in active)
    return DiscountsOf(
        tuple(saving(code, named[code], contract, rounding) for code in active),
        tuple(saving(row.code, _known(named.get(row.code), row.percent), contract, rounding) for row in possible),
    )


def _known(percent: Decimal | None, usual: Decimal) -> Decimal:
    return usual if percent is None else percent


def usable_coupons(
    coupons: tuple[Coupon, ...] | None, contract: InsuranceContract | None, today: date, rounding: Rounding
) -> tuple[Saving, ...] | None:
    """The coupons that are neither used nor over; None where they are unknown."""
    if coupons is None:
        return None
    usable = (each for each in coupons if not each.used and (each.until is None or each.until >= today))
    return tuple(saving(each.code, each.percent, contract, rounding) for each in usable)


def saving(code: str, percent: Decimal | None, contract: InsuranceContract | None, rounding: Rounding) -> Saving:
    """What a percentage of a contract's yearly premium comes to; of the base premium where there is no yearly one."""
    premium = (contract.annual_won if contract.annual_won is not None else contract.base_won) if contract else None
    won = to_won(share_of(premium, percent), rounding) if premium is not None and percent is not None else None
    return Saving(code, percent, won)
