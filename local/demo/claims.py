"""Claims of the demo customers."""

from chalicelib.access.relations import Relation
from chalicelib.claims import service
from chalicelib.claims.events import claim_subject
from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party
from chalicelib.content.views import Named
from chalicelib.conversations.opening import open_conversation
from chalicelib.kernel.actors import Role
from chalicelib.processes import claim_commands, intake
from chalicelib.wiring import root
from local.demo.people import PEOPLE

PARK = Named("cust-park", "박정호")
FACTS = {
    "occurred_at": "2026-11-16T18:40+09:00",
    "place": "올림픽대로 잠실 방향",
    "accident_type": "lane_change",
    "injured": "false",
    "counterparty_plate": "38나2741",
    "counterparty_phone": "01000007788",
    "counterparty_insurer": "현대해상",
    "drivable": "true",
    "driver": "self",
    "police_reported": "false",
    "dashcam": "true",
    "description": "차로를 바꾸던 옆차가 조수석 뒷문을 긁고 지나갔어요.",
}
STEPS: tuple[tuple[str, dict[str, int]], ...] = (
    ("assign", {}),
    ("investigate", {}),
    ("negotiate_liability", {}),
    ("propose_liability", {"liability_percent": 10}),
)


def seed_claims() -> None:
    """Registers a claim of 박정호 with an exposure of their own car in liability negotiation and a new one.
    Idempotent."""
    services = root.services()
    conversation = open_conversation(services.messaging, PARK, "general", frozenset())
    intake.greet_in_conversation(services, conversation, "ko")
    claim = claim_commands.register_report(services, PARK, conversation.id, "demo:1", FACTS)
    adjuster = next(one for one in PEOPLE.values() if "own_car" in one.departments and one.role is Role.AGENT)
    by = Named(adjuster.id, adjuster.name)
    if claim.version > 1:
        return
    version = 1
    for step, fields in STEPS:
        taking = TransitionRequest(
            step,
            by,
            Party(by.id, Relation.COLLEAGUE, frozenset(adjuster.departments)),
            liability_percent=fields.get("liability_percent"),
        )
        version = service.apply_transition_to(services.claims(), claim.id, "own_damage", version, taking).version
    services.event_jobs().relay(claim_subject(claim.id))
