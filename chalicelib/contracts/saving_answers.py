"""Discounts in force, those that could be had, and coupons."""

import re

from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Button, Card, CardRow
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.case import Case, Facts
from chalicelib.contracts.savings import DiscountsOf, Saving, discounts_of, usable_coupons

NAMEABLE = re.compile(r"[\w.*-]{1,50}")
"""Codes of coupons that fit into the id of a button."""


def answer_savings(case: Case) -> ContractReply:
    """Discounts and coupons, as they are now, with what each brings."""
    part = case.part
    found = discounts_of(case.contract, case.rules.discounts, case.rules.rounding)
    coupons = usable_coupons(case.holder.coupons, case.contract, case.today, case.rules.rounding)
    facts = _facts(found, coupons)
    if part == "apply":
        return _apply(case, coupons, facts)
    if part == "coupons":
        return (
            ContractReply((_coupons(case, coupons),), facts) if coupons is not None else case.unknown("coupons_title")
        )
    if found is None:
        return case.unknown("discounts_title", facts)
    cards = [_active(case, found)] if part != "possible" else []
    return ContractReply((*cards, _possible(case, found, bool(coupons))), facts)


def _facts(found: DiscountsOf | None, coupons: tuple[Saving, ...] | None) -> Facts:
    facts: Facts = {}
    if found is not None:
        facts["discounts"] = [each.code for each in found.active]
        facts["possible_discounts"] = [each.code for each in found.possible]
    if coupons is not None:
        facts["coupons"] = [each.code for each in coupons]
    return facts


def _active(case: Case, found: DiscountsOf) -> Card:
    rows = tuple(CardRow(case.texts.label("discounts", each.code), _rate(case, each)) for each in found.active)
    return case.card("discounts_title", rows, case.say("discounts_text" if rows else "discounts_none"))


def _possible(case: Case, found: DiscountsOf, has_coupons: bool) -> Card:
    rows = tuple(CardRow(case.texts.label("discounts", each.code), _worth(case, each)) for each in found.possible)
    buttons: tuple[Button, ...] = ((case.ask("savings", "coupons"),) if has_coupons else ()) + (case.agent(),)
    return case.card("possible_title", rows, case.say("possible_text" if rows else "possible_none"), *buttons)


def _coupons(case: Case, coupons: tuple[Saving, ...]) -> Card:
    until = {each.code: each.until for each in case.holder.coupons or ()}
    rows = []
    for each in coupons:
        last = until[each.code]
        days = case.say("coupon_until", day=case.day(last)) if last else case.say("coupon_open")
        rows.append(CardRow(each.code[:80], case.say("coupon_worth", worth=_worth(case, each), until=days)))
    buttons = (case.ask("savings", "apply"),) if rows else ()
    text = case.say("coupons_text" if rows else "coupons_none")
    return case.card("coupons_title", tuple(rows), text, *buttons, case.agent())


def _apply(case: Case, coupons: tuple[Saving, ...] | None, facts: Facts) -> ContractReply:
    """A button a coupon, which the customer confirms with an identity check; a person for one that a button can't
    name."""
    if coupons is None:
        return case.unknown("coupons_title", facts)
    if not coupons:
        return ContractReply((_coupons(case, coupons),), facts)
    buttons = tuple(_apply_button(case, each.code) for each in coupons if NAMEABLE.fullmatch(each.code))
    rows = _coupons(case, coupons).rows
    if not buttons:
        return ContractReply((case.card("coupons_title", rows, case.say("coupon_person")),), facts, needs_person=True)
    card = case.card("coupons_title", rows, case.say("coupon_apply"), *buttons, case.agent())
    return ContractReply((card,), facts)


def _apply_button(case: Case, code: str) -> Button:
    place = "" if case.place is None else case.place
    return Button(f"coupon:{place}:{code}", case.say("coupon_use", code=code), "primary", "open")


def _worth(case: Case, each: Saving) -> str:
    """What a saving that one doesn't have yet would bring."""
    if each.percent is None or each.won is None:
        return _rate(case, each)
    return case.say("saving_possible", percent=plain_number(each.percent), won=case.won(each.won))


def _rate(case: Case, each: Saving) -> str:
    """The percentage alone: the premium holds the discounts in force already."""
    if each.percent is None:
        return case.say("saving_unknown")
    return case.say("saving_percent", percent=plain_number(each.percent))
