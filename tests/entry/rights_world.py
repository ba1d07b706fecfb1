"""A customer's things and a person of each relation to them."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from chalicelib.claims.model import Appointment, Claim, DenialProposal
from chalicelib.content.configuration import texts
from chalicelib.content.views import Named
from chalicelib.conversations.participation import begin_part
from chalicelib.conversations.states import Part
from chalicelib.dispatch.answers import accept, offer_to
from chalicelib.dispatch.duty import go_on_duty
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.service import request_job
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, LEE, T0, Centre, person
from tests.entry.claim_fixtures import adjuster, registered
from tests.fakes.dispatch import job_request

HANEUL = person("agent-haneul", Role.AGENT, "general")
MINA = person("agent-mina", Role.AGENT, "general")
BORA = person("agent-bora", Role.AGENT, "contract")
JIWOO = person("agent-jiwoo", Role.AGENT, "contract")
SORA = adjuster("agent-sora", "injury")
DOYUN = replace(adjuster("agent-doyun", "own_car", "roadside"), queues=("compensation", "roadside"))
YUJIN = Identity(
    "sup-yujin", Role.SUPERVISOR, "sup-yujin", KIM.expires_at, ("general", "roadside"), 3, "ko", ("own_car", "roadside")
)
CORE = person("core-7", Role.CORE)
SEOJUN = person("agent-seojun", Role.AGENT, "accident")
TAERIN = person("agent-taerin", Role.AGENT, "accident")
GAON = person("agent-gaon", Role.AGENT, "accident")
DRIVER = person("driver-minsu", Role.RESPONDER)

PEOPLE: dict[str, tuple[Identity, frozenset[str]]] = {
    "customer": (KIM, frozenset({"owner"})),
    "another customer": (LEE, frozenset({"nobody"})),
    "agent who joined the conversation": (TAERIN, frozenset({"takes_part", "serves_customer"})),
    "agent who was asked to take the conversation over": (SEOJUN, frozenset({"invited", "serves_customer"})),
    "agent who reads the conversation along": (GAON, frozenset({"monitors", "serves_customer"})),
    "agent of the conversation": (HANEUL, frozenset({"serves_conversation", "serves_customer"})),
    "agent of another conversation of the customer": (BORA, frozenset({"serves_customer"})),
    "agent who uploaded the file and transferred the conversation": (MINA, frozenset({"author", "other_staff"})),
    "adjuster from another department": (SORA, frozenset({"adjuster"})),
    "colleague of the department": (DOYUN, frozenset({"colleague"})),
    "supervisor of queue and department": (YUJIN, frozenset({"supervisor"})),
    "agent without a relation": (JIWOO, frozenset({"other_staff"})),
    "core system": (CORE, frozenset({"core"})),
    "responder": (DRIVER, frozenset({"responder"})),
}
"""Who → the person, and every relation that they have to the things of `Things`."""

SIGNING = {
    SORA.id: {SORA.id: "first_person", DOYUN.id: "second_person", YUJIN.id: "second_person", CORE.id: "second_person"},
    DOYUN.id: {DOYUN.id: "first_person", YUJIN.id: "second_person", CORE.id: "second_person"},
    CORE.id: {CORE.id: "first_person", DOYUN.id: "second_person", YUJIN.id: "second_person"},
}
"""Who gave the first signature → the relations of persons to it. An adjuster from another department gives no second
one."""


@dataclass(frozen=True)
class Things:
    """KIM's conversation, a waiting one, a file in the conversation, the claim and the roadside job from it."""

    centre: Centre
    conversation: str
    waiting: str
    upload: str
    claim: str
    job: str

    @property
    def version(self) -> int:
        claim = self.centre.claims.store.get(self.claim)
        assert claim is not None
        return claim.version

    def stage_exposure(self, stage: str, signer: str = "", *, proposed: bool = False) -> None:
        """Brings the coverage, adjusted by SORA, to a stage; `signer` assessed it or proposed its denial."""
        claim = self.centre.claims.store.get(self.claim)
        assert claim is not None
        by = Named(signer, signer)
        staged = {
            "stage": stage,
            "adjuster": Named(SORA.id, SORA.name),
            "liability_percent": 10,
            "assessed": 10_000,
            "assessed_by": by if signer else None,
            "proposal": DenialProposal(1, by, T0, "면책 사유") if proposed else None,
            "appointment": Appointment("key00001", "dispute", "call", "2027-11-01", "morning", "01000001234"),
            "appeal_until": "2099-01-01",
        }
        self._store(claim, **staged)

    def _store(self, claim: Claim, **staged: Any) -> None:
        exposures = tuple(
            replace(each, **staged) if each.coverage == "own_damage" else each for each in claim.exposures
        )
        store: Any = self.centre.claims.store
        store.claims[claim.id] = replace(claim, exposures=exposures)


def things_of(centre: Centre) -> Things:
    """Makes KIM's things, with everybody of `PEOPLE` in their relation to them."""
    conversation = centre.assigned(MINA)
    about = {"client_id": "desk0001:f1", "name": "견적서.jpg", "size": 1_000, "type": "image/jpeg"}
    upload = centre.done(MINA, "upload", conversation=conversation, **about)["upload"]["id"]
    claim = registered(centre, conversation)
    centre.done(HANEUL, "availability", status="available")
    centre.done(MINA, "transfer", conversation=conversation, agent=HANEUL.id)
    centre.follow_events()
    centre.done(MINA, "availability", status="offline")
    centre.done(HANEUL, "availability", status="paused")
    _gather_beside_agent(centre, conversation)
    centre.done(BORA, "availability", status="available")
    _wait(centre, "contract", 1)
    centre.work()
    waiting = _wait(centre, "compensation", 2)
    centre.work()
    things = Things(centre, conversation, waiting, upload, claim, _accepted_job(centre, conversation))
    things.stage_exposure("investigating")
    return things


def _accepted_job(centre: Centre, conversation: str) -> str:
    """A roadside job of KIM's that DRIVER has accepted."""
    ports, place = centre.services.dispatch(), (37.5, 127.0)
    shift_end = centre.now + 8 * 3_600_000
    go_on_duty(ports, ResponderCard(DRIVER.id, DRIVER.name), frozenset(RoadsideService), shift_end, place)
    request = job_request(
        key="k1", customer=KIM.id, customer_name=KIM.id, conversation=conversation, plate="12가3456", place=place
    )
    job = request_job(ports, request).id
    offer_to(ports, job, DRIVER.id)
    accept(ports, DRIVER.id, job, 1)
    return job


def _gather_beside_agent(centre: Centre, conversation: str) -> None:
    """One colleague joins the conversation, one was asked to take it over, one reads along."""
    for colleague in (TAERIN, SEOJUN, GAON):
        for status in ("available", "paused"):
            centre.done(colleague, "availability", status=status)
    centre.done(HANEUL, "invite", conversation=conversation, agent=TAERIN.id, to="join")
    centre.follow_events()
    centre.done(TAERIN, "answer_invitation", conversation=conversation, accept=True)
    centre.done(HANEUL, "invite", conversation=conversation, agent=SEOJUN.id, to="take_over")
    reader = Named(GAON.id, GAON.name)
    begin_part(
        centre.services.messaging,
        texts("ko").notice,
        conversation,
        reader,
        Part.MONITORING,
        lambda _: frozenset(),
        may=lambda _: None,
    )
    centre.follow_events()


def _wait(centre: Centre, topic: str, number: int) -> str:
    """A conversation of KIM's on a topic that waits for an agent."""
    conversation: str = centre.done(KIM, "open", device=f"phone00{number}", topic=topic)["conversation"]["id"]
    request = {"type": "answer", "to": 1, "button": "intent:agent_request"}
    centre.done(KIM, "send", conversation=conversation, client_id=f"phone00{number}:1", body=request)
    return conversation
