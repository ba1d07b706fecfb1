"""Answers from the customer's own contract. Dates that aren't ISO dates are shown as the core system sent them."""

from collections.abc import Callable
from datetime import date

from chalicelib.content.configuration import Texts, bot_rules
from chalicelib.content.formatting import format_date, parse_iso_date
from chalicelib.content.message_bodies import Card, CardRow
from chalicelib.content.views import ContractView


def policy_summary(contract: ContractView, _today: date, texts: Texts) -> Card:
    """What is insured, and for which period."""
    say = texts.render
    period = _period(contract, texts)
    return Card(
        say("answers", "policy_title"),
        (
            CardRow(say("answers", "policy_number"), contract.number),
            CardRow(say("answers", "policy_product"), contract.product),
            *((CardRow(say("answers", "policy_period"), period),) if period else ()),
            CardRow(say("answers", "policy_vehicle"), f"{contract.vehicle.model} · {contract.vehicle.plate}"),
            CardRow(say("answers", "policy_drivers"), contract.drivers),
        ),
    )


def _period(contract: ContractView, texts: Texts) -> str:
    """First and last day; "…" for one that is unknown, "" if both are."""
    dates = texts.sections["dates"]
    starts, ends = format_date(contract.starts_on, dates), format_date(contract.ends_on, dates)
    if not starts and not ends:
        return ""
    return texts.render("answers", "policy_dates", starts=starts or "…", ends=ends or "…")


def coverages(contract: ContractView, _today: date, texts: Texts) -> Card:
    """Coverages and their limits."""
    rows = tuple(CardRow(label, limit) for label, limit in contract.coverages)
    return Card(texts.render("answers", "coverages_title"), rows, texts.render("answers", "coverages_note"))


def renewal(contract: ContractView, today: date, texts: Texts) -> Card:
    """When it expires and when it can be renewed."""
    say, rows = texts.render, []
    if contract.ends_on:
        rows.append(CardRow(say("answers", "renewal_ends"), format_date(contract.ends_on, texts.sections["dates"])))
    if ends_on := parse_iso_date(contract.ends_on):
        left = (ends_on - today).days
        days = say("answers", "renewal_days", days=left) if left >= 0 else say("answers", "renewal_over")
        rows.append(CardRow(say("answers", "renewal_left"), days))
    return Card(
        say("answers", "renewal_title"), tuple(rows), say("answers", "renewal_note", days=bot_rules().renewal_days)
    )


CONTRACT_ANSWERS: dict[str, Callable[[ContractView, date, Texts], Card]] = {
    "policy_summary": policy_summary,
    "coverages": coverages,
    "renewal": renewal,
}
"""The answers by the names that `dialogue.toml` may use."""
