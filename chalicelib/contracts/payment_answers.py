"""Payments: those made, the next one, the year's sum."""

from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import CardRow
from chalicelib.contracts.case import Case, Facts
from chalicelib.contracts.certificate_answers import answer_certificate
from chalicelib.contracts.driving_answers import answer_driving
from chalicelib.contracts.payments import PaymentsSoFar, payments_on

MAX_PAID_ROWS = 6


def answer_payments(case: Case) -> ContractReply:
    """The payments of a contract; a month's premium by kilometres where it is that; a certificate where one is asked
    for."""
    part = case.part
    if part in ("receipt", "certificate"):
        return answer_certificate(case, "receipt" if part == "receipt" else "payment")
    found = payments_on(case.contract, case.today)
    if part == "month" and case.contract.product == "per_mile" and case.contract.trips is not None:
        driven = answer_driving(case)
        return ContractReply(driven.bodies, {**driven.facts, **payment_facts(found)}, driven.needs_person)
    if found is None:
        return case.unknown("payments_title")
    rows = []
    if found.due is not None:
        key = "payments_overdue" if found.is_overdue else "payments_next"
        rows.append(case.row(key, case.say("payments_due", won=case.won(found.due.won), day=case.day(found.due.due))))
    rows.append(case.row("payments_year", case.won(found.paid_year_won)))
    rows += [
        CardRow(case.day(each.paid_on), case.say("payments_paid", won=case.won(each.won)))
        for each in found.paid[:MAX_PAID_ROWS]
        if each.paid_on
    ]
    text = case.say("payments_text" if found.due else "payments_all")
    others = (case.ask("driving"),) if case.contract.product == "per_mile" else (case.ask("savings"),)
    certificates = (case.ask("payments", "receipt"),) if found.paid else ()
    card = case.card("payments_title", tuple(rows), text, *certificates, *others, case.agent())
    return ContractReply((card,), payment_facts(found))


def payment_facts(found: PaymentsSoFar | None) -> Facts:
    """The next payment and the year's sum, as far as they are known."""
    if found is None:
        return {}
    facts: Facts = {"paid_year_won": found.paid_year_won}
    if found.due is not None:
        facts |= {"next_due_on": found.due.due.isoformat(), "next_due_won": found.due.won}
    return facts
