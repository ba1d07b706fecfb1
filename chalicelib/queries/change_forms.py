"""What of a customer's contract can be changed, with what it has now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Field
from chalicelib.content.views import ChangeRow
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.contracts import find_policyholder

if TYPE_CHECKING:
    from chalicelib.contracts.holder import InsuranceContract
    from chalicelib.queries.contracts import Needs as ContractsNeeds

    class Needs(ContractsNeeds, Protocol): ...


def contract_of(services: Needs, customer: str, number: str) -> InsuranceContract:
    """A customer's contract. Raises NotAllowed if they have none with this number."""
    holder = find_policyholder(services, customer)
    found = next((each for each in holder.contracts if each.number == number), None) if holder else None
    if found is None:
        raise NotAllowed
    return found


def change_form(services: Needs, customer: str, number: str, kind: str, locale: str) -> tuple[Field, ...]:
    """The fields of a kind of change. Raises NotAllowed."""
    from chalicelib.contracts.changes import change_fields  # loaded where a contract is changed

    return change_fields(contract_of(services, customer, number), kind, texts(locale))


def rows_of_change(
    contract: InsuranceContract, kind: str, values: dict[str, str], locale: str, days: int
) -> tuple[ChangeRow, ...]:
    """What changes. Raises ValueError that names the field of a value that doesn't fit."""
    from chalicelib.contracts.changes import changed_rows

    return changed_rows(contract, kind, values, texts(locale), days)


def difference_of_change(contract: InsuranceContract, kind: str, values: dict[str, str], starts_on: date) -> int | None:
    """What a change costs more a year by the tariff, in won; None where it doesn't tell. Raises ValueError that names
    the field of a value that doesn't fit."""
    from chalicelib.contracts.money_rules import money_rules
    from chalicelib.contracts.tariff import proposed_difference, tariff

    return proposed_difference(contract, kind, values, starts_on, tariff(), money_rules().rounding)


def proposal(
    services: Needs, customer: str, number: str, kind: str, values: dict[str, str], starts_on: str
) -> int | None:
    """As `difference_of_change`, while a form is filled in: None also for values that don't fit. Raises NotAllowed."""
    contract = contract_of(services, customer, number)
    try:
        return difference_of_change(contract, kind, values, date.fromisoformat(starts_on))
    except (ValueError, KeyError):
        return None
