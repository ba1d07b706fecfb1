"""Views of claims: customers see progress, staff also who did what and the transitions they may apply."""

from dataclasses import dataclass

from chalicelib.access.decisions import is_allowed
from chalicelib.claims import denials, documents
from chalicelib.claims.deadlines import next_due_date
from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import (
    Appointment,
    Claim,
    ClaimEvent,
    DocumentNeed,
    Exposure,
    RequiredDocument,
    WorkItem,
    seoul_date,
)
from chalicelib.claims.rights import Party, permitted_transitions, relation_to, reviewable_items
from chalicelib.claims.rules import ClaimRules, DocumentRule, matches
from chalicelib.claims.workflow import TRANSITIONS, is_settled
from chalicelib.content import message_bodies
from chalicelib.content.accident_events import event_summary
from chalicelib.content.claim_views import (
    AppointmentView,
    ClaimEventView,
    ClaimView,
    DenialProposalView,
    DocumentView,
    ExposureView,
    LocalizedText,
    RegisteredExposure,
    RegistrationView,
    StageView,
    TransitionView,
    WorkItemView,
)
from chalicelib.content.configuration import Flow, Texts
from chalicelib.content.customer_views import FactView
from chalicelib.content.forms import display_value, format_phone


@dataclass(frozen=True, slots=True)
class ViewContext:
    """The viewer of a claim, with rules, texts and the time. `staff`: they see what isn't for the customer."""

    party: Party
    rules: ClaimRules
    form: Flow
    texts: Texts
    now: int
    staff: bool


def view_context(party: Party, rules: ClaimRules, form: Flow, texts: Texts, now: int) -> ViewContext:
    """The context of a viewer."""
    return ViewContext(party, rules, form, texts, now, is_allowed("claim:internal", party.relation))


def claim_view(claim: Claim, history: tuple[ClaimEvent, ...], context: ViewContext) -> ClaimView:
    """The view of a whole claim."""
    staff = context.staff
    visible = (event for event in history if event.code != "note" and _may_see(event, claim, context))
    events = tuple(event_view(event, claim, context) for event in visible)
    reviewable, departments = reviewable_items(claim, claim.documents, context.party), claim.departments
    needs, rows = document_needs(claim, context.rules), {rule.item: rule for rule in context.rules.documents}
    return ClaimView(
        id=claim.id,
        version=claim.version,
        customer=claim.customer,
        conversation=claim.conversation,
        registered_at=claim.registered_at,
        open=claim.is_open,
        exposures=tuple(exposure_view(claim, exposure, context) for exposure in claim.exposures),
        facts=_fact_views(claim, context),
        event=claim.event,
        event_text=event_summary(claim.facts, context.texts) if staff else "",
        documents=tuple(
            document_view(each, rows.get(each.item), needs[each.item], context, reviewable=each.item in reviewable)
            for each in claim.documents
        ),
        documents_missing=len(documents_due(claim, needs)),
        documents_in_review=documents.documents_in_review(claim),
        contract=claim.contract if staff else "",
        vehicle=claim.vehicle if staff else "",
        account=f"{context.texts.label('banks', claim.account.bank)} {claim.account.masked}" if claim.account else "",
        account_requested_at=claim.account_requested_at,
        flags=claim.flags if staff else (),
        linked=claim.linked if staff else (),
        departments=context.texts.labels(
            "departments", (name for name in context.rules.departments if name in departments)
        ),
        history=events if staff else tuple(event for event in events if not event.internal),
        notes=tuple(event_view(event, claim, context) for event in history if staff and event.code == "note"),
    )


def _may_see(event: ClaimEvent, claim: Claim, context: ViewContext) -> bool:
    """Events about a denial proposal are for viewers of the proposal."""
    if event.code not in denials.COLLEAGUES_ONLY:
        return True
    exposure = claim.exposure(event.coverage or event.data.get("coverage", ""))
    return exposure is not None and is_allowed("claim:proposal", relation_to(exposure, context.party))


def exposure_view(claim: Claim, exposure: Exposure, context: ViewContext) -> ExposureView:
    """The view of an exposure."""
    label, staff = context.texts.label, context.staff
    permitted = permitted_transitions(exposure, context.party)
    if claim.account is not None:
        permitted = tuple(name for name in permitted if name != "request_account")
    return ExposureView(
        coverage=exposure.coverage,
        label=label("coverages" if staff else "customer_coverages", exposure.coverage),
        department=exposure.department,
        department_label=label("departments", exposure.department),
        stage=exposure.stage,
        stage_label=label("stages", exposure.stage),
        since=exposure.since,
        usual_path=_usual_path(exposure, context),
        adjuster=exposure.adjuster,
        phone=context.rules.departments[exposure.department].phone,
        next_step=label("next_steps", exposure.stage),
        due_on=exposure.due_on,
        overdue=_is_overdue(exposure, context.now),
        liability_percent=exposure.liability_percent,
        assessed=exposure.assessed if staff or exposure.stage in ("approved", "paid", "closed") else None,
        advance=exposure.advance,
        paid=exposure.paid,
        grounds=exposure.grounds,
        appeal_until=exposure.appeal_until,
        flags=exposure.flags if staff else (),
        assessed_by=exposure.assessed_by if staff else None,
        approved_by=exposure.approved_by if staff else None,
        transitions=tuple(_transition_view(name, context) for name in permitted),
        usual_transition=_usual_transition(exposure, permitted, context.rules),
        appointment=_appointment_view(exposure.appointment, context),
        proposal=_proposal_view(claim, exposure, context),
        settled=is_settled(exposure),
        final=exposure.is_final,
        not_insured=_not_insured_text(claim, exposure, context.rules, context.texts),
    )


def registration_view(claim: Claim, rules: ClaimRules, texts: Texts) -> RegistrationView:
    """What the customer is told of a claim that was registered just now."""
    exposures = tuple(
        RegisteredExposure(
            texts.label("customer_coverages", exposure.coverage),
            texts.label("next_steps", exposure.stage),
            exposure.due_on,
            _not_insured_text(claim, exposure, rules, texts),
        )
        for exposure in claim.exposures
    )
    return RegistrationView(claim.id, exposures, claim.facts.get("tow_needed") == "true")


def _not_insured_text(claim: Claim, exposure: Exposure, rules: ClaimRules, texts: Texts) -> str:
    """What the customer can do where their contract lacks the coverage; "" where it has it, or there is no contract."""
    if "not_insured" not in exposure.flags or not claim.contract:
        return ""
    alone = any(matches(condition, claim.facts) for condition in rules.without_counterparty)
    return texts.render("not_insured", f"{exposure.coverage}_alone" if alone else exposure.coverage)


def _proposal_view(claim: Claim, exposure: Exposure, context: ViewContext) -> DenialProposalView | None:
    """A proposed denial is shown to the department only."""
    proposal = exposure.proposal
    if proposal is None or not is_allowed("claim:proposal", relation_to(exposure, context.party)):
        return None
    notified_texts = denials.customer_texts(claim, exposure, proposal.grounds, context.rules, context.now)
    return DenialProposalView(
        id=denials.text_digest(claim, exposure, proposal, context.rules, context.now),
        by=proposal.by,
        at=proposal.at,
        grounds=proposal.grounds,
        note=proposal.note,
        texts=tuple(LocalizedText(locale, text) for locale, text in notified_texts.items()),
    )


def _appointment_view(booking: Appointment | None, context: ViewContext) -> AppointmentView | None:
    if booking is None or not booking.is_open:
        return None
    window = context.texts.label("options.window", booking.window)
    key = f"appointment_{booking.channel}"
    words = context.texts.render("claims", key, day=booking.day, window=window, contact=format_phone(booking.contact))
    return AppointmentView(booking.purpose, booking.channel, booking.day, words, booking.grounds)


def _transition_view(name: str, context: ViewContext) -> TransitionView:
    rule = TRANSITIONS[name]
    return TransitionView(name, context.texts.render("transitions", name), rule.required_fields, rule.irreversible)


def _usual_path(exposure: Exposure, context: ViewContext) -> tuple[StageView, ...]:
    names = [
        name for name in context.rules.usual_stages if name != "liability_negotiation" or exposure.liability_shared
    ]
    return tuple(
        StageView(name, label, exposure.reached.get(name, 0))
        for name, label in zip(names, context.texts.labels("stages", names), strict=True)
    )


def _usual_transition(exposure: Exposure, permitted: tuple[str, ...], rules: ClaimRules) -> str:
    """The first permitted one of the usual transitions, an assignment only without an adjuster; "" for none."""
    usual = (name for name in rules.usual_transitions if name in permitted)
    return next((name for name in usual if name != "assign" or exposure.adjuster is None), "")


def _is_overdue(exposure: Exposure, now: int) -> bool:
    return not exposure.is_final and "" < next_due_date(exposure) < seoul_date(now).isoformat()


def _fact_views(claim: Claim, context: ViewContext) -> tuple[FactView, ...]:
    staff = context.staff
    return tuple(
        FactView(
            step.slot, step.label, claim.facts[step.slot], display_value(step, claim.facts[step.slot], context.texts)
        )
        for step in context.form.steps
        if step.slot in claim.facts and (staff or not step.desk_only)
    )


def document_view(
    document: RequiredDocument, rule: DocumentRule | None, need: DocumentNeed, context: ViewContext, *, reviewable: bool
) -> DocumentView:
    """The view of a document: when it is needed, and where to get it. `rule` is None for one no longer configured."""
    sections, item, status = (
        context.texts.sections,
        document.item,
        document.status if document.submissions else "missing",
    )
    hint = sections["claims"]["optional"] if need == "optional" else ""
    shown = message_bodies.DocumentStatus(
        item,
        sections["documents"].get(item, item),
        status,
        sections["document_hints"].get(item, hint),
        document.submissions[-1].reason if status == "rejected" else "",
        need,
        sections["document_sources"][rule.source] if rule else "",
        rule.signed if rule else False,
    )
    uploads = tuple(submission.upload for submission in document.submissions)
    return DocumentView(shown, uploads, document.coverages, reviewable)


def event_view(event: ClaimEvent, claim: Claim, context: ViewContext) -> ClaimEventView:
    """The view of an event."""
    staff = context.staff
    words = event_text(event, claim, context.texts, staff=staff)
    note = event.data.get("note", "")
    if staff and note not in words:
        words = f"{words} ({note})"
    by = event.by if staff or event.by == claim.customer else None
    return ClaimEventView(event.number, event.at, event.code, words, by, event.coverage, event.internal)


def work_item_view(item: WorkItem, texts: Texts, now: int) -> WorkItemView:
    """A row of a department's work list."""
    section, name = ("coverages", item.coverage) if item.coverage else ("departments", item.department)
    return WorkItemView(
        claim=item.claim,
        coverage=item.coverage,
        label=texts.label(section, name),
        department=item.department,
        stage=item.stage,
        stage_label=texts.label("stages", item.stage),
        customer=item.customer,
        since=item.since,
        due_on=item.due_on,
        overdue="" < item.due_on < seoul_date(now).isoformat(),
        adjuster=item.adjuster,
        flags=item.flags,
        documents_missing=item.documents_missing,
        documents_in_review=item.documents_in_review,
        emergency=item.emergency,
        waiting_since=item.waiting_since,
        settled=item.settled,
    )
