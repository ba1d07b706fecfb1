"""Instalments: the next one, and what was paid."""

from datetime import date
from typing import NamedTuple

from chalicelib.contracts.holder import Instalment, InsuranceContract


class PaymentsSoFar(NamedTuple):
    """Instalments on a day. `due` is the earliest unpaid one; `is_overdue`: its day has passed."""

    due: Instalment | None
    is_overdue: bool
    paid: tuple[Instalment, ...]
    paid_year_won: int


def payments_on(contract: InsuranceContract, today: date) -> PaymentsSoFar | None:
    """The payments of a contract; None where they are unknown."""
    if contract.instalments is None:
        return None
    paid = [each for each in contract.instalments if _is_paid(each, today)]
    unpaid = [each for each in contract.instalments if not _is_paid(each, today)]
    due = min(unpaid, key=lambda each: each.due, default=None)
    this_year = (each.won for each in paid if each.paid_on and each.paid_on.year == today.year)
    newest_first = sorted(paid, key=lambda each: each.paid_on or each.due, reverse=True)
    return PaymentsSoFar(due, due is not None and due.due < today, tuple(newest_first), sum(this_year))


def paid_until(contract: InsuranceContract, today: date) -> int | None:
    """What was paid by a day; None where it is unknown."""
    if contract.instalments is None:
        return None
    return sum(each.won for each in contract.instalments if _is_paid(each, today))


def _is_paid(instalment: Instalment, today: date) -> bool:
    return instalment.paid_on is not None and instalment.paid_on <= today
