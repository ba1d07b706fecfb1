"""What a contract pays for at the roadside, and what the customer does. Pure: contract, uses so far and day come in."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point, place_name, point_in
from chalicelib.contracts.holder import InsuranceContract, RoadsideCode, RoadsideUse
from chalicelib.contracts.roadside_rules import RoadsideRules
from chalicelib.contracts.roadside_sending import RoadsideNeed, Sending, SendingReason, truck_for
from chalicelib.contracts.terms import is_in_force

RefusalReason = Literal[
    "no_cover", "unknown_cover", "not_in_force", "uses_spent", "fills_spent", "filled_today", "charged_today",
    "imported", "side_airbags",
]  # fmt: skip
CoverReason = SendingReason | RefusalReason | Literal["not_served"]

SHORT_WORD = 2
"""Syllables of a name that stands in others by chance."""


class RoadsideCover(Struct, frozen=True):
    """What the contract does for a need. `service` is what is sent, `also` what that truck does besides, `garage` what
    is left for a garage. `covered` None: the contract isn't known well enough. `won` is the price of the visit, to be
    agreed before anyone drives; a tow has `free_km`, then `won_per_km`, a fill `litres`. `counts_as`: the service that
    the use counts for. `served` False: nobody drives there, and up to `refund_won` of what the customer pays is
    refunded. `uses_left` is None without cover."""

    service: RoadsideCode
    covered: bool | None
    won: int
    free_km: int
    won_per_km: int
    clause: str
    reasons: tuple[CoverReason, ...] = ()
    uses_left: int | None = None
    litres: int = 0
    served: bool = True
    refund_won: int = 0
    also: tuple[RoadsideCode, ...] = ()
    garage: tuple[RoadsideCode, ...] = ()
    counts_as: RoadsideCode = "tow"


def decide_cover(
    need: RoadsideNeed, contract: InsuranceContract | None, uses: Iterable[RoadsideUse], on: date, rules: RoadsideRules
) -> RoadsideCover:
    """What `contract` does for a need on a day, after the uses of its term so far: those counted here, `uses`, and
    those that only the core system knows of. A visit is one use, whatever is done at it."""
    counted = _uses_in_term(with_counted_uses(contract, tuple(uses))) if contract is not None else ()
    sent = truck_for(need, contract.fuel if contract else "", rules)
    done = (sent.service, *sent.also)
    charged = contract is not None and contract.fuel == "electric" and _goes_to_charger(need, sent, rules)
    refusals = {each: _refusal(each, contract, counted, on, rules, charged=charged) for each in done}
    refused = tuple(dict.fromkeys(refusal for refusal in refusals.values() if refusal))
    covered = None if "unknown_cover" in refused else not refused
    served = not _is_unserved(need.place, rules)
    unserved: tuple[CoverReason, ...] = () if served else ("not_served",)
    tows, covers_tow = "tow" in done, refusals.get("tow") is None
    return RoadsideCover(
        sent.service,
        covered,
        won=sum(_price_without_cover(each, refusal, rules) for each, refusal in refusals.items() if refusal),
        free_km=(free_tow_km(contract, rules) if covers_tow else rules.tow.base_km) if tows else 0,
        won_per_km=rules.tow.won_per_km if tows else 0,
        clause=_clause(refused, sent, rules),
        reasons=(*sent.reasons, *refused, *unserved),
        uses_left=max(0, uses_a_term(contract, rules) - len(counted)) if covered and contract else None,
        litres=rules.fuel.litres if "fuel" in done else 0,
        served=served,
        refund_won=0 if served or covered is False else rules.unserved.usual_won[sent.service],
        also=sent.also,
        garage=sent.garage,
        counts_as=_counted_service(sent, rules, charged=charged),
    )


def _goes_to_charger(need: RoadsideNeed, sent: Sending, rules: RoadsideRules) -> bool:
    """Whether an electric car is towed because it is empty, or to a charger."""
    named = any(word in need.destination for word in rules.charging.words)
    return "tow" in (sent.service, *sent.also) and (named or bool(set(sent.unmended) & set(_charged(rules))))


def _charged(rules: RoadsideRules) -> tuple[RoadsideCode, ...]:
    """The services in place of which an electric car is towed."""
    return tuple(row.service for row in rules.services if "electric" in row.tow_instead)


def _counted_service(sent: Sending, rules: RoadsideRules, *, charged: bool) -> RoadsideCode:
    """The service with a limit of its own, where a visit has several: a charge or a fill."""
    if charged:
        return next((each for each in sent.unmended if each in _charged(rules)), next(iter(_charged(rules)), "tow"))
    return "fuel" if "fuel" in sent.also else sent.service


def _refusal(
    service: RoadsideCode,
    contract: InsuranceContract | None,
    counted: tuple[RoadsideUse, ...],
    on: date,
    rules: RoadsideRules,
    *,
    charged: bool,
) -> RefusalReason | None:
    """Why the contract doesn't pay for a service after the uses `counted` in its term; None where it does. `charged`: a
    tow of an electric car to a charger."""
    if contract is None or contract.coverages is None:
        return "unknown_cover"
    if all(coverage.code != "roadside" for coverage in contract.coverages):
        return "no_cover"
    if not is_in_force(contract, on):
        return "not_in_force"
    if len(counted) >= uses_a_term(contract, rules):
        return "uses_spent"
    if service == "lockout":
        facts = {"imported": contract.imported, "side_airbags": contract.side_airbags}
        return next((fact for fact in rules.lockout.excluded if facts[fact]), None)
    if service == "tow" and charged:
        charges = sum(use.on == on for use in counted if use.service in _charged(rules))
        return "charged_today" if charges >= rules.charging.a_day else None
    if service == "fuel":
        fills = tuple(use for use in counted if use.service == "fuel")
        if sum(use.on == on for use in fills) >= rules.fuel.a_day:
            return "filled_today"
        return "fills_spent" if len(fills) >= rules.fuel.free_a_year else None
    return None


def _price_without_cover(service: RoadsideCode, refusal: RefusalReason | None, rules: RoadsideRules) -> int:
    """A fill beyond the free ones costs its fuel; anything else the whole visit."""
    return rules.fuel.won if refusal == "fills_spent" else rules.row(service).won


def uses_a_term(contract: InsuranceContract, rules: RoadsideRules) -> int:
    """How many uses a contract has in its term; those of a whole year where the term isn't known."""
    if contract.starts_on is None or contract.ends_on is None:
        return rules.uses.a_year
    whole = (contract.ends_on - contract.starts_on).days >= rules.uses.full_year_days
    return rules.uses.a_year if whole else rules.uses.in_a_shorter_one


def free_tow_km(contract: InsuranceContract | None, rules: RoadsideRules) -> int:
    """The kilometres that a tow has free."""
    named = contract.roadside_tow_km if contract else None
    return rules.tow.variants_km[0] if named is None else named


def uses_left(contract: InsuranceContract, rules: RoadsideRules) -> int:
    """How many uses are left of those that the contract tells of."""
    return max(0, uses_a_term(contract, rules) - len(_uses_in_term(contract)))


def with_counted_uses(contract: InsuranceContract, uses: tuple[RoadsideUse, ...]) -> InsuranceContract:
    """The contract with the uses that were counted here beside those that only the core system knows of."""
    known = {use.job for use in uses}
    others = (use for use in contract.roadside_uses or () if not use.job or use.job not in known)
    return replace(contract, roadside_uses=(*uses, *others))


def _uses_in_term(contract: InsuranceContract) -> tuple[RoadsideUse, ...]:
    return tuple(use for use in contract.roadside_uses or () if _in_term(use.on, contract))


def _in_term(day: date, contract: InsuranceContract) -> bool:
    started = contract.starts_on is None or contract.starts_on <= day
    return started and (contract.ends_on is None or day <= contract.ends_on)


def _is_unserved(place: str, rules: RoadsideRules) -> bool:
    """Whether nobody drives to a place: by its coordinates, by its words where it has none."""
    point = point_in(place)
    if point is not None:
        return any(_is_inside(point, area.box) for area in rules.unserved.areas)
    name = place_name(place)
    return any(_is_named(word, name) for area in rules.unserved.areas for word in area.words)


def _is_named(word: str, name: str) -> bool:
    """Whether a place's name has a word; a short one only by itself, as 홍도동 is no island."""
    if len(word) > SHORT_WORD:
        return word in name
    return re.search(rf"(?<![가-힣]){word}(?=[에면항섬]|[^가-힣]|$)", name) is not None


def _is_inside(point: Point, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _clause(refused: tuple[RefusalReason, ...], sent: Sending, rules: RoadsideRules) -> str:
    """The clause of the first refusal, else that by which the car is towed, else that of the service."""
    clauses: dict[RefusalReason, str] = {
        "uses_spent": rules.uses.source,
        "fills_spent": rules.fuel.source,
        "filled_today": rules.fuel.source,
        "charged_today": rules.charging.source,
        "imported": rules.lockout.source,
        "side_airbags": rules.lockout.source,
    }
    if refused and refused[0] in clauses:
        return clauses[refused[0]]
    if "tow_instead" in sent.reasons:
        return rules.row(sent.unmended[0]).source
    return rules.tyre.source if sent.reasons else rules.row(sent.service).source
