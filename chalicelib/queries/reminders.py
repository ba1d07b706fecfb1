"""A reminder that is due as it is now: whether it still holds, to whom it goes and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chalicelib.content.configuration import Locale
from chalicelib.queries.contracts import find_policyholder, phone_of
from chalicelib.reminders.model import Occasion

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCalls, WithClaims, WithContracts, WithLocaleOf, WithReminders

    class Needs(WithCalls, WithClaims, WithContracts, WithLocaleOf, WithReminders, Protocol): ...


class Recipient(NamedTuple):
    """Who is reminded, in which language, and the data of the notice. `phone` is "" where none is known, and
    `conversation` where it is any of the customer's."""

    name: str
    locale: Locale
    phone: str
    data: Mapping[str, str]
    conversation: str = ""


def current_reminder(services: Needs, occasion: Occasion, today: date) -> Recipient | None:
    """The recipient of a reminder; None where what it is about is over."""
    match occasion.kind:
        case "appointment":
            return _of_call(services, occasion)
        case "document_missing":
            return _of_claim(services, occasion)
        case _:
            return _of_contract(services, occasion, today)


def _of_contract(services: Needs, occasion: Occasion, today: date) -> Recipient | None:
    from chalicelib.queries.contract_reminders import current_contract_occasion

    found = current_contract_occasion(services, occasion, services.reminders().rules, today)
    if found is None:
        return None
    data, holder = found
    return Recipient(holder.name or holder.id, "en" if holder.language == "en" else "ko", phone_of(holder), data)


def _of_claim(services: Needs, occasion: Occasion) -> Recipient | None:
    from chalicelib.queries.claim_reminders import current_claim

    claim = current_claim(services, occasion, services.reminders().rules.friendly)
    return _in_thread(services, occasion, claim.customer.name, claim.conversation) if claim is not None else None


def _of_call(services: Needs, occasion: Occasion) -> Recipient | None:
    from chalicelib.queries.call_reminders import current_call

    call = current_call(services, occasion, services.reminders().rules.friendly)
    return _in_thread(services, occasion, call.customer.name, call.conversation) if call is not None else None


def _in_thread(services: Needs, occasion: Occasion, name: str, conversation: str) -> Recipient:
    locale: Locale = "en" if services.locale_of(conversation) == "en" else "ko"
    phone = phone_of(find_policyholder(services, occasion.customer))
    return Recipient(name, locale, phone, occasion.data, conversation)
