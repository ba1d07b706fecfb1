"""Certificates of a contract: a card that opens one."""

from typing import Literal

from chalicelib.content.contract_questions import ContractReply, contract_reference
from chalicelib.content.message_bodies import Button, CardRow
from chalicelib.contracts.case import Case
from chalicelib.contracts.payments import payments_on

CertificateKindName = Literal["receipt", "insurance", "payment"]
TEXTS = "certificates"


def answer_certificate(case: Case, kind: CertificateKindName) -> ContractReply:
    """The card of a certificate, which is issued when it is opened; a person where there is nothing to certify."""
    say = case.texts.render
    rows: tuple[CardRow, ...] = (CardRow(say(TEXTS, "card_contract"), case.contract.number),)
    if not _has_content(case, kind):
        card = case.card_named(say(TEXTS, f"title_{kind}"), rows, say(TEXTS, "card_none"), case.agent())
        return ContractReply((card,), needs_person=True)
    rows = (*rows, CardRow(say(TEXTS, "card_issued"), case.day(case.today)))
    button = Button(
        f"certificate:{kind}:{contract_reference(case.contract.number)}", say(TEXTS, "card_open"), "primary", "open"
    )
    others: dict[CertificateKindName, tuple[Button, ...]] = {
        "insurance": (case.ask("payments"),),
        "receipt": (case.ask("payments", "certificate"),),
        "payment": (case.ask("payments", "receipt"),),
    }
    card = case.card_named(say(TEXTS, f"title_{kind}"), rows, say(TEXTS, f"card_text_{kind}"), button, *others[kind])
    return ContractReply((card,))


def _has_content(case: Case, kind: CertificateKindName) -> bool:
    contract = case.contract
    if kind == "insurance":
        return bool(contract.coverages) and contract.starts_on is not None and contract.ends_on is not None
    found = payments_on(contract, case.today)
    return found is not None and any(each.won > 0 for each in found.paid)
