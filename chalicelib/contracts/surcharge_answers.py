"""What an accident does to next year's premium: paid by the insurance, or by the customer."""

from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import CardRow
from chalicelib.contracts.case import Case, Facts
from chalicelib.contracts.surcharge import NextPremium, Surcharge, next_premiums
from chalicelib.nlu.contract_topics import amount_won


def answer_surcharge(case: Case) -> ContractReply:
    """Next year's premium by both factors; "no surcharge" only where both are zero."""
    said = amount_won(case.question.words)
    damage = int(case.question.detail) if case.question.detail.isdecimal() else said
    found = next_premiums(case.contract, case.today, case.rules.surcharge, case.rules.rounding, damage)
    if found is None:
        return case.unknown("surcharge_title")
    facts: Facts = {"surcharge_insured_won": found.insured.won, "surcharge_own_pocket_won": found.own_pocket.won}
    rows = _rows(case, found)
    text = case.say("surcharge_text" if found.is_rise else "surcharge_none")
    return ContractReply((case.card("surcharge_title", rows, text, case.ask("renewal"), case.agent()),), facts)


def _rows(case: Case, found: Surcharge) -> tuple[CardRow, ...]:
    now = case.row("surcharge_now", case.won(case.contract.annual_won or 0))
    if found.accident is None:
        return (now, case.row("surcharge_next", case.won(found.insured.won)))
    about = [now]
    if found.accident.damage_won is not None:
        about.append(case.row("surcharge_damage", case.won(found.accident.damage_won)))
    if case.contract.surcharge_limit_won is not None:
        about.append(case.row("surcharge_limit", case.won(case.contract.surcharge_limit_won)))
    return (
        *about,
        case.row("surcharge_insured", _premium(case, found.insured)),
        case.row("surcharge_own_pocket", _premium(case, found.own_pocket)),
        case.row("surcharge_difference", case.won(found.insured.won - found.own_pocket.won)),
    )


def _premium(case: Case, premium: NextPremium) -> str:
    years = case.rules.surcharge.years
    grades = case.say("surcharge_grades", grades=premium.grades) if premium.grades else case.say("surcharge_no_grade")
    return case.say(
        "surcharge_premium", won=case.won(premium.won), years=years, accidents=premium.accidents, grades=grades
    )
