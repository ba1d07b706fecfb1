"""What of a customer's contract can be changed, with what it has now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.contract_views import ChangeRow
from chalicelib.content.message_bodies import Field
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.plain_text import plain_name
from chalicelib.queries.contracts import find_policyholder

if TYPE_CHECKING:
    from chalicelib.contracts.holder import InsuranceContract
    from chalicelib.queries.contracts import Needs as ContractsNeeds
    from chalicelib.service_ports import WithAmendments

    class Needs(ContractsNeeds, WithAmendments, Protocol): ...


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


def plain_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values of a change, each on one line of the text that the customer signs, without empty ones."""
    return {name: kept for name, value in values.items() if (kept := plain_name(value))}


def require_in_term(contract: InsuranceContract, today: date, begins: date) -> None:
    """A contract that is over isn't changed, and none from a day before today or after its end. Raises ValueError that
    names the field."""
    from chalicelib.contracts.terms import is_over

    if is_over(contract, today):
        raise ValueError("contract")
    if begins < today or is_over(contract, begins):
        raise ValueError("starts_on")


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
    given = plain_values(values)
    try:
        rows_of_change(contract, kind, given, "ko", services.amendments().rules.max_extension_days)
        return difference_of_change(contract, kind, given, date.fromisoformat(starts_on))
    except ValueError:
        return None
