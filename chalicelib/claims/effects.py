"""What each step does to its coverage, and the event that it leaves."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.claims import denials
from chalicelib.claims.errors import StepIncomplete, TooMuch
from chalicelib.claims.model import Claim, Line
from chalicelib.claims.requests import Happened, Taking
from chalicelib.claims.workflow import STEPS
from chalicelib.content.claim_rules import ClaimRules


def effect(claim: Claim, line: Line, taking: Taking, rules: ClaimRules, now: int) -> tuple[Line, Happened]:
    """The coverage after a step, before its clock is set. Raises WordsChanged, TooMuch, StepIncomplete."""
    match taking.step:
        case "deny":
            return _deny(claim, line, taking, rules, now)
        case "confirm_denial":
            denials.check_read(claim, line, taking.proposal, taking.party, rules, now)
    return _EFFECTS.get(taking.step, _plain)(line, taking, rules, now)


Effect = Callable[[Line, Taking, ClaimRules, int], tuple[Line, Happened]]


def _plain(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    """A step that only changes the stage."""
    told = taking.step not in ("reopen", "mark_duplicate")
    said = {"grounds": taking.grounds, "note": taking.note}
    data = {name: words for name, words in said.items() if words}
    return replace(line, stage=STEPS[taking.step].to), Happened(taking.step, data, told, internal=not told)


def _reopen(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    """What it was denied for holds no more."""
    after, happened = _plain(line, taking, _rules, _now)
    return replace(after, grounds="", appeal_until=""), happened


def _assign(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    handler = taking.handler or taking.by
    stage = "assigned" if line.stage == "received" else line.stage
    return replace(line, handler=handler, stage=stage), Happened("assign", {"handler": handler.name})


def _request(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    return replace(line, stage="documents_pending"), Happened("request_documents", {"items": ",".join(taking.items)})


def _propose(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    own = taking.fault or 0
    data = {"fault": str(own), "other": str(100 - own)} | ({"note": taking.note} if taking.note else {})
    stage = STEPS[taking.step].to or line.stage
    return replace(line, fault=own, stage=stage), Happened(taking.step, data)


def _assess(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    amount = taking.amount or 0
    after = replace(line, stage="assessed", assessed=amount, assessed_by=taking.by, approved_by=None, identified=False)
    return after, Happened("assess", {"amount": won(amount)})


def _release(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    return replace(line, stage="assessed", identified=True), Happened("release_hold", {"note": taking.note})


def _approve(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    return replace(line, stage="approved", approved_by=taking.by), Happened(
        "approve", {"amount": won(line.assessed or 0)}
    )


def _pay(line: Line, _taking: Taking, _rules: ClaimRules, now: int) -> tuple[Line, Happened]:
    amount = max(0, (line.assessed or 0) - line.advance)
    after = replace(line, stage="paid", paid=line.advance + amount, payment=f"{line.coverage}-{now}")
    return after, Happened("pay", {"amount": won(amount)})


def _advance(line: Line, taking: Taking, rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    most = rules.advance_most if line.assessed is None else line.assessed * rules.advance_percent // 100
    if (taking.amount or 0) > most:
        raise TooMuch(most=most)
    if not taking.amount:
        raise StepIncomplete(step=taking.step, field="amount")
    return replace(line, advance=taking.amount), Happened("advance", {"amount": won(taking.amount)})


def _deny(claim: Claim, line: Line, taking: Taking, rules: ClaimRules, now: int) -> tuple[Line, Happened]:
    """Only proposes it. The core system is given the words, and the name under which it may confirm them."""
    after = denials.proposed(claim, line, taking.by, taking.grounds, taking.note, now)
    said = denials.words(claim, line, taking.grounds, rules, now)["ko"]
    data = denials.denial_data(taking.grounds, rules, now) | {"words": said}
    if after.proposal:
        data["proposal"] = denials.reading(claim, line, after.proposal, rules, now)
    if taking.note:
        data["note"] = taking.note
    return after, Happened("deny_proposed", data, told=False, internal=True)


def _confirm(line: Line, _taking: Taking, rules: ClaimRules, now: int) -> tuple[Line, Happened]:
    grounds = line.proposal.grounds if line.proposal else ""
    data = denials.denial_data(grounds, rules, now)
    after = replace(line, stage="denied", grounds=grounds, appeal_until=data["until"], proposal=None)
    return after, Happened("deny", data)


def _unproposed(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    code = "denial_rejected" if taking.step == "reject_denial" else "denial_withdrawn"
    data = {"note": taking.note} if taking.note else {}
    return replace(line, proposal=None), Happened(code, data, told=False, internal=True)


def _conclude(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    happened = Happened("conclude", {"note": taking.note}, told=False, internal=True)
    return concluded(line, taking.note), happened


def concluded(line: Line, outcome: str) -> Line:
    """The coverage with its booked call or letter over."""
    return replace(line, booking=replace(line.booking, outcome=outcome)) if line.booking else line


def _delay(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    return replace(line, due=taking.day), Happened("delay", {"day": taking.day, "grounds": taking.grounds})


_EFFECTS: dict[str, Effect] = {
    "assign": _assign,
    "request_documents": _request,
    "propose_fault": _propose,
    "settle_dispute": _propose,
    "assess": _assess,
    "release_hold": _release,
    "approve": _approve,
    "pay": _pay,
    "advance": _advance,
    "confirm_denial": _confirm,
    "reject_denial": _unproposed,
    "withdraw_denial": _unproposed,
    "conclude": _conclude,
    "reopen": _reopen,
    "delay": _delay,
}


def won(amount: int) -> str:
    """1234567 → "1,234,567"."""
    return f"{amount:,}"
