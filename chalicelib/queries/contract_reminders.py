"""What the contracts of a customer are to be reminded of, and what is said then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import LOCALES, Texts, bot_rules, texts
from chalicelib.contracts.amounts import add_months
from chalicelib.contracts.case import car_of
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.terms import is_in_force
from chalicelib.contracts.trips import counted_trips
from chalicelib.reminders.expiry import Term, days_after, expiry_spans, moment_ms
from chalicelib.reminders.model import Occasion, ReminderKind, Span
from chalicelib.reminders.rules import FriendlyRules, ReminderRules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithContracts

    class Needs(WithContracts, Protocol): ...


METRES = 1000
PREFIX = "contract"


def contract_occasions(holder: Policyholder, rules: ReminderRules, today: date) -> tuple[Occasion, ...]:
    """All that the customer's contracts are to be reminded of, as they are known today."""
    return tuple(each for contract in holder.contracts for each in _occasions(holder.id, contract, rules, today))


def _occasions(customer: str, contract: InsuranceContract, rules: ReminderRules, today: date) -> list[Occasion]:
    def occasion(kind: ReminderKind, on: str, span: Span, **data: str) -> Occasion:
        return Occasion(f"{PREFIX}:{contract.number}:{kind}:{on}", kind, customer, contract.number, span, data)

    is_over = contract.status in ("expired", "cancelled") or contract.renewed is True
    ends_on, friendly = contract.ends_on, rules.friendly
    found = []
    if ends_on is not None:
        term = Term(contract.number, contract.starts_on, ends_on, is_over)
        spans = expiry_spans(term, rules.expiry)
        found += [occasion(kind, ends_on.isoformat(), span) for kind, span in spans.items()]
        if spans:
            first = days_after(ends_on, -bot_rules().renewal_days)
            span = Span(moment_ms(first), moment_ms(first), moment_ms(ends_on))
            found.append(occasion("renewal", ends_on.isoformat(), span))
        found += [
            occasion("odometer_photo", f"{ends_on.isoformat()}-{days}", span, until=until.isoformat())
            for days, span, until in _odometer_spans(contract, ends_on, friendly)
        ]
    if contract.status != "cancelled":
        for each in contract.instalments or ():
            if each.paid_on is None and each.won > 0:
                span = _days_after(each.due, friendly.payment_after_days, friendly)
                found.append(occasion("payment_failed", each.due.isoformat(), span, won=f"{each.won:,}"))
    if (since := _silent_since(contract, today)) is not None:
        span = _days_after(since, friendly.plug_after_days, friendly)
        found.append(occasion("plug_silent", since.isoformat(), span, since=since.isoformat()))
    return found


def _odometer_spans(contract: InsuranceContract, ends_on: date, rules: FriendlyRules) -> list[tuple[int, Span, date]]:
    """The days before the photo's time ends on which it is asked for; none where there is no odometer's discount, or
    where the photo came."""
    if contract.odometer is None or contract.status == "cancelled":
        return []
    first, last = add_months(ends_on, -rules.odometer_from_months), add_months(ends_on, rules.odometer_until_months)
    if any(first <= each.on <= last for each in contract.odometer):
        return []
    closes = moment_ms(days_after(last, 1))
    return [
        (days, Span(at := moment_ms(days_after(last, -days)), at, min(closes, at + 86_400_000)), last)
        for days in rules.odometer_days
    ]


def _silent_since(contract: InsuranceContract, today: date) -> date | None:
    """Since when the plug has been silent up to now; None where it isn't, or where the contract has none."""
    if contract.product != "per_mile" or not is_in_force(contract, today):
        return None
    yesterday = today - timedelta(days=1)
    return next((first for first, last in contract.plug_missing or () if first <= yesterday <= last), None)


def _days_after(day: date, days: int, rules: FriendlyRules) -> Span:
    at = moment_ms(days_after(day, days))
    return Span(at, at, at + rules.valid_days * 86_400_000)


def reminder_data(occasion: Occasion, contract: InsuranceContract, rules: ReminderRules) -> dict[str, str]:
    """What the notice of an occasion says, with labels in every language."""
    data = {"car": car_of(contract), "ends_on": contract.ends_on.isoformat() if contract.ends_on else ""}
    for locale in LOCALES:
        words = texts(locale)
        if occasion.kind in ("expiry_first", "expiry_second"):
            facts = (words.render("reminder_facts", fact) for fact in rules.expiry.facts)
            data[f"facts_{locale}"] = " ".join(facts)
        elif occasion.kind == "renewal":
            data[f"details_{locale}"] = _renewal_details(contract, words)
    if occasion.kind == "odometer_photo":
        data["km"] = f"{rules.friendly.odometer_missed_km:,}"
    if occasion.kind == "payment_failed":
        data["due_on"] = occasion.key.rpartition(":")[2]
    return data | occasion.data


def _renewal_details(contract: InsuranceContract, words: Texts) -> str:
    """How far the car was driven in the contract's time, and the premium, as far as they are known."""
    parts = []
    metres = sum(each.metres for each in counted_trips(contract.trips or ()))
    readings = sorted((each.on, each.km) for each in contract.odometer or ())
    km = metres // METRES or (readings[-1][1] - readings[0][1] if len(readings) > 1 else 0)
    if km > 0:
        parts.append(words.render("reminder_details", "km", km=km))
    if contract.annual_won is not None:
        parts.append(words.render("reminder_details", "premium", won=contract.annual_won))
    return " ".join(parts)


def current_contract_occasion(
    services: Needs, occasion: Occasion, rules: ReminderRules, today: date
) -> tuple[dict[str, str], Policyholder] | None:
    """What the notice of an occasion says now, and the customer; None where it is over."""
    holder = services.contracts().get(occasion.customer)
    if holder is None:
        return None
    known = {each.key: each for each in contract_occasions(holder, rules, today)}
    contract = next((each for each in holder.contracts if each.number == occasion.subject), None)
    if occasion.key not in known or contract is None:
        return None
    return reminder_data(known[occasion.key], contract, rules), holder
