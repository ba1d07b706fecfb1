"""What a contract pays for at the roadside, and what the customer does. Pure: contract, uses so far and day come in."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from chalicelib.content.places import Point, place_name, point_in
from chalicelib.contracts.holder import InsuranceContract, RoadsideCode, RoadsideUse
from chalicelib.contracts.roadside_rules import RoadsideRules
from chalicelib.contracts.terms import is_in_force

CoverReason = Literal[
    "no_cover", "unknown_cover", "not_in_force", "uses_spent", "fills_spent", "filled_today", "charged_today",
    "tow_instead", "imported", "side_airbags", "not_served",
]  # fmt: skip


SHORT_WORD = 2
"""Syllables of a name that stands in others by chance."""


class RoadsideNeed(Struct, frozen=True):
    """What a customer needs, and where: `place` as it is stored."""

    service: RoadsideCode
    place: str = ""


class RoadsideCover(Struct, frozen=True):
    """What the contract does for a need. `service` is what is sent. `covered` None: the contract isn't known well
    enough. `won` is the price of the visit, to be agreed before anyone drives; a tow has `free_km`, then `won_per_km`,
    a fill `litres`. `served` False: nobody drives there, and up to `refund_won` of what the customer pays is refunded.
    `uses_left` is None without cover."""

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


def decide_cover(
    need: RoadsideNeed, contract: InsuranceContract | None, uses: Iterable[RoadsideUse], on: date, rules: RoadsideRules
) -> RoadsideCover:
    """What `contract` does for a need on a day, after the uses of its term so far: those counted here, `uses`, and
    those that only the core system knows of."""
    row = rules.row(need.service)
    towed = contract is not None and contract.fuel in row.tow_instead
    counted = _uses_in_term(contract, tuple(uses)) if contract is not None else ()
    service: RoadsideCode = "tow" if towed else need.service
    refusal = _refusal(need.service, contract, counted, on, rules, towed=towed)
    covered = None if refusal == "unknown_cover" else refusal is None
    served = not _is_unserved(need.place, rules)
    said: tuple[tuple[CoverReason | None, bool], ...] = (
        ("tow_instead", towed),
        (refusal, refusal is not None),
        ("not_served", not served),
    )
    is_tow = service == "tow"
    return RoadsideCover(
        service,
        covered,
        won=0 if covered else _price_without_cover(service, refusal, rules),
        free_km=(_free_km(contract, rules) if covered else rules.tow.base_km) if is_tow else 0,
        won_per_km=rules.tow.won_per_km if is_tow else 0,
        clause=_clause(refusal, row.source, rules),
        reasons=tuple(reason for reason, holds in said if holds and reason),
        uses_left=max(0, _limit(contract, rules) - len(counted)) if covered and contract else None,
        litres=rules.fuel.litres if service == "fuel" else 0,
        served=served,
        refund_won=0 if served or covered is False else rules.unserved.usual_won[service],
    )


def _refusal(
    asked: RoadsideCode,
    contract: InsuranceContract | None,
    counted: tuple[RoadsideUse, ...],
    on: date,
    rules: RoadsideRules,
    *,
    towed: bool,
) -> CoverReason | None:
    """Why the contract doesn't pay for a visit after the uses `counted` in its term; None where it does."""
    if contract is None or contract.coverages is None:
        return "unknown_cover"
    if all(coverage.code != "roadside" for coverage in contract.coverages):
        return "no_cover"
    if not is_in_force(contract, on):
        return "not_in_force"
    if len(counted) >= _limit(contract, rules):
        return "uses_spent"
    if asked == "lockout":
        facts = {"imported": contract.imported, "side_airbags": contract.side_airbags}
        return next((fact for fact in rules.lockout.excluded if facts[fact]), None)
    alike = tuple(use for use in counted if use.service == asked)
    today = sum(use.on == on for use in alike)
    if towed and contract.fuel == "electric":
        charged = sum(use.on == on for use in counted if "electric" in rules.row(use.service).tow_instead)
        return "charged_today" if charged >= rules.charging.a_day else None
    if asked == "fuel" and not towed:
        if today >= rules.fuel.a_day:
            return "filled_today"
        return "fills_spent" if len(alike) >= rules.fuel.free_a_year else None
    return None


def _price_without_cover(service: RoadsideCode, refusal: CoverReason | None, rules: RoadsideRules) -> int:
    """A fill beyond the free ones costs its fuel; anything else the whole visit."""
    return rules.fuel.won if refusal == "fills_spent" else rules.row(service).won


def _limit(contract: InsuranceContract | None, rules: RoadsideRules) -> int:
    if contract is None or contract.starts_on is None or contract.ends_on is None:
        return rules.uses.a_year
    whole = (contract.ends_on - contract.starts_on).days >= rules.uses.full_year_days
    return rules.uses.a_year if whole else rules.uses.in_a_shorter_one


def _free_km(contract: InsuranceContract | None, rules: RoadsideRules) -> int:
    named = contract.roadside_tow_km if contract else None
    return rules.tow.variants_km[0] if named is None else named


def _uses_in_term(contract: InsuranceContract, uses: tuple[RoadsideUse, ...]) -> tuple[RoadsideUse, ...]:
    known = {use.job for use in uses}
    others = (use for use in contract.roadside_uses or () if not use.job or use.job not in known)
    return tuple(use for use in (*uses, *others) if _in_term(use.on, contract))


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


def _clause(refusal: CoverReason | None, of_service: str, rules: RoadsideRules) -> str:
    clauses: dict[CoverReason | None, str] = {
        "uses_spent": rules.uses.source,
        "fills_spent": rules.fuel.source,
        "filled_today": rules.fuel.source,
        "charged_today": rules.charging.source,
        "imported": rules.lockout.source,
        "side_airbags": rules.lockout.source,
    }
    return clauses.get(refusal, of_service)
