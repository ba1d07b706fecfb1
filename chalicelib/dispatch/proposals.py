"""Use cases of terms that change on site: proposed by the responder, agreed or refused by the customer."""

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.arrival_errors import ProposalIncomplete, TermsChanged
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.changes import JobUpdate, change_job, job_event, limit_repeats
from chalicelib.dispatch.events import JobChanged
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.records import JobExtra, JobProposal, JobRecord, JobTerms
from chalicelib.kernel.errors import NotAllowed

PROPOSED, AGREED, REFUSED = "proposed", "agreed", "refused_terms"
"""Lines of a job's history about its terms."""


class TermsRequest(Struct, frozen=True):
    """What a responder proposes: kilometres of a tow to `destination`, and what comes on top, with the reason."""

    km: int = 0
    extra_won: int = 0
    destination: Point | None = None
    destination_text: str = ""
    reason: str = ""
    extras: tuple[JobExtra, ...] = ()


def propose_terms(ports: DispatchPorts, responder: str, job: str, request: TermsRequest) -> JobRecord:
    """The responder proposes other terms; nothing for a repeat, also after the customer has agreed. Raises NotAllowed
    for another's job and one that has ended, ProposalIncomplete, TooManyChanges, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.job.responder != responder:
            raise NotAllowed
        terms = _terms(before.terms, request)
        proposal = JobProposal(before.version + 1, terms, request.destination, request.reason)
        if before.proposal is not None and replace(before.proposal, number=proposal.number) == proposal:
            return None
        if before.proposal is None and terms == before.terms and _was_agreed(before, request):
            return None
        if not before.is_open:
            raise NotAllowed
        _require_complete(before, request, terms)
        limit_repeats(before, PROPOSED, coming_rules().on_site)
        record = before.changed(ports.clock(), PROPOSED, by=responder, reason=request.reason, proposal=proposal)
        return JobUpdate(record, job_event(JobChanged, record, what="terms"))

    return change_job(ports, job, plan)


def answer_proposal(ports: DispatchPorts, customer: str, job: str, number: int, *, agree: bool) -> JobRecord:
    """The customer agrees to the proposal with this number, or refuses it: then the terms stay as they were. A repeat
    changes nothing. Raises TermsChanged where another proposal, or none, is open; NotAllowed, Conflict."""

    def plan(before: JobRecord) -> JobUpdate | None:
        if before.customer != customer:
            raise NotAllowed
        answer = f"{AGREED if agree else REFUSED}#{number}"
        if any(entry.what in (AGREED, REFUSED) and entry.reason == answer for entry in before.history):
            return None
        proposal, now = before.proposal, ports.clock()
        if proposal is None or proposal.number != number or not before.is_open:
            raise TermsChanged
        if not agree:
            record = before.changed(now, REFUSED, by=customer, reason=answer, proposal=None)
        else:
            agreed = replace(proposal.terms, agreed_at=now, extra_agreed_at=now if extras_won(proposal.terms) else 0)
            goal = before.job if proposal.destination is None else replace(before.job, destination=proposal.destination)
            record = before.changed(now, AGREED, by=customer, reason=answer, proposal=None, terms=agreed, job=goal)
        return JobUpdate(record, job_event(JobChanged, record, what="terms"))

    return change_job(ports, job, plan)


def _require_complete(before: JobRecord, request: TermsRequest, terms: JobTerms) -> None:
    """The customer agrees to a place by its name, to a tow with its kilometres, and to an extra cost for a reason."""
    is_tow = bool(request.km or request.destination_text or request.destination)
    lacking = {
        "reason": bool(request.extra_won) and not request.reason,
        "destination": is_tow and not (request.destination_text if request.destination else terms.destination_text),
        "km": is_tow and not terms.km,
        "terms": terms == before.terms and request.destination in (None, before.job.destination),
    }
    for missing, lacks in lacking.items():
        if lacks:
            raise ProposalIncomplete(missing=missing)


def _was_agreed(record: JobRecord, request: TermsRequest) -> bool:
    """Whether the customer has agreed to these terms after they were proposed."""
    goal = request.destination is None or record.job.destination == request.destination
    return goal and any(entry.what == AGREED for entry in record.history)


def extras_won(terms: JobTerms) -> int:
    """What came on top: by the tariff, and what it doesn't know."""
    return terms.extra_won + sum(extra.won for extra in terms.extras)


def towing_won(terms: JobTerms) -> int:
    """What the kilometres beyond the free ones cost."""
    return max(0, terms.km - terms.free_km) * terms.won_per_km


def total_won(terms: JobTerms) -> int:
    """What the customer pays altogether."""
    return terms.price_won + towing_won(terms) + extras_won(terms)


def _terms(known: JobTerms, request: TermsRequest) -> JobTerms:
    return replace(
        known,
        km=request.km or known.km,
        extra_won=request.extra_won,
        extras=request.extras,
        destination_text=request.destination_text or known.destination_text,
    )
