"""A customer's contracts, as the core system sent them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_role_allowed
from chalicelib.content.configuration import texts
from chalicelib.content.contract_views import ContractView
from chalicelib.content.forms import PHONE, strip_separators
from chalicelib.kernel.actors import Actor

if TYPE_CHECKING:
    from chalicelib.contracts.holder import Policyholder
    from chalicelib.service_ports import WithContracts

    class Needs(WithContracts, Protocol): ...


def find_policyholder(services: Needs, customer: str) -> Policyholder | None:
    """The customer in the core system; None if it hasn't sent them."""
    return services.contracts().get(customer)


def phone_of(holder: Policyholder | None) -> str:
    """A customer's number; "" where it is none, as the core system's numbers are not validated."""
    number = strip_separators(holder.phone) if holder else ""
    return number if PHONE.match(number) else ""


def phone_shown_to(services: Needs, actor: Actor, customer: str) -> str:
    """A customer's number for who fills in a form: "" for a customer whom the insurer hasn't verified."""
    if not is_role_allowed("contract_data", actor.role, verified=actor.verified):
        return ""
    return phone_of(find_policyholder(services, customer))


def customer_contracts(services: Needs, customer: str, locale: str = "ko") -> tuple[ContractView, ...]:
    """The contracts of a customer with the labels of a language; claims find coverages by the Korean ones."""
    return views_of_contracts(find_policyholder(services, customer), locale)


def views_of_contracts(holder: Policyholder | None, locale: str = "ko") -> tuple[ContractView, ...]:
    """As `customer_contracts`, of a customer that was read."""
    from chalicelib.contracts.views import contract_views  # loaded where a contract is asked for

    return contract_views(holder, texts(locale))


def contracts_for_desk(holder: Policyholder | None, now: int) -> tuple[ContractView, ...]:
    """The contracts of a customer with their money; `now` in ms since 1970 UTC."""
    from chalicelib.contracts.desk_rows import desk_views  # loaded where agents look at a customer

    return desk_views(holder, texts("ko"), datetime.fromtimestamp(now / 1000, UTC))
