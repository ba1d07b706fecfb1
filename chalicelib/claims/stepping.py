"""Taking a step: from a claim and what someone wants done to the claim after it and what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from chalicelib.claims.deadlines import due_in, stage_due
from chalicelib.claims.errors import (
    AppealOver,
    IllegalStep,
    NoAccount,
    NoSuchCoverage,
    NoSuchStep,
    SecondPerson,
    StepIncomplete,
    TooMuch,
)
from chalicelib.claims.nouns import About, Claim, Event, Line, day_of
from chalicelib.claims.steps import STEPS, possible
from chalicelib.content.claim_rules import ClaimRules
from chalicelib.content.views import Named
from chalicelib.kernel.errors import NotAllowed

HANDLING = ("staff", "supervisor")
"""The sides whose work a claim is."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A step that somebody wants to take. `side` is who he is to this claim (see `allowed`); `handler` the
    colleague an assignment is for (himself, if nobody is named)."""

    step: str
    by: Named
    side: str
    note: str = ""
    grounds: str = ""
    amount: int | None = None
    fault: int | None = None
    handler: Named | None = None
    day: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """What a change leaves behind, before it has its number."""

    code: str
    data: dict[str, str]
    told: bool = True
    internal: bool = False


def allowed(line: Line, side: str, person: str) -> tuple[str, ...]:
    """The steps this person may take now. `side`: customer; desk, who serves him in a conversation and may do no more
    than he; staff of a department concerned; supervisor."""
    return tuple(name for name in possible(line) if _may(name, line, side, person))


def _may(name: str, line: Line, side: str, person: str) -> bool:
    who = STEPS[name].who
    if side not in HANDLING:
        return who == "anyone"
    if who == "supervisor" and side != "supervisor":
        return False
    return not (name == "approve" and line.assessed_by is not None and line.assessed_by.id == person)


def take(claim: Claim, coverage: str, taking: Taking, rules: ClaimRules, now: int) -> tuple[Claim, tuple[Event, ...]]:
    """The claim after a step, with its events.

    Raises NoSuchStep, NoSuchCoverage, IllegalStep, NotAllowed, SecondPerson, StepIncomplete, TooMuch, AppealOver,
    NoAccount.
    """
    line = claim.line(coverage)
    if line is None:
        raise NoSuchCoverage(coverage=coverage)
    _check(claim, line, taking, now)
    after, happened = _EFFECTS.get(taking.step, _plain)(line, taking, rules, now)
    after, held = _held(after, rules) if taking.step == "assess" else (after, ())
    after = _dated(line, _kept(line, after, taking), rules, now)
    claim = replace(claim, lines=tuple(after if each.coverage == coverage else each for each in claim.lines))
    over = (Happened("claim_closed", {}),) if after.over and not claim.open else ()
    return recorded(claim, (happened, *held, *over), now, taking.by, coverage)


def recorded(
    claim: Claim, happened: tuple[Happened, ...], now: int, by: Named | None, coverage: str = ""
) -> tuple[Claim, tuple[Event, ...]]:
    """The claim's next version, its events numbered."""
    events = tuple(
        Event(claim.events + place, now, one.code, one.data, by, coverage, one.told, one.internal)
        for place, one in enumerate(happened, start=1)
    )
    return replace(claim, version=claim.version + 1, events=claim.events + len(events)), events


def _check(claim: Claim, line: Line, taking: Taking, now: int) -> None:
    rule = STEPS.get(taking.step)
    if rule is None:
        raise NoSuchStep(step=taking.step)
    if taking.step not in possible(line):
        raise IllegalStep(step=taking.step, stage=line.stage, allowed=", ".join(possible(line)))
    if taking.step not in allowed(line, taking.side, taking.by.id):
        raise SecondPerson if taking.step == "approve" and taking.side in HANDLING else NotAllowed
    for field in rule.needs:
        if getattr(taking, field) in (None, "", ()):
            raise StepIncomplete(step=taking.step, field=field)
    if taking.step in ("pay", "advance") and claim.account is None:
        raise NoAccount
    if taking.step == "appeal" and line.appeal_until < day_of(now).isoformat():
        raise AppealOver(until=line.appeal_until)
    if taking.step == "delay":
        _future(taking, now)


def _future(taking: Taking, now: int) -> None:
    try:
        day = date.fromisoformat(taking.day)
    except ValueError:
        raise StepIncomplete(step=taking.step, field="day") from None
    if day <= day_of(now):
        raise StepIncomplete(step=taking.step, field="day")


Effect = Callable[[Line, Taking, ClaimRules, int], tuple[Line, Happened]]


def _plain(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    """A step that only changes the stage."""
    told = taking.step not in ("reopen", "mark_duplicate")
    data = {"grounds": taking.grounds} if taking.grounds else {"note": taking.note} if taking.note else {}
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


def _held(line: Line, rules: ClaimRules) -> tuple[Line, tuple[Happened, ...]]:
    """A large amount waits until it is certain who asks for it."""
    if (line.assessed or 0) < rules.identity_hold_from:
        return line, ()
    return replace(line, stage="identity_hold"), (Happened("identity_hold", {}),)


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


def _deny(line: Line, taking: Taking, rules: ClaimRules, now: int) -> tuple[Line, Happened]:
    until = due_in(rules, now, days=rules.appeal_days)
    data = {"grounds": taking.grounds, "until": until}
    return replace(line, stage="denied", grounds=taking.grounds, appeal_until=until), Happened("deny", data)


def _conclude(line: Line, taking: Taking, _rules: ClaimRules, _now: int) -> tuple[Line, Happened]:
    happened = Happened("conclude", {"note": taking.note}, told=False, internal=True)
    return _concluded(line, taking.note), happened


def _concluded(line: Line, outcome: str) -> Line:
    return replace(line, booking=replace(line.booking, outcome=outcome)) if line.booking else line


_HOLDS: dict[About, str] = {"identity": "identity_hold", "dispute": "dispute"}


def _kept(before: Line, after: Line, taking: Taking) -> Line:
    """A booking is over when what it was about is settled."""
    booking = after.booking
    if booking is None or not booking.open:
        return after
    settled = before.stage == _HOLDS[booking.about] != after.stage
    return _concluded(after, taking.note or taking.grounds or taking.step) if settled or after.over else after


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
    "deny": _deny,
    "conclude": _conclude,
    "reopen": _reopen,
    "delay": _delay,
}


def _dated(before: Line, after: Line, rules: ClaimRules, now: int) -> Line:
    """A new stage has its own clock and promise."""
    if after.stage == before.stage:
        return after
    return replace(
        after,
        since=now,
        due=stage_due(after.stage, rules, now),
        told="",
        reached={after.stage: now, **after.reached},
    )


def won(amount: int) -> str:
    """1234567 → "1,234,567"."""
    return f"{amount:,}"
