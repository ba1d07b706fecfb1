"""Cancellation with its refund by both regimes, and the honest no to comparisons."""

from datetime import timedelta
from typing import get_args

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Button, Card
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.case import SECTION, Case, Facts
from chalicelib.contracts.money_rules import RefundReason
from chalicelib.contracts.refunds import Refund, refund
from chalicelib.contracts.terms import is_over

SHORT_RATE_REASON: RefundReason = "request"
DAILY_REASON: RefundReason = "not_at_fault"


def answer_ending(case: Case) -> ContractReply:
    """The refund, by when it is paid, and a person who ends the contract."""
    if case.contract.status == "cancelled":
        return ContractReply((case.card("ending_title", (), case.say("ending_done")),), needs_person=True)
    if is_over(case.contract, case.today):
        card = case.card("ending_title", (), case.say("ending_over"))
        return ContractReply((card,), {"refund_won": 0}, needs_person=True)
    reason = next((each for each in get_args(RefundReason) if each == case.part), SHORT_RATE_REASON)
    asked, by_day = _refund(case, reason), _refund(case, DAILY_REASON)
    pay_by = case.today + timedelta(days=case.rules.refunds.days_to_pay)
    facts: Facts = {"refund_by": pay_by.isoformat()}
    if asked is None or by_day is None:
        card = case.card("ending_title", (case.row("ending_pay_by", case.day(pay_by)),), case.say("ending_unknown"))
        return ContractReply((card,), facts, needs_person=True)
    facts["refund_won"] = asked.won
    by_request = asked if reason != DAILY_REASON else _refund(case, SHORT_RATE_REASON) or asked
    rows = (
        case.row(f"ending_{reason}" if reason != DAILY_REASON else "ending_request", _short(case, by_request)),
        case.row("ending_not_at_fault", case.say("ending_days", won=case.won(by_day.won), days=by_day.days_left)),
        case.row("ending_pay_by", case.day(asked.pay_by)),
    )
    text = case.say("ending_assumed" if asked.assumes_paid else "ending_text")
    return ContractReply((case.card("ending_title", rows, text),), facts, needs_person=True)


def answer_advice(texts: Texts) -> ContractReply:
    """Comparisons and offers are an advisor's: the bot says so."""
    say = texts.render
    book = Button("referral:advisor", say(SECTION, "ask_referral"), "primary", "open")
    card = Card(say(SECTION, "advice_title"), (), say(SECTION, "advice_text"), (book,))
    return ContractReply((card,), {"referral": "advisor"}, needs_person=True)


def _refund(case: Case, reason: RefundReason) -> Refund | None:
    return refund(case.contract, case.today, reason, case.rules.refunds, case.rules.rounding)


def _short(case: Case, found: Refund) -> str:
    kept = plain_number(found.kept_percent) if found.kept_percent is not None else "0"
    return case.say("ending_short", won=case.won(found.won), percent=kept)
