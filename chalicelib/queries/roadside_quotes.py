"""What a roadside job costs a customer: by their contract, what they have used of it, and what they need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chalicelib.content.configuration import Texts
from chalicelib.content.forms import strip_separators
from chalicelib.content.hours import SEOUL
from chalicelib.content.job_views import JobQuote
from chalicelib.content.message_bodies import CardRow
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.roadside_cover import RoadsideCover, decide_cover
from chalicelib.contracts.roadside_rules import RoadsideRules, roadside_rules
from chalicelib.contracts.roadside_sending import RoadsideNeed
from chalicelib.contracts.terms import is_in_force
from chalicelib.queries.job_texts import faults_text

if TYPE_CHECKING:
    from datetime import date

    from chalicelib.service_ports import WithContracts, WithMessaging, WithRoadsideUses

    class Needs(WithContracts, WithMessaging, WithRoadsideUses, Protocol): ...


class CustomerCover(NamedTuple):
    """The customer, the contract of the car ("" for none that is known), the plate, and what the contract does."""

    holder: Policyholder | None
    contract: str
    plate: str
    cover: RoadsideCover


def cover_for_customer(services: Needs, customer: str, facts: Mapping[str, str], *, verified: bool) -> CustomerCover:
    """What the contract of the customer's car does for the slots of a request; that of a customer who isn't `verified`
    counts as unknown."""
    today = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL).date()
    holder = services.contracts().get(customer)
    plate = strip_separators(facts.get("own_plate", ""))
    contract = _contract_of(holder, plate, today) if verified else None
    uses = services.roadside_uses().uses_of(contract.number) if contract else ()
    shown = facts.get("own_plate") or (contract.plate if contract else "")
    cover = decide_cover(_need(facts), contract, uses, today, roadside_rules())
    return CustomerCover(holder, contract.number if contract else "", shown, cover)


def quote_for_customer(
    services: Needs, customer: str, facts: Mapping[str, str], texts: Texts, *, verified: bool
) -> JobQuote:
    """The price of a request, as its summary tells it."""
    cover = cover_for_customer(services, customer, facts, verified=verified).cover
    say = texts.render
    if not cover.served:
        key = "not_served" if cover.refund_won else "not_served_uncovered"
        return JobQuote(refusal=say("roadside", key, won=cover.refund_won))
    reasons = texts.labels("roadside_reasons", cover.reasons)
    note = " ".join((*reasons, *_shared_work(cover, texts), *_notes(cover, texts, roadside_rules())))
    if cover.covered:
        cost = say("roadside", "cost_covered", left=cover.uses_left or 0)
        confirm = say("roadside", "confirm_covered")
    else:
        cost = say("roadside", "cost_unknown" if cover.covered is None else "cost_won", won=cover.won)
        confirm = say("roadside", "confirm_won", won=cover.won)
    listed = (
        () if not facts.get("faults") else (CardRow(say("roadside", "faults"), faults_text(facts["faults"], texts)),)
    )
    rows = (*listed, CardRow(say("roadside", "cost"), cost))
    return JobQuote(rows, note, cover.won, confirm, service=cover.service, why=" ".join(reasons))


def _need(facts: Mapping[str, str]) -> RoadsideNeed:
    """What is needed: where the car is towed for a fault, that fault, so that a spare found later counts."""
    service, faults, towed_for = facts["service"], facts.get("faults", "").split(), facts.get("towed_for", "")
    if towed_for:
        faults = [fault for fault in faults if fault != towed_for]
        service = towed_for if service == "tow" else service
    return RoadsideNeed(
        service,  # type: ignore[arg-type]
        facts.get("location", ""),
        tuple(faults),  # type: ignore[arg-type]
        facts.get("damage", ""),  # type: ignore[arg-type]
        facts.get("destination", ""),
    )


def _shared_work(cover: RoadsideCover, texts: Texts) -> tuple[str, ...]:
    """Who does what, where more than one thing is wrong."""
    also = texts.labels("roadside_services", (cover.service, *cover.also)) if cover.also else ()
    left = texts.labels("roadside_faults", cover.garage)
    said = (("together", also), ("at_garage", left))
    return tuple(texts.render("roadside", key, faults=", ".join(faults)) for key, faults in said if faults)


def _contract_of(holder: Policyholder | None, plate: str, today: date) -> InsuranceContract | None:
    """The contract of a car, the one in force first; without a plate the customer's first."""
    contracts = holder.contracts if holder else ()
    of_car = [each for each in contracts if not plate or strip_separators(each.plate) == plate]
    return next((each for each in of_car if is_in_force(each, today)), next(iter(of_car), None))


def _notes(cover: RoadsideCover, texts: Texts, rules: RoadsideRules) -> tuple[str, ...]:
    """What may come on top of the price of a visit, for each thing that is done."""
    return tuple(_note(service, cover, texts, rules) for service in (cover.service, *cover.also))


def _note(service: str, cover: RoadsideCover, texts: Texts, rules: RoadsideRules) -> str:
    key = "note_tow_won" if service == "tow" and not cover.covered else f"note_{service}"
    return texts.render(
        "roadside",
        key,
        km=cover.free_km,
        per_km=cover.won_per_km,
        litres=cover.litres,
        holes=rules.tyre.free_holes,
        hole_won=rules.tyre.won_per_hole,
        minutes=rules.winch.free_minutes,
        step=rules.winch.step_minutes,
        step_won=rules.winch.won_per_step,
        tons=str(rules.winch.light_tons),
        heavy_won=rules.winch.heavy_won,
        second_won=rules.winch.second_won,
    )
