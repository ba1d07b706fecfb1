"""Answers from the customer's claims: progress, required documents, confirmations."""

from datetime import datetime

from chalicelib.content.claim_views import ClaimView, ExposureView, RegistrationView
from chalicelib.content.configuration import Texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import (
    Body,
    Button,
    Card,
    CardRow,
    Checklist,
    ExposureProgress,
    Progress,
    ProgressStage,
    Text,
)

MAX_CLAIM_BUTTONS = 8


def claims_answer(kind: str, claims: tuple[ClaimView, ...], texts: Texts, label_of: dict[str, str]) -> Body:
    """The answer of a kind (progress, checklist); asks which claim is meant where several are open."""
    open_ones = tuple(claim for claim in claims if claim.open)
    wanted = open_ones or claims[:1]
    say = texts.render
    if not wanted:
        buttons = tuple(Button(f"intent:{intent}", label_of[intent]) for intent in ("accident_report", "agent_request"))
        return Text(say("bot", "claims_none"), buttons)
    if len(wanted) > 1:
        choices = tuple(
            Button(f"claim:{claim.id}:{kind}", claim_button_label(claim, texts)) for claim in wanted[:MAX_CLAIM_BUTTONS]
        )
        return Text(say("bot", "claims_which"), choices)
    return claim_answer(kind, wanted[0], texts)


def claim_answer(kind: str, claim: ClaimView, texts: Texts) -> Body:
    """The answer about one claim."""
    return checklist_message(claim, texts) if kind == "checklist" else progress_message(claim, texts)


def progress_message(claim: ClaimView, texts: Texts) -> Progress:
    """A claim's progress by coverage."""
    say = texts.render
    about = {"day": _accident_day(claim), "place": _displayed_fact(claim, "place")}
    words = say("bot", "progress_text", **about) if claim.open else say("bot", "progress_over_text", **about)
    buttons = (
        *_action_buttons(claim, texts),
        Button(f"claim:{claim.id}:checklist", say("bot", "button_documents")),
        Button("intent:agent_request", say("bot", "button_agent")),
    )
    title = say("bot", "progress_title", claim=claim.id)
    return Progress(
        claim.id,
        title,
        tuple(_exposure_progress(exposure) for exposure in claim.exposures),
        " ".join(words.split())[:400],
        buttons,
    )


def _action_buttons(claim: ClaimView, texts: Texts) -> tuple[Button, ...]:
    """Buttons below a claim's progress: the booking for a held amount, and the dispute of a decision."""
    held = [exposure for exposure in claim.exposures if exposure.stage == "identity_hold"]
    render = texts.render
    buttons = []
    if held:
        key = "button_rebook" if held[0].appointment else "button_identity"
        buttons.append(Button(f"claim:{claim.id}:identity", render("bot", key), "primary"))
    if any(is_contestable(exposure) and not exposure.appointment for exposure in claim.exposures):
        buttons.append(Button(f"claim:{claim.id}:dispute", render("bot", "button_dispute")))
    return tuple(buttons)


def _exposure_progress(exposure: ExposureView) -> ExposureProgress:
    reached = [stage.at for stage in exposure.usual_path if stage.at]
    now = max(reached, default=0)
    marks = [
        ProgressStage(stage.label, "ahead" if not stage.at else "now" if stage.at == now else "done", stage.at)
        for stage in exposure.usual_path
    ]
    adjuster = exposure.adjuster.name if exposure.adjuster else ""
    booked = exposure.appointment.text[:400] if exposure.appointment else ""
    return ExposureProgress(
        exposure.label,
        exposure.stage_label,
        tuple(marks),
        adjuster,
        exposure.phone,
        exposure.next_step,
        exposure.due_on,
        booked,
    )


def checklist_message(claim: ClaimView, texts: Texts) -> Checklist:
    """The documents of a claim and their status: those needed now first, and none that only adjusters ask for."""
    wanted = [each.document for each in claim.documents if each.document.need != "none" or each.uploads]
    documents = tuple(sorted(wanted, key=lambda document: _NEEDS.index(document.need)))
    left = sum(each.need == "now" and each.status in ("missing", "rejected") for each in documents)
    title = texts.render("bot", "checklist_title", claim=claim.id)
    text = texts.render("bot", "checklist_text", count=left) if left else texts.render("bot", "checklist_done")
    return Checklist(claim.id, title, documents, text)


_NEEDS = ("now", "optional", "later", "none")


def registration_card(claim: RegistrationView, texts: Texts) -> Card:
    """The claim's number, the next steps, and by when."""
    say = texts.render
    rows = [CardRow(say("bot", "registered_number"), claim.id)]
    for exposure in claim.exposures:
        coming = (
            say("bot", "registered_line", next=exposure.next_step, due=exposure.due_on)
            if exposure.due_on
            else exposure.next_step
        )
        rows.append(CardRow(exposure.label, exposure.not_insured or coming))
    words = [say("bot", "registered_text_push" if claim.push else "registered_text")]
    if claim.tow_needed:
        words.append(say("bot", "registered_tow"))
    buttons = (
        Button(f"claim:{claim.id}:checklist", say("bot", "button_documents"), "primary"),
        Button(f"claim:{claim.id}:progress", say("bot", "button_status")),
        Button("intent:agent_request", say("bot", "button_agent")),
    )
    return Card(say("bot", "registered_title"), tuple(rows), " ".join(words), buttons)


def booking_message(claim: ClaimView, texts: Texts) -> Text:
    """Confirms the booked call or letter, with a button to its claim."""
    return Text(
        texts.render("bot", "booked"), (Button(f"claim:{claim.id}:progress", texts.render("bot", "button_status")),)
    )


def identity_hold_message(claim: ClaimView, texts: Texts) -> Text:
    """Says that an amount is held, with the button of the booking that releases it."""
    button = Button(f"claim:{claim.id}:identity", texts.render("bot", "button_identity"), "primary")
    return Text(texts.render("bot", "held"), (button,))


def is_contestable(exposure: ExposureView) -> bool:
    """Whether the customer may dispute a decision, or has and awaits the result."""
    return exposure.stage == "dispute" or bool({"dispute", "appeal"} & {step.name for step in exposure.transitions})


def claim_button_label(claim: ClaimView, texts: Texts) -> str:
    """A short label of a claim, for a button."""
    said = (_displayed_fact(claim, slot) for slot in ("accident_type", "event_with", "place"))
    what = next(filter(None, said), claim.id)
    return texts.render("bot", "claim_button", day=_accident_day(claim), what=what)[:80]


def _accident_day(claim: ClaimView) -> str:
    occurred_on = _fact_value(claim, "occurred_at")[:10]
    return occurred_on or datetime.fromtimestamp(claim.registered_at / 1000, SEOUL).date().isoformat()


def _displayed_fact(claim: ClaimView, slot: str) -> str:
    return next((fact.shown for fact in claim.facts if fact.slot == slot), "")


def _fact_value(claim: ClaimView, slot: str) -> str:
    return next((fact.value for fact in claim.facts if fact.slot == slot), "")
