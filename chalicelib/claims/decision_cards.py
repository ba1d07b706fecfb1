"""Decisions as cards: the sum, how it was reckoned, when, where to, who decided, and what the customer can do.

`config/claims.toml` has the rows and buttons of each event (`cards`), the texts their words (sections `card_titles`,
`card_labels`, `card_values`, `card_buttons`). A row is shown where the event has all values of its text.
"""

from collections.abc import Mapping
from string import Formatter

from msgspec import Struct

from chalicelib.claims.model import Claim, Exposure, seoul_date
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rules import CardRule, ClaimRules
from chalicelib.claims.workflow import available_transitions
from chalicelib.content.configuration import Texts
from chalicelib.content.message_bodies import Button, CardRow
from chalicelib.content.views import Named

DECISIONS = frozenset({"assess", "approve", "pay", "advance", "deny", "propose_liability", "settle_dispute"})
"""Events that decide about money, or about the shares that it depends on."""

PAYING = frozenset({"assess", "approve", "pay", "advance"})


class NoticeCard(Struct, frozen=True):
    """The parts of a notice that make it a card. `names` are those of the rows."""

    title: str
    rows: tuple[CardRow, ...]
    buttons: tuple[Button, ...]
    names: tuple[str, ...]


def with_decision_data(
    claim: Claim, before: Exposure, after: Exposure, request: TransitionRequest, draft: EventDraft, now: int
) -> EventDraft:
    """The draft with what its card shows, as known at the decision."""
    if draft.code not in DECISIONS:
        return draft
    names = [person.name for person in _deciders(before, after, request, draft.code) if person is not None]
    data = {"decided_by": ", ".join(dict.fromkeys(names)), "on": seoul_date(now).isoformat()}
    if draft.code in PAYING:
        data |= _account_data(claim)
    if draft.code in ("assess", "approve"):
        data["due"] = after.due_on
    if draft.code in ("approve", "pay"):
        data |= _reckoning(after)
    if after.reckoning and draft.code in ("assess", "approve", "pay"):
        data["reckoning"] = after.reckoning
    if after.liability_shared and after.liability_percent is not None and draft.code == "assess":
        data |= {"liability_percent": str(after.liability_percent), "other": str(100 - after.liability_percent)}
    return EventDraft(draft.code, {**draft.data, **_filled(data)}, draft.notify_customer, draft.internal)


def _deciders(before: Exposure, after: Exposure, request: TransitionRequest, code: str) -> tuple[Named | None, ...]:
    """Those who decided an event. Who only carries out a payment isn't among them."""
    match code:
        case "approve":
            return after.assessed_by, request.by
        case "pay":
            return after.assessed_by, after.approved_by
        case "deny":
            return before.proposal.by if before.proposal else None, request.by
    return (request.by,)


def _reckoning(exposure: Exposure) -> dict[str, str]:
    data = {"assessed": format_won(exposure.assessed or 0)}
    if exposure.advance:
        payable = max(0, (exposure.assessed or 0) - exposure.advance)
        data |= {"advance": format_won(exposure.advance), "payable": format_won(payable)}
    return data


def _account_data(claim: Claim) -> dict[str, str]:
    return {"bank": claim.account.bank, "account": claim.account.masked} if claim.account else {}


def _filled(data: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in data.items() if value}


def largest_advance(exposure: Exposure, rules: ClaimRules) -> int:
    """The largest advance payment, in won."""
    return rules.max_advance if exposure.assessed is None else exposure.assessed * rules.advance_percent // 100


def advance_offer(code: str, exposure: Exposure, rules: ClaimRules) -> dict[str, str]:
    """Data of a delay's event that offers an advance payment, with the variant of its text; empty where there can be
    none."""
    if not available_transitions(exposure, ("advance",)):
        return {}
    return {"variant": f"{code}_advance", "advance_up_to": format_won(largest_advance(exposure, rules))}


def notice_card(code: str, data: Mapping[str, str], rule: CardRule | None, words: Texts) -> NoticeCard | None:
    """The card of an event from its data and labels; None for an event without one."""
    if rule is None:
        return None
    names = tuple(name for row in rule.rows if (name := _first_known(row, data, words)))
    rows = tuple(
        CardRow(words.render("card_labels", name), words.render("card_values", name, **data)[:MAX_VALUE_CHARS])
        for name in names
    )
    buttons = tuple(Button(name, words.render("card_buttons", name), action="open") for name in rule.buttons)
    return NoticeCard(words.render("card_titles", code, **data), rows, buttons, names)


MAX_VALUE_CHARS = 400


def _first_known(row: str, data: Mapping[str, str], words: Texts) -> str:
    for name in row.split("|"):
        values = {value for _, value, _, _ in Formatter().parse(words.sections["card_values"][name]) if value}
        if all(data.get(value) for value in values):
            return name
    return ""


def format_won(amount: int) -> str:
    """1234567 → "1,234,567"."""
    return f"{amount:,}"
