"""Answers to questions about contracts: which contract it is, and the answer of the topic."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_questions import (
    ContractQuestion,
    ContractReply,
    ContractTopic,
    question_button,
)
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Button, Text
from chalicelib.contracts.case import SECTION, Case, car_of
from chalicelib.contracts.coverage_answers import answer_coverage
from chalicelib.contracts.coverage_rules import coverage_rules
from chalicelib.contracts.coverage_search import find_entry
from chalicelib.contracts.driving_answers import answer_driving
from chalicelib.contracts.ending_answers import answer_advice, answer_ending
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.insured_answers import answer_insured, answer_renewal
from chalicelib.contracts.money_rules import money_rules
from chalicelib.contracts.payment_answers import answer_payments
from chalicelib.contracts.saving_answers import answer_savings
from chalicelib.contracts.surcharge_answers import answer_surcharge
from chalicelib.contracts.terms import answerable_contracts
from chalicelib.nlu.contract_topics import amount_won, names_contract, question_month, question_part

TOPICS: dict[ContractTopic, Callable[[Case], ContractReply]] = {
    "policy_summary": answer_insured,
    "coverage": answer_coverage,
    "renewal": answer_renewal,
    "payments": answer_payments,
    "driving": answer_driving,
    "savings": answer_savings,
    "surcharge": answer_surcharge,
    "ending": answer_ending,
}


def answer_contract_question(
    holder: Policyholder | None,
    question: ContractQuestion,
    texts: Texts,
    now: datetime,
) -> ContractReply:
    """The answer to a question; a customer without a contract gets a person, one with several chooses. The
    reply to somebody without one is empty."""
    if question.topic == "advice":
        return answer_advice(texts)
    if holder is None or not holder.contracts:
        return ContractReply((), needs_person=True)
    candidates = _candidates(holder, question, now)
    if len(candidates) > 1:
        return _ask_which(holder, candidates, question, texts, now)
    (contract,) = candidates
    place = holder.contracts.index(contract) if len(holder.contracts) > 1 else None
    case = Case(holder, contract, place, question, now, texts, money_rules())
    return TOPICS[question.topic](case)


def contract_at(holder: Policyholder | None, place: int | None, now: datetime) -> InsuranceContract | None:
    """The contract that a button is about; None where it can't be told."""
    found = _candidates(holder, ContractQuestion("savings", place=place), now) if holder and holder.contracts else ()
    return found[0] if len(found) == 1 else None


def _candidates(holder: Policyholder, question: ContractQuestion, now: datetime) -> tuple[InsuranceContract, ...]:
    """The contracts that a question can be about."""
    if question.place is not None and question.place < len(holder.contracts):
        return (holder.contracts[question.place],)
    known = answerable_contracts(holder.contracts, now.astimezone(SEOUL).date())
    named = tuple(
        each for each in holder.contracts if names_contract(question.words, each.number, each.plate, each.car)
    )
    return named if len(named) == 1 else known


def _ask_which(
    holder: Policyholder,
    contracts: tuple[InsuranceContract, ...],
    question: ContractQuestion,
    texts: Texts,
    now: datetime,
) -> ContractReply:
    """Asks which contract a question is about. The buttons keep what was asked."""
    detail = question.detail or _detail(question, now)
    places = tuple(holder.contracts.index(each) for each in contracts)
    buttons = tuple(
        Button(question_button(question.topic, detail, place), car_of(holder.contracts[place])[:80]) for place in places
    )
    asked = ContractQuestion(question.topic, question.words, detail, offered=places)
    return ContractReply((Text(texts.render(SECTION, "which"), buttons),), open_question=asked)


def _detail(question: ContractQuestion, now: datetime) -> str:
    """What a button must keep of a question's words."""
    match question.topic:
        case "coverage":
            entry = find_entry(question.words, coverage_rules())
            return entry.id if entry else "none"
        case "driving":
            return question_month(question.words, now)
        case "surcharge":
            return str(amount_won(question.words) or "")
        case topic:
            return question_part(topic, question.words)
