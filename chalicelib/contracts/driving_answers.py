"""The month's kilometres and the premium by kilometres."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from chalicelib.content.contract_questions import ContractReply
from chalicelib.content.message_bodies import CardRow
from chalicelib.contracts.amounts import add_months, plain_number
from chalicelib.contracts.case import Case, Facts
from chalicelib.contracts.per_mile import DAY, METRES, DrivenMonth, driven_month
from chalicelib.nlu.contract_topics import question_month

BAR_LENGTH = 10
WEEK = 7


def answer_driving(case: Case) -> ContractReply:
    """The kilometres and the premium of a month so far, with the projection, the yearly cap and averaged days."""
    month = case.question.detail or question_month(case.question.words, case.now)
    first = _first_of(month, case.today)
    found = driven_month(case.contract, first, case.now, case.rules.per_mile, case.rules.rounding)
    if found is None:
        return _unmeasured(case)
    if first > case.today or not found.by_day:
        why = case.say("driving_ahead" if first > case.today else "driving_outside")
        return ContractReply((case.card("driving_title", (), why, case.ask("driving"), case.agent()),))
    rows = [case.row("driving_km", case.say("km", km=found.km))]
    if found.won is not None and case.contract.base_won is not None:
        rows.append(case.row("driving_total" if found.is_over else "driving_won", case.won(found.won)))
        rows.append(case.row("driving_how", _how(case, found)))
    if found.projected_won is not None and not found.is_over:
        rows.append(case.row("driving_projected", case.won(found.projected_won)))
    if (cap := case.contract.yearly_km_cap) is not None:
        rows.append(case.row("driving_cap", case.say("driving_cap_of", km=found.term_km, cap=cap)))
    if found.averaged_days:
        averaged = case.say("driving_averaged_days", days=found.averaged_days, km=found.average_km)
        rows.append(case.row("driving_averaged", averaged))
    rows += _chart(case, found)
    previous = add_months(first, -1)
    buttons = (case.ask("payments"), case.ask_month(f"{previous:%Y-%m}"), case.agent())
    name = case.say("driving_month", year=str(first.year), month=first.month)
    card = case.card("driving_title", (case.row("driving_of", name), *rows), _words(case, found), *buttons)
    return ContractReply((card,), driving_facts(found))


def driving_facts(found: DrivenMonth) -> Facts:
    """Kilometres, amounts and averaged days of a month."""
    facts: Facts = {"month_km": found.km, "averaged_days": found.averaged_days}
    if found.won is not None and found.projected_won is not None:
        facts |= {"month_won": found.won, "month_projected_won": found.projected_won}
    return facts


def _first_of(month: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{month}-01") if month else today.replace(day=1)
    except ValueError:  # a button of another configuration
        return today.replace(day=1)


def _words(case: Case, found: DrivenMonth) -> str:
    """How the premium comes about: averaged days with the way to correct them, and the yearly cap."""
    usual = "" if found.charged is None else "driving_over" if found.is_over else "driving_text"
    first = "driving_correct" if found.averaged_days else usual
    is_capped = found.charged is not None and found.charged < sum(found.by_day)
    second = "driving_unpriced" if found.charged is None else "driving_capped" if is_capped else ""
    return " ".join(case.say(key) for key in (first, second) if key)


def _how(case: Case, found: DrivenMonth) -> str:
    contract, months = case.contract, case.rules.per_mile.months
    return case.say(
        "driving_sum",
        base=case.won(contract.base_won or 0),
        months=months,
        km=plain_number(Decimal(round(found.charged or 0)) / METRES),
        rate=plain_number(contract.won_per_km or Decimal(0)),
    )


def _chart(case: Case, found: DrivenMonth) -> list[CardRow]:
    """A bar for each week of the month."""
    metres = found.by_day
    weeks = [sum(metres[start : start + WEEK], Fraction(0)) for start in range(0, len(metres), WEEK)]
    most = max(weeks, default=Fraction(0))
    if not most:
        return []
    begin = found.first_day
    rows = []
    for place, driven in enumerate(weeks):
        first = begin + timedelta(days=place * WEEK)
        last = min(first + timedelta(days=WEEK - 1), begin + DAY * (len(metres) - 1))
        bar = "█" * round(driven / most * BAR_LENGTH) or "▏"
        days = case.say("driving_week", first=first.day, last=last.day)
        label = days if first < last else case.say("driving_day", day=first.day)
        rows.append(CardRow(label, case.say("driving_bar", bar=bar, km=int(driven // METRES))))
    return rows


def _unmeasured(case: Case) -> ContractReply:
    if case.contract.product != "standard":
        return case.unknown("driving_title")
    card = case.card("driving_title", (), case.say("driving_standard"), case.ask("payments"), case.agent())
    return ContractReply((card,))
