"""What the customer is insured for, until when, and the renewal."""

from chalicelib.content.configuration import bot_rules
from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import Card, CardRow
from chalicelib.contracts.case import Case, Facts, car_of
from chalicelib.contracts.certificate_answers import answer_certificate
from chalicelib.contracts.terms import is_over, renewal_from
from chalicelib.contracts.views import limit_text


def answer_insured(case: Case) -> ContractReply:
    """What is insured, for which period, and the coverages in people's words."""
    part = case.part
    if part == "expiry":
        return answer_renewal(case)
    if part == "certificate":
        return answer_certificate(case, "insurance")
    cards = (_summary(case), coverages_card(case)) if part != "coverages" else (coverages_card(case),)
    return ContractReply(cards, term_facts(case))


def answer_renewal(case: Case) -> ContractReply:
    """When the contract ends, and from when and at which premium it can be renewed."""
    ends_on = case.contract.ends_on
    if ends_on is None:
        return case.unknown("renewal_title")
    left, first = (ends_on - case.today).days, renewal_from(case.contract, bot_rules().renewal_days)
    over = _over(case)
    rows = [
        case.row("renewal_ends", case.day(ends_on)),
        case.row("renewal_left", over or case.say("renewal_days", days=left)),
    ]
    if first is not None and not over and not case.contract.renewed:
        rows.append(case.row("renewal_from", case.day(first)))
    if case.contract.annual_won is not None:
        rows.append(case.row("renewal_premium", case.won(case.contract.annual_won)))
    buttons = (case.ask("savings", "possible"), case.ask("surcharge"), case.agent())
    return ContractReply(
        (case.card("renewal_title", tuple(rows), _renewal_words(case, left), *buttons),), term_facts(case)
    )


def term_facts(case: Case) -> Facts:
    """End and renewal of the contract, as far as they are known."""
    facts: Facts = {}
    if case.contract.ends_on is not None:
        facts["expires_on"] = case.contract.ends_on.isoformat()
    if (first := renewal_from(case.contract, bot_rules().renewal_days)) is not None:
        facts["renewal_from"] = first.isoformat()
    return facts


def coverages_card(case: Case) -> Card:
    """The coverages in people's words, with limits and deductibles."""
    rows = tuple(
        CardRow(
            case.texts.render("coverage_words", each.code, coverage=case.texts.label("insured_coverages", each.code)),
            limit_text(each, case.texts),
        )
        for each in case.contract.coverages or ()
    )
    over = is_over(case.contract, case.today)
    text = case.say("coverage_over" if over else "coverages_text" if rows else "coverages_unknown")
    title = "coverages_title_over" if over else "coverages_title"
    return case.card(title, rows, text, case.ask("renewal"), case.agent())


def _renewal_words(case: Case, left: int) -> str:
    if case.contract.renewed:
        return case.say("renewal_done")
    if _over(case):
        return case.say("renewal_late")
    days = bot_rules().renewal_days
    return case.say("renewal_now") if left <= days else case.say("renewal_later", days=days)


def _over(case: Case) -> str:
    """That a contract is over, in words; "" for one that isn't."""
    if not is_over(case.contract, case.today):
        return ""
    return case.say("summary_cancelled" if case.contract.status == "cancelled" else "renewal_over")


def _summary(case: Case) -> Card:
    contract, texts = case.contract, case.texts
    drivers = dict.fromkeys(each.scope for each in contract.drivers or () if each.scope)
    names = [each.name for each in contract.drivers or () if each.name]
    starts, ends = (case.day(day) if day else "…" for day in (contract.starts_on, contract.ends_on))
    rows = (
        case.row("summary_number", contract.number),
        case.row("summary_product", texts.label("products", contract.product) if contract.product else ""),
        case.row("summary_period", case.say("summary_days", starts=starts, ends=ends) if starts != ends else ""),
        case.row("summary_state", _over(case)),
        case.row("summary_car", car_of(contract)),
        case.row("summary_drivers", " · ".join((*texts.labels("driver_scopes", drivers), *names))),
        case.row("summary_premium", case.won(contract.annual_won) if contract.annual_won is not None else ""),
    )
    return case.card(
        "summary_title",
        tuple(row for row in rows if row.value),
        "",
        case.ask("policy_summary", "certificate"),
        case.ask("payments"),
        case.ask("renewal"),
    )
