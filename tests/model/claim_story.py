"""A story in which every event of a claim occurs, a step at a time."""

from collections.abc import Callable, Iterator
from typing import Any

from chalicelib.access.relations import Relation
from chalicelib.claims import denials, registration, roadside_help, service, sla
from chalicelib.claims.appointments import AppointmentRequest
from chalicelib.claims.core_inbound import CoreUser, InboundDecision
from chalicelib.claims.document_filing import submit_document
from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.events import claim_subject
from chalicelib.claims.model import BankAccount, Claim
from chalicelib.claims.rights import Party
from chalicelib.claims.rules import claim_rules
from chalicelib.content.configuration import flows
from chalicelib.content.views import Named
from chalicelib.kernel.errors import BaroError
from chalicelib.processes.claim_commands import carry_out_decision, register_report
from chalicelib.queries.claims import ACCIDENT_FORM
from tests.model.fuse import Crash
from tests.model.steps import DESKS, PHONES, Steps, new_world

DAY_MS = 86_400_000
KIM, LEE = Named("customer-a", "김서연"), Named("customer-b", "이순자")
AGENT, ADJUSTER, COLLEAGUE = Named("agent-a", "김하늘"), CoreUser("agent-b", "오도윤"), CoreUser("core-7", "정보상")
STAFF = Party(COLLEAGUE.id, Relation.COLLEAGUE, frozenset({"property", "own_car", "injury"}))
FACTS = {
    "occurred_at": "2027-01-15T08:00+09:00",
    "place": "강남역 사거리",
    "accident_type": "rear_end",
    "counterparty_plate": "12가3456",
    "drivable": "false",
}
OWN, OTHER = "own_damage", "property_damage"


class ClaimStory:
    """A claim of a customer whose phone is connected; an adjuster's desk is connected too."""

    def __init__(self) -> None:
        self.world = new_world()
        steps = Steps(self.world)
        for name in (PHONES[0], DESKS[2]):
            steps.connect(name)
        steps.open(PHONES[0])
        (self.conversation,) = self.world.store.conversations
        self.number = ""

    @property
    def claim(self) -> Claim:
        """The claim as stored."""
        return self.world.claim_store.claims[self.number]

    def register(self) -> None:
        """An agent registers the accident."""
        shown = register_report(self.world.services, KIM, self.conversation, "c1:1", FACTS, by=AGENT)
        self.number = shown.id

    def register_other(self) -> None:
        """The other side reports the same accident."""
        register_report(self.world.services, LEE, self.conversation, "c2:1", FACTS)

    def change(self, change: Callable[..., Any], *given: Any, **named: Any) -> None:
        """A use case of claims, and the request to relay its events."""
        change(self.world.services.claims(), self.number, *given, **named)
        self.world.services.event_jobs().relay(claim_subject(self.number))

    def decide(self, transition: str, coverage: str = OWN, by: CoreUser = ADJUSTER, **fields: Any) -> None:
        """A decision of the core system."""
        name = f"core-{self.claim.version:08}"
        carry_out_decision(self.world.services, InboundDecision(name, self.number, coverage, transition, by, **fields))

    def confirm_denial(self, coverage: str) -> None:
        """A second person confirms the text that they read."""
        exposure = self.claim.exposure(coverage)
        if exposure is None or exposure.proposal is None:
            return
        ports = self.world.services.claims()
        digest = denials.text_digest(self.claim, exposure, exposure.proposal, ports.rules, ports.clock())
        self.decide("confirm_denial", coverage, COLLEAGUE, proposal=digest)

    def amend(self) -> None:
        """The agent corrects the form: somebody was hurt, which opens another coverage."""
        form = flows()[ACCIDENT_FORM]
        self.change(registration.amend_facts, self.claim.version, AGENT, {"injured": "true"}, form, ())

    def book(self, coverage: str, purpose: Any, channel: Any) -> None:
        request = AppointmentRequest(f"{coverage}:{channel}", purpose, channel, "morning", "010-1234-5678", "이유")
        self.change(service.book_appointment, coverage, KIM, request)

    def submit(self, item: str, upload: str) -> None:
        self.change(submit_document, KIM, upload, item, allow_accepted=True)

    def review(self, item: str, upload: str, *, accept: bool) -> None:
        reason = "" if accept else "안 보여요"
        named, version = COLLEAGUE.as_named, self.claim.version
        self.change(service.review_document, version, named, STAFF, item, upload, accept=accept, reason=reason)

    def accept_next_document(self) -> None:
        """The next missing document comes and is accepted."""
        for item in self.due_documents()[:1]:
            self.submit(item, f"upload-{item}")
            self.review(item, f"upload-{item}", accept=True)

    def due_documents(self) -> tuple[str, ...]:
        """Those that the claim's step needs and that are missing."""
        return documents_due(self.claim, document_needs(self.claim, claim_rules()))

    def pass_due_dates(self) -> None:
        """Weeks pass, and the pages connect again."""
        self.world.now += 30 * DAY_MS
        for name in (PHONES[0], DESKS[2]):
            self.world.connect(self.world.devices[name])

    def steps(self) -> Iterator[Callable[[], None]]:
        """What happens, in order. Each step is taken from the state that the one before left."""
        yield from self._until_the_decision()
        while self.due_documents():
            yield self.accept_next_document
        yield self.pass_due_dates
        yield lambda: self.change(sla.notify_delays)
        yield lambda: self.decide("withdraw", "bodily_injury", grounds="이유")
        yield lambda: self.decide("close")

    def _until_the_decision(self) -> tuple[Callable[[], None], ...]:
        help_ = roadside_help.record_help
        account = BankAccount("KB국민", "123-456-7890", KIM.name)
        return (
            self.register,
            lambda: self.change(help_, "roadside", ADJUSTER.as_named, done=False),
            lambda: self.change(roadside_help.follow_helpers, "roadside", None, {ADJUSTER.id}, done=False),
            lambda: self.change(help_, "roadside", ADJUSTER.as_named, done=True),
            lambda: self.change(service.add_claim_note, AGENT, "메모"),
            self.register_other,
            lambda: self.submit("bank_book", "upload-1"),
            lambda: self.submit("", "upload-1"),
            lambda: self.submit("bank_book", "upload-2"),
            lambda: self.review("bank_book", "upload-2", accept=False),
            lambda: self.decide("assign"),
            lambda: self.decide("investigate"),
            lambda: self.decide("request_documents", items=("police_report",)),
            lambda: self.decide("investigate"),
            lambda: self.decide("negotiate_liability"),
            lambda: self.decide("propose_liability", liability_percent=30),
            lambda: self.decide("dispute", grounds="이유"),
            lambda: self.decide("settle_dispute", liability_percent=0, note="확정"),
            lambda: self.decide("assess", amount=90_000_000),
            lambda: self.book(OWN, "identity", "call"),
            lambda: self.decide("conclude", note="확인"),
            lambda: self.decide("release_hold", note="확인"),
            lambda: self.change(service.set_bank_account, KIM, account, KIM.name),
            lambda: self.decide("deny", grounds="이유"),
            lambda: self.decide("reject_denial", by=COLLEAGUE, note="아님"),
            lambda: self.decide("deny", grounds="이유"),
            lambda: self.decide("withdraw_denial"),
            lambda: self.decide("deny", grounds="이유"),
            self.amend,
            lambda: self.decide("advance", amount=1_000),
            lambda: self.decide("approve", by=COLLEAGUE),
            lambda: self.decide("pay"),
            lambda: self.decide("delay", OTHER, day="2027-12-01", grounds="이유"),
            lambda: self.decide("assign", OTHER),
            lambda: self.decide("investigate", OTHER),
            lambda: self.decide("deny", OTHER, grounds="이유"),
            lambda: self.confirm_denial(OTHER),
            lambda: self.decide("appeal", OTHER, grounds="이유"),
            lambda: self.book(OTHER, "dispute", "letter"),
            lambda: self.decide("withdraw", OTHER, grounds="이유"),
            lambda: self.decide("reopen", OTHER, note="다시"),
            lambda: self.decide("mark_duplicate", OTHER, note="같은 사고"),
        )

    def attempt(self, step: Callable[[], None]) -> None:
        """A step; one that a crash interrupted is repeated, as its sender would."""
        for _ in range(2):
            try:
                step()
                return
            except Crash:
                continue
            except BaroError:  # it was done before the crash
                return
