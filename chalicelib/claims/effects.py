"""The effect of each transition on its exposure, and its event."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.claims import denials
from chalicelib.claims.deadlines import next_open_day
from chalicelib.claims.decision_cards import advance_offer, format_won, largest_advance
from chalicelib.claims.errors import AmountTooHigh, TransitionIncomplete
from chalicelib.claims.model import Claim, Exposure
from chalicelib.claims.requests import EventDraft, TransitionRequest
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.workflow import TRANSITIONS


def apply_effect(
    claim: Claim, exposure: Exposure, request: TransitionRequest, rules: ClaimRules, now: int
) -> tuple[Exposure, EventDraft]:
    """The exposure after a transition, before its due date is set, with the event. Raises DenialTextChanged,
    AmountTooHigh, TransitionIncomplete."""
    match request.transition:
        case "deny":
            return _propose_denial(claim, exposure, request, rules, now)
        case "confirm_denial":
            denials.verify_digest(claim, exposure, request.proposal, request.party, rules, now)
    return _EFFECTS.get(request.transition, _change_stage)(exposure, request, rules, now)


Effect = Callable[[Exposure, TransitionRequest, ClaimRules, int], tuple[Exposure, EventDraft]]


def _change_stage(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    """The effect of transitions that change only the stage."""
    notify = request.transition not in ("reopen", "mark_duplicate")
    texts = {"grounds": request.grounds, "note": request.note}
    data = {name: words for name, words in texts.items() if words}
    return replace(exposure, stage=TRANSITIONS[request.transition].to_stage), EventDraft(
        request.transition, data, notify, internal=not notify
    )


def _reopen(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    """Also clears the grounds of a denial."""
    after, draft = _change_stage(exposure, request, _rules, _now)
    return replace(after, grounds="", appeal_until=""), draft


def _assign(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    adjuster = request.adjuster or request.by
    stage = "assigned" if exposure.stage == "received" else exposure.stage
    return replace(exposure, adjuster=adjuster, stage=stage), EventDraft("assign", {"adjuster": adjuster.name})


def _request_documents(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    return replace(exposure, stage="documents_pending"), EventDraft(
        "request_documents", {"items": ",".join(request.items)}
    )


def _set_liability(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    own = request.liability_percent or 0
    data = {"liability_percent": str(own), "other": str(100 - own)} | ({"note": request.note} if request.note else {})
    stage = TRANSITIONS[request.transition].to_stage or exposure.stage
    return replace(exposure, liability_percent=own, stage=stage), EventDraft(request.transition, data)


def _assess(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    amount = request.amount or 0
    after = replace(
        exposure, stage="assessed", assessed=amount, assessed_by=request.by, approved_by=None, identified=False,
        reckoning=request.grounds,
    )  # fmt: skip
    return after, EventDraft("assess", {"amount": format_won(amount)})


def _release_hold(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    return replace(exposure, stage="assessed", identified=True), EventDraft("release_hold", {"note": request.note})


def _approve(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    return replace(exposure, stage="approved", approved_by=request.by), EventDraft(
        "approve", {"amount": format_won(exposure.assessed or 0)}
    )


def _pay(exposure: Exposure, _taking: TransitionRequest, _rules: ClaimRules, now: int) -> tuple[Exposure, EventDraft]:
    amount = max(0, (exposure.assessed or 0) - exposure.advance)
    after = replace(exposure, stage="paid", paid=exposure.advance + amount, payment=f"{exposure.coverage}-{now}")
    return after, EventDraft("pay", {"amount": format_won(amount)})


def _advance(
    exposure: Exposure, request: TransitionRequest, rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    maximum = largest_advance(exposure, rules)
    if (request.amount or 0) > maximum:
        raise AmountTooHigh(max=maximum)
    if not request.amount:
        raise TransitionIncomplete(transition=request.transition, field="amount")
    return replace(exposure, advance=request.amount), EventDraft("advance", {"amount": format_won(request.amount)})


def _propose_denial(
    claim: Claim, exposure: Exposure, request: TransitionRequest, rules: ClaimRules, now: int
) -> tuple[Exposure, EventDraft]:
    """Records a proposal only. The event gives the core system the customer's text and the digest to confirm it."""
    after = denials.with_proposal(claim, exposure, request.by, request.grounds, request.note, now)
    text = denials.customer_texts(claim, exposure, request.grounds, rules, now)["ko"]
    data = denials.denial_data(request.grounds, rules, now) | {"text": text}
    if after.proposal:
        data["proposal"] = denials.text_digest(claim, exposure, after.proposal, rules, now)
    if request.note:
        data["note"] = request.note
    return after, EventDraft("deny_proposed", data, notify_customer=False, internal=True)


def _confirm_denial(
    exposure: Exposure, _taking: TransitionRequest, rules: ClaimRules, now: int
) -> tuple[Exposure, EventDraft]:
    grounds = exposure.proposal.grounds if exposure.proposal else ""
    data = denials.denial_data(grounds, rules, now)
    after = replace(exposure, stage="denied", grounds=grounds, appeal_until=data["until"], proposal=None)
    return after, EventDraft("deny", data)


def _drop_proposal(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    code = "denial_rejected" if request.transition == "reject_denial" else "denial_withdrawn"
    data = {"note": request.note} if request.note else {}
    return replace(exposure, proposal=None), EventDraft(code, data, notify_customer=False, internal=True)


def _conclude(
    exposure: Exposure, request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    draft = EventDraft("conclude", {"note": request.note}, notify_customer=False, internal=True)
    return conclude_appointment(exposure, request.note), draft


def conclude_appointment(exposure: Exposure, outcome: str) -> Exposure:
    """The exposure with its appointment concluded."""
    return (
        replace(exposure, appointment=replace(exposure.appointment, outcome=outcome))
        if exposure.appointment
        else exposure
    )


def _delay(exposure: Exposure, request: TransitionRequest, rules: ClaimRules, _now: int) -> tuple[Exposure, EventDraft]:
    """The new day is promised as a business day, also where the request has a day off."""
    day = next_open_day(request.day, rules)
    data = {"day": day, "grounds": request.grounds, **advance_offer("delay", exposure, rules)}
    return replace(exposure, due_on=day), EventDraft("delay", data)


def _request_account(
    exposure: Exposure, _request: TransitionRequest, _rules: ClaimRules, _now: int
) -> tuple[Exposure, EventDraft]:
    return exposure, EventDraft("request_account", {})


_EFFECTS: dict[str, Effect] = {
    "assign": _assign,
    "request_documents": _request_documents,
    "propose_liability": _set_liability,
    "settle_dispute": _set_liability,
    "assess": _assess,
    "release_hold": _release_hold,
    "approve": _approve,
    "pay": _pay,
    "advance": _advance,
    "confirm_denial": _confirm_denial,
    "reject_denial": _drop_proposal,
    "withdraw_denial": _drop_proposal,
    "conclude": _conclude,
    "reopen": _reopen,
    "delay": _delay,
    "request_account": _request_account,
}
