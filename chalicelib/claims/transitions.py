"""Taking a step: from a claim and what someone wants done to the claim after it and what happened."""

from datetime import date

from msgspec.structs import replace

from chalicelib.claims import denials
from chalicelib.claims.deadlines import stage_due
from chalicelib.claims.effects import concluded, effect
from chalicelib.claims.errors import AppealOver, NoAccount, NoSuchCoverage, StepIncomplete
from chalicelib.claims.model import About, Claim, Event, Line, day_of
from chalicelib.claims.requests import Happened, Taking
from chalicelib.claims.rights import check
from chalicelib.claims.workflow import STEPS
from chalicelib.content.claim_rules import ClaimRules
from chalicelib.content.views import Named


def take(claim: Claim, coverage: str, taking: Taking, rules: ClaimRules, now: int) -> tuple[Claim, tuple[Event, ...]]:
    """The claim after a step, with its events.

    Raises NoSuchStep, NoSuchCoverage, IllegalStep, NotAllowed, NotYourCoverage, SecondPerson, StepIncomplete, TooMuch,
    AppealOver, NoAccount, WordsChanged.
    """
    line = claim.line(coverage)
    if line is None:
        raise NoSuchCoverage(coverage=coverage)
    _check(claim, line, taking, now)
    after, happened = effect(claim, line, taking, rules, now)
    after, held = _held(after, rules) if taking.step == "assess" else (after, ())
    if denials.outdated(line, after):
        after, held = replace(after, proposal=None), (*held, Happened("denial_void", {}, told=False, internal=True))
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
    check(taking.step, line, taking.party)
    for field in STEPS[taking.step].needs:
        value = getattr(taking, field)
        if value in (None, ()) or (isinstance(value, str) and not value.strip()):
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


def _held(line: Line, rules: ClaimRules) -> tuple[Line, tuple[Happened, ...]]:
    """A large amount waits until it is certain who asks for it."""
    if (line.assessed or 0) < rules.identity_hold_from:
        return line, ()
    return replace(line, stage="identity_hold"), (Happened("identity_hold", {}),)


_HOLDS: dict[About, str] = {"identity": "identity_hold", "dispute": "dispute"}


def _kept(before: Line, after: Line, taking: Taking) -> Line:
    """A booking is over when what it was about is settled."""
    booking = after.booking
    if booking is None or not booking.open:
        return after
    settled = before.stage == _HOLDS[booking.about] != after.stage
    return concluded(after, taking.note or taking.grounds or taking.step) if settled or after.over else after


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
