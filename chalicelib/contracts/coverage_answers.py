"""Coverage questions, from the knowledge base, applied to the contract."""

from chalicelib.content.contract_questions import ContractQuestion, ContractReply, question_button
from chalicelib.content.message_bodies import Button, Card, CardRow
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.case import Case, Facts, percent_fact
from chalicelib.contracts.coverage_rules import (
    CoverageEntry,
    CoverageText,
    coverage_rules,
    coverage_texts,
    rider_names,
)
from chalicelib.contracts.coverage_search import find_entry, near_entries
from chalicelib.contracts.driver_scopes import may_drive
from chalicelib.contracts.holder import InsuredCoverage
from chalicelib.contracts.insured_answers import coverages_card, term_facts
from chalicelib.contracts.late_interest import late_interest
from chalicelib.contracts.roadside_cover import free_tow_km, uses_a_term, uses_left
from chalicelib.contracts.roadside_rules import roadside_rules
from chalicelib.contracts.terms import is_over
from chalicelib.contracts.views import deductible_text, limit_alone
from chalicelib.nlu.contract_topics import question_part

ROADSIDE_RIDER = "roadside"


def answer_coverage(case: Case) -> ContractReply:
    """Whether something is covered. What no entry answers, or several do, goes to a person."""
    entry = find_entry(case.question.detail or case.question.words, coverage_rules())
    if entry is None:
        if question_part("coverage", case.question.words):
            return ContractReply((coverages_card(case),), term_facts(case))
        return ContractReply((_unknown(case),), {"covered": None}, needs_person=True)
    texts = coverage_texts(case.texts.locale)[entry.id]
    if case.contract.coverages is None and entry.coverages:
        card = case.card("coverage_title", (case.row("coverage_asked", texts.title),), case.say("unknown"))
        return ContractReply((card,), {"covered": None}, needs_person=True)
    over = is_over(case.contract, case.today) and entry.verdict not in ("excluded", "depends")
    held = () if over else tuple(each for each in case.contract.coverages or () if each.code in entry.coverages)
    covered = False if over else _is_covered(case, entry, held)
    rows = (
        case.row("coverage_asked", texts.title),
        case.row("coverage_answer", case.say("coverage_over") if over else _verdict(case, entry, held, covered)),
        *_terms(case, entry, held),
        *(_roadside_terms(case) if entry.rider == ROADSIDE_RIDER and covered else ()),
        case.row("coverage_clause", _clause(case, entry)),
    )
    call = (case.call_roadside(),) if entry.rider == ROADSIDE_RIDER and covered else ()
    buttons = (*call, case.ask("policy_summary"), case.agent())
    return ContractReply(
        (case.card("coverage_title", rows, _text(case, entry, texts), *buttons),), _facts(covered, held)
    )


def _unknown(case: Case) -> Card:
    """A person answers; meanwhile the customer may choose what they meant."""
    titles = coverage_texts(case.texts.locale)
    near = near_entries(case.question.detail or case.question.words, coverage_rules())
    buttons = tuple(Button(question_button("coverage", each.id, case.place), titles[each.id].title) for each in near)
    return case.card("coverage_unknown_title", (), case.say("coverage_maybe" if near else "coverage_unknown"), *buttons)


def _is_covered(case: Case, entry: CoverageEntry, held: tuple[InsuredCoverage, ...]) -> bool | None:
    match entry.verdict:
        case "excluded":
            return False
        case "depends":
            return None
        case "driver":
            return may_drive(case.question.words, case.contract)
        case _:
            return bool(held)


def _verdict(case: Case, entry: CoverageEntry, held: tuple[InsuredCoverage, ...], covered: bool | None) -> str:
    names = ", ".join(case.texts.label("insured_coverages", code) for code in entry.coverages)
    if entry.verdict == "excluded":
        return case.say("coverage_excluded")
    if entry.verdict == "driver":
        key = {True: "driver_covered", False: "driver_outside", None: "driver_depends"}[covered]
        scopes = dict.fromkeys(each.scope for each in case.contract.drivers or () if each.scope)
        return case.say(key, scope=" · ".join(case.texts.labels("driver_scopes", scopes)) or "…")
    if covered is None:
        return case.say("coverage_depends")
    if not covered:
        return case.say("coverage_not_held", coverage=names)
    held_names = ", ".join(case.texts.labels("insured_coverages", [each.code for each in held]))
    return case.say("coverage_covered", coverage=held_names)


def _terms(case: Case, entry: CoverageEntry, held: tuple[InsuredCoverage, ...]) -> tuple[CardRow, ...]:
    rows = [
        case.row("coverage_limit", limit_alone(each, case.texts))
        for each in held[:1]
        if entry.verdict == "limit" or each.limit_won is not None
    ]
    deductibles = [text for each in held if (text := deductible_text(each, case.texts))]
    return (*rows, *(case.row("coverage_deductible", text) for text in deductibles))


def _roadside_terms(case: Case) -> tuple[CardRow, ...]:
    """How often help comes, and how far a tow is free."""
    rules = roadside_rules()
    limit, left = uses_a_term(case.contract, rules), uses_left(case.contract, rules)
    km, per_km = free_tow_km(case.contract, rules), case.won(rules.tow.won_per_km)
    return (
        case.row("roadside_uses", case.say("roadside_uses_left", limit=limit, left=left)),
        case.row("roadside_tow", case.say("roadside_tow_km", km=km, won=per_km)),
    )


def asks_about_roadside(question: ContractQuestion) -> bool:
    """Whether a question's answer tells how often help may still come."""
    if question.topic != "coverage":
        return False
    entry = find_entry(question.detail or question.words, coverage_rules())
    return entry is not None and entry.rider == ROADSIDE_RIDER


def _text(case: Case, entry: CoverageEntry, texts: CoverageText) -> str:
    if entry.id != "late_payment":
        return texts.text
    rules = case.rules.late_interest
    won = late_interest(rules.example_won, rules.example_days, rules, case.rules.rounding)
    example = case.say("late_example", amount=case.won(rules.example_won), days=rules.example_days, won=case.won(won))
    return f"{texts.text} {case.say('late_rates', rates=_rates(case))} {example}"


def _rates(case: Case) -> str:
    rules = case.rules.late_interest
    return ", ".join(
        case.say("late_rate", day=step.from_day, percent=plain_number(rules.contract_loan_percent + step.points))
        for step in rules.steps
    )


def _clause(case: Case, entry: CoverageEntry) -> str:
    if entry.rider:
        return rider_names(case.texts.locale)[entry.rider]
    numbers = ", ".join(case.say("coverage_article", number=number) for number in entry.articles)
    return case.say("coverage_articles", articles=numbers)


def _facts(covered: bool | None, held: tuple[InsuredCoverage, ...]) -> Facts:
    facts: Facts = {"covered": covered}
    for each in held:
        if each.deductible_percent is not None:
            facts["deductible_percent"] = percent_fact(each.deductible_percent)
        if each.deductible_min_won is not None:
            facts["deductible_min_won"] = each.deductible_min_won
    return facts
