"""The money of a contract beside a conversation: what the bot's cards tell, at a glance for agents."""

from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_questions import ContractQuestion
from chalicelib.content.contract_views import ContractView
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.case import Case
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.money_rules import money_rules
from chalicelib.contracts.payments import payments_on
from chalicelib.contracts.per_mile import driven_month
from chalicelib.contracts.savings import Saving, discounts_of, usable_coupons
from chalicelib.contracts.views import contract_views

Rows = tuple[tuple[str, str], ...]


def desk_views(holder: Policyholder | None, texts: Texts, now: datetime) -> tuple[ContractView, ...]:
    """The contracts of a customer with their money at a time; () for a customer that isn't known."""
    if holder is None:
        return ()
    views = zip(contract_views(holder, texts), holder.contracts, strict=True)
    return tuple(replace(view, money=_money(holder, contract, texts, now)) for view, contract in views)


def _money(holder: Policyholder, contract: InsuranceContract, texts: Texts, now: datetime) -> Rows:
    case = Case(holder, contract, None, ContractQuestion("policy_summary"), now, texts, money_rules())
    return (*_payments(case), *_driving(case), *_savings(case))


def _payments(case: Case) -> Rows:
    found = payments_on(case.contract, case.today)
    if found is None:
        return ()
    rows = [(case.say("payments_year"), case.won(found.paid_year_won))]
    if found.due is not None:
        label = case.say("payments_overdue" if found.is_overdue else "payments_next")
        rows.insert(0, (label, case.say("payments_due", won=case.won(found.due.won), day=case.day(found.due.due))))
    return tuple(rows)


def _driving(case: Case) -> Rows:
    first = case.today.replace(day=1)
    found = driven_month(case.contract, first, case.now, case.rules.per_mile, case.rules.rounding)
    if found is None:
        return ()
    rows = [(case.say("ask_driving"), case.say("km", km=found.km))]
    if found.won is not None and found.projected_won is not None:
        rows.append((case.say("driving_won"), case.won(found.won)))
        rows.append((case.say("driving_projected"), case.won(found.projected_won)))
    if found.averaged_days:
        averaged = case.say("driving_averaged_days", days=found.averaged_days, km=found.average_km)
        rows.append((case.say("driving_averaged"), averaged))
    return tuple(rows)


def _savings(case: Case) -> Rows:
    discounts = discounts_of(case.contract, case.rules.discounts, case.rules.rounding)
    coupons = usable_coupons(case.holder.coupons, case.contract, case.today, case.rules.rounding)
    active = [_named(case.texts.label("discounts", each.code), each) for each in discounts.active] if discounts else []
    usable = [_named(each.code, each) for each in coupons or ()]
    shown = ((case.say("discounts_title"), active), (case.say("coupons_title"), usable))
    return tuple((label, ", ".join(names)) for label, names in shown if names)


def _named(name: str, saving: Saving) -> str:
    return f"{name} {plain_number(saving.percent)}%" if saving.percent is not None else name
