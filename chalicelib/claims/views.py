"""Claims as people are shown them: the customer his progress, staff also who did what and what can be done next."""

from dataclasses import dataclass

from chalicelib.claims import denials, documents
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Booking, Claim, Event, Line, Paper, day_of
from chalicelib.claims.ports import WorkItem
from chalicelib.claims.rights import Party, allowed, relation, reviews
from chalicelib.claims.roadside_help import waits_for, waits_in_danger
from chalicelib.claims.workflow import DEPARTMENT, STEPS, possible
from chalicelib.content import message_bodies
from chalicelib.content.claim_rules import ClaimRules
from chalicelib.content.claim_views import (
    BookingView,
    ClaimView,
    EventView,
    FactView,
    LineView,
    PaperView,
    ProposalView,
    StageView,
    StepView,
    WordsView,
    WorkView,
)
from chalicelib.content.configuration import Flow, Texts
from chalicelib.content.forms import display_value, hyphened

WAY = ("received", "assigned", "investigating", "fault_negotiation", "assessed", "paid", "closed")
"""The usual way of a coverage. The other stages are detours, told by the stage's own name."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Whom a claim is shown to and in which words."""

    party: Party
    rules: ClaimRules
    form: Flow
    texts: Texts
    now: int

    @property
    def staff(self) -> bool:
        """Whether it is shown to others than the customer."""
        return self.party.side != "customer"


def claim_view(claim: Claim, history: tuple[Event, ...], showing: Showing) -> ClaimView:
    """The whole picture."""
    staff = showing.staff
    shown = (event for event in history if event.code != "remark" and _may_know(event, claim, showing))
    events = tuple(event_view(event, claim, showing) for event in shown)
    return ClaimView(
        id=claim.id,
        version=claim.version,
        customer=claim.customer,
        conversation=claim.conversation,
        registered_at=claim.registered_at,
        open=claim.open,
        lines=tuple(line_view(claim, line, showing) for line in claim.lines),
        facts=_facts(claim, showing),
        papers=tuple(_paper_view(claim, paper, showing) for paper in claim.papers),
        contract=claim.contract,
        vehicle=claim.vehicle,
        account=f"{claim.account.bank} {claim.account.masked}" if claim.account else "",
        flags=claim.flags if staff else (),
        linked=claim.linked if staff else (),
        departments=tuple(
            showing.texts.label("departments", name) for name in showing.rules.departments if name in claim.departments
        ),
        history=events if staff else tuple(event for event in events if not event.internal),
        notes=tuple(event_view(event, claim, showing) for event in history if staff and event.code == "remark"),
    )


def _may_know(event: Event, claim: Claim, showing: Showing) -> bool:
    """What happens to a proposal is for those who are shown the proposal."""
    if event.code not in denials.COLLEAGUES_ONLY:
        return True
    line = claim.line(event.coverage or event.data.get("coverage", ""))
    return line is not None and relation(line, showing.party) in DEPARTMENT


def line_view(claim: Claim, line: Line, showing: Showing) -> LineView:
    """A coverage."""
    label, staff = showing.texts.label, showing.staff
    return LineView(
        coverage=line.coverage,
        label=label("coverages", line.coverage),
        department=line.department,
        department_label=label("departments", line.department),
        stage=line.stage,
        stage_label=label("stages", line.stage),
        since=line.since,
        way=_way(line, showing),
        handler=line.handler,
        phone=showing.rules.departments[line.department].phone,
        next=label("next", line.stage),
        due=line.due,
        late=_late(line, showing.now),
        fault=line.fault,
        assessed=line.assessed if staff or line.stage in ("approved", "paid", "closed") else None,
        advance=line.advance,
        paid=line.paid,
        grounds=line.grounds,
        appeal_until=line.appeal_until,
        flags=line.flags if staff else (),
        assessed_by=line.assessed_by if staff else None,
        approved_by=line.approved_by if staff else None,
        steps=tuple(_step_view(name, showing) for name in allowed(line, showing.party)),
        booking=_booking_view(line.booking, showing),
        proposal=_proposal_view(claim, line, showing),
    )


def _proposal_view(claim: Claim, line: Line, showing: Showing) -> ProposalView | None:
    """A denial that waits for its second person is the department's alone."""
    proposal = line.proposal
    if proposal is None or relation(line, showing.party) not in DEPARTMENT:
        return None
    said = denials.words(claim, line, proposal.grounds, showing.rules, showing.now)
    return ProposalView(
        id=denials.reading(claim, line, proposal, showing.rules, showing.now),
        by=proposal.by,
        at=proposal.at,
        grounds=proposal.grounds,
        note=proposal.note,
        words=tuple(WordsView(locale, text) for locale, text in said.items()),
    )


def _booking_view(booking: Booking | None, showing: Showing) -> BookingView | None:
    if booking is None or not booking.open:
        return None
    window = showing.texts.label("options.window", booking.window)
    key = f"shown_{booking.channel}"
    words = showing.texts.say("claims", key, day=booking.day, window=window, contact=hyphened(booking.contact))
    return BookingView(booking.about, booking.channel, booking.day, words, booking.grounds)


def _step_view(name: str, showing: Showing) -> StepView:
    rule = STEPS[name]
    return StepView(name, showing.texts.say("steps", name), rule.needs, rule.danger)


def _way(line: Line, showing: Showing) -> tuple[StageView, ...]:
    names = [name for name in WAY if name != "fault_negotiation" or line.shared]
    return tuple(StageView(name, showing.texts.label("stages", name), line.reached.get(name, 0)) for name in names)


def _late(line: Line, now: int) -> bool:
    return not line.over and "" < _soonest(line) < day_of(now).isoformat()


def _facts(claim: Claim, showing: Showing) -> tuple[FactView, ...]:
    return tuple(
        FactView(
            step.slot, step.label, claim.facts[step.slot], display_value(step, claim.facts[step.slot], showing.texts)
        )
        for step in showing.form.steps
        if step.slot in claim.facts
    )


def _paper_view(claim: Claim, paper: Paper, showing: Showing) -> PaperView:
    texts = showing.texts
    refused = paper.files[-1].reason if paper.status == "refused" else ""
    optional = texts.say("claims", "optional") if paper.optional else ""
    hint = texts.sections["paper_hints"].get(paper.item, optional)
    return PaperView(
        message_bodies.Paper(paper.item, texts.label("papers", paper.item), paper.status, hint, refused),
        tuple(filed.upload for filed in paper.files),
        paper.coverages,
        showing.staff and reviews(claim, paper, showing.party),
    )


def event_view(event: Event, claim: Claim, showing: Showing) -> EventView:
    """A line of the history."""
    words = event_text(event, claim, showing.texts)
    note = event.data.get("note", "")
    if showing.staff and note not in words:
        words = f"{words} ({note})"
    by = event.by if showing.staff or event.by == claim.customer else None
    return EventView(event.number, event.at, event.code, words, by, event.coverage, event.internal)


def work_view(item: WorkItem, claim: Claim, showing: Showing) -> WorkView:
    """A line of a department's work list."""
    label, line = showing.texts.label, claim.line(item.coverage)
    stage = line.stage if line else "received"
    danger = waits_in_danger(claim, showing.rules)
    waits = danger or (line is None and waits_for(claim, item.department, showing.rules))
    # What is told to a department without a coverage is to be done on the day.
    day = day_of(item.since).isoformat()
    return WorkView(
        claim=claim.id,
        coverage=item.coverage,
        label=label("coverages", item.coverage) if item.coverage else label("departments", item.department),
        department=item.department,
        stage=stage,
        stage_label=label("stages", stage),
        customer=claim.customer,
        since=line.since if line else item.since,
        due=_soonest(line) if line else day,
        late=_late(line, showing.now) if line else day < day_of(showing.now).isoformat(),
        handler=line.handler if line else claim.helpers.get(item.department),
        flags=(*(("denial_proposed",) if line and line.proposal else ()), *claim.flags, *(line.flags if line else ())),
        papers_missing=len(documents.missing(claim)),
        papers_review=sum(paper.status == "review" for paper in claim.papers),
        danger=danger,
        waiting_since=claim.registered_at if waits else 0,
        settled=line is not None and "assign" not in possible(line),
    )


def _soonest(line: Line) -> str:
    """What is promised next: the stage's own day, or that of a booking."""
    booked = line.booking.day if line.booking and line.booking.open else ""
    return min(filter(None, (line.due, booked)), default="")
