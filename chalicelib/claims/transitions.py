"""Applies a transition to a claim and derives its events."""

from datetime import date

from msgspec.structs import replace

from chalicelib.claims import denials
from chalicelib.claims.deadlines import stage_due_date
from chalicelib.claims.decision_cards import with_decision_data
from chalicelib.claims.document_needs import newly_due_documents
from chalicelib.claims.effects import apply_effect, conclude_appointment
from chalicelib.claims.errors import (
    AppealOver,
    NoAccount,
    TransitionIncomplete,
    TransitionUnavailable,
    UnknownCoverage,
)
from chalicelib.claims.model import AppointmentPurpose, Claim, ClaimEvent, Exposure, seoul_date
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rights import authorise_transition, permitted_transitions
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.content.views import Named


def apply_transition(
    claim: Claim, coverage: str, request: TransitionRequest, rules: ClaimRules, now: int
) -> tuple[Claim, tuple[ClaimEvent, ...]]:
    """The claim after a transition, with its events.

    Raises UnknownTransition, UnknownCoverage, TransitionUnavailable, NotAllowed, NotYourCoverage, SecondPerson,
    TransitionIncomplete, AmountTooHigh, AppealOver, NoAccount, DenialTextChanged.
    """
    exposure = claim.exposure(coverage)
    if exposure is None:
        raise UnknownCoverage(coverage=coverage)
    _validate_request(claim, exposure, request, now)
    after, draft = apply_effect(claim, exposure, request, rules, now)
    after, held = _hold_large_amount(after, rules) if request.transition == "assess" else (after, ())
    if denials.is_outdated(exposure, after):
        after, held = (
            replace(after, proposal=None),
            (*held, EventDraft("denial_void", {}, notify_customer=False, internal=True)),
        )
    after = _restart_deadline(exposure, _conclude_settled_appointment(exposure, after, request), rules, now)
    earlier = claim
    claim = replace(claim, exposures=tuple(after if each.coverage == coverage else each for each in claim.exposures))
    over = (EventDraft("claim_closed", {}),) if after.is_final and not claim.is_open else ()
    asked = _request_account(claim, request, rules) if not held else ()
    if asked or draft.code == "request_account":
        claim = replace(claim, account_requested_at=now)
    decided = with_decision_data(claim, exposure, after, request, draft, now)
    due = documents_due_draft(earlier, claim, rules)
    return with_events(claim, (decided, *held, *due, *asked, *over), now, request.by, coverage)


def documents_due_draft(before: Claim, after: Claim, rules: ClaimRules) -> tuple[EventDraft, ...]:
    """All documents that a change made due are asked for at once."""
    items = newly_due_documents(before, after, rules)
    return (EventDraft("documents_due", {"items": ",".join(items)}),) if items else ()


def _request_account(claim: Claim, request: TransitionRequest, rules: ClaimRules) -> tuple[EventDraft, ...]:
    """The customer is asked for the account once, when a payment comes in sight."""
    needed = request.transition in rules.request_account_on
    asked = claim.account is not None or claim.account_requested_at
    return (EventDraft("request_account", {}),) if needed and not asked else ()


def with_events(
    claim: Claim, drafts: tuple[EventDraft, ...], now: int, by: Named | None, coverage: str = ""
) -> tuple[Claim, tuple[ClaimEvent, ...]]:
    """The claim's next version, with its events numbered."""
    events = tuple(
        ClaimEvent(claim.events + offset, now, one.code, one.data, by, coverage, one.notify_customer, one.internal)
        for offset, one in enumerate(drafts, start=1)
    )
    only_notes = all(event.code == "note" for event in events)
    after = replace(
        claim,
        version=claim.version + 1,
        events=claim.events + len(events),
        notes_since_change=claim.notes_since_change + 1 if only_notes else 0,
    )
    return after, events


def _validate_request(claim: Claim, exposure: Exposure, request: TransitionRequest, now: int) -> None:
    authorise_transition(request.transition, exposure, request.party)
    for field in TRANSITIONS[request.transition].required_fields:
        value = getattr(request, field)
        if value in (None, ()) or (isinstance(value, str) and not value.strip()):
            raise TransitionIncomplete(transition=request.transition, field=field)
    if request.transition in ("pay", "advance") and claim.account is None:
        raise NoAccount
    if request.transition == "request_account" and claim.account is not None:
        allowed = (name for name in permitted_transitions(exposure, request.party) if name != "request_account")
        raise TransitionUnavailable(transition=request.transition, stage=exposure.stage, allowed=", ".join(allowed))
    if request.transition == "appeal" and exposure.appeal_until < seoul_date(now).isoformat():
        raise AppealOver(until=exposure.appeal_until)
    if request.transition == "delay":
        _validate_future_day(request, now)


def _validate_future_day(request: TransitionRequest, now: int) -> None:
    try:
        day = date.fromisoformat(request.day)
    except ValueError:
        raise TransitionIncomplete(transition=request.transition, field="day") from None
    if day <= seoul_date(now):
        raise TransitionIncomplete(transition=request.transition, field="day")


def _hold_large_amount(exposure: Exposure, rules: ClaimRules) -> tuple[Exposure, tuple[EventDraft, ...]]:
    """Large amounts are held until the customer is identified."""
    if (exposure.assessed or 0) < rules.identity_hold_from:
        return exposure, ()
    return replace(exposure, stage="identity_hold"), (EventDraft("identity_hold", {}),)


_APPOINTMENT_STAGES: dict[AppointmentPurpose, str] = {"identity": "identity_hold", "dispute": "dispute"}


def _conclude_settled_appointment(before: Exposure, after: Exposure, request: TransitionRequest) -> Exposure:
    """Concludes an appointment whose subject is settled."""
    booking = after.appointment
    if booking is None or not booking.is_open:
        return after
    settled = before.stage == _APPOINTMENT_STAGES[booking.purpose] != after.stage
    return (
        conclude_appointment(after, request.note or request.grounds or request.transition)
        if settled or after.is_final
        else after
    )


def _restart_deadline(before: Exposure, after: Exposure, rules: ClaimRules, now: int) -> Exposure:
    """A new stage gets a new due date."""
    if after.stage == before.stage:
        return after
    return replace(
        after,
        since=now,
        due_on=stage_due_date(after.stage, rules, now),
        delay_notified_for="",
        reached={after.stage: now, **after.reached},
    )
