"""People, claims and rules for the tests of claims."""

from chalicelib.access.relations import Relation
from chalicelib.access.table import OF_DEPARTMENT
from chalicelib.claims.denials import text_digest
from chalicelib.claims.fnol import AccidentReport, claim_from_report, normalise_facts
from chalicelib.claims.model import BankAccount, Claim
from chalicelib.claims.requests import TransitionRequest
from chalicelib.claims.rights import Party
from chalicelib.claims.rules import claim_rules
from chalicelib.claims.transitions import apply_transition
from chalicelib.content.contract_views import ContractView, VehicleView
from chalicelib.content.views import Named

RULES = claim_rules()
NOW = 1_795_399_200_000
"""2026-11-23 11:00 in Seoul, a Monday."""
DAY = 86_400_000

KIM = Named("cust-kim", "김서연")
DOYUN = Named("agent-doyun", "오도윤")
SORA = Named("agent-sora", "윤소라")

FULL = ("대인배상Ⅰ", "대인배상Ⅱ", "대물배상", "자동차상해", "무보험차상해", "자기차량손해")


def contract(
    starts: str = "2026-03-18", ends: str = "2027-03-18", *coverages: str, plate: str = "123가4567"
) -> ContractView:
    names = coverages or FULL
    vehicle = VehicleView(plate, "현대 아반떼", 2023)
    return ContractView("2026-0318-77120", "개인용", starts, ends, vehicle, tuple((name, "") for name in names), "부부")


REAR_END = {
    "occurred_at": "2026-11-22T19:30+09:00",
    "place": "강남역 사거리",
    "accident_type": "rear_end",
    "injured": "false",
    "counterparty_plate": "12가3456",
    "drivable": "true",
}


def form(facts: dict[str, str] | None = None, *contracts: ContractView, key: str = "c1:1") -> AccidentReport:
    own = contracts or (contract(),)
    return AccidentReport(key, KIM, "conversation1", normalise_facts(facts or REAR_END, own), own)


def claim(facts: dict[str, str] | None = None, *contracts: ContractView) -> Claim:
    return claim_from_report(form(facts, *contracts), "20261123-000001", (), RULES, NOW)


ACCOUNT = BankAccount("국민은행", "123-456-7890", "김서연")


DEPARTMENTS = frozenset(RULES.departments)


def party(
    by: Named = DOYUN, relation: Relation = Relation.COLLEAGUE, departments: frozenset[str] = DEPARTMENTS
) -> Party:
    """A person; staff of every department by default."""
    return Party(by.id, relation, departments if relation in OF_DEPARTMENT else frozenset())


def request_for(
    step: str, by: Named = DOYUN, relation: Relation = Relation.COLLEAGUE, **fields: object
) -> TransitionRequest:
    return TransitionRequest(step, by, party(by, relation), **fields)  # type: ignore[arg-type]


def read(made: Claim, coverage: str = "own_damage", now: int = NOW) -> str:
    """The name of the words that a confirmation of this coverage's denial has read."""
    exposure = made.exposure(coverage)
    assert exposure is not None
    assert exposure.proposal is not None
    return text_digest(made, exposure, exposure.proposal, RULES, now)


def deny(made: Claim, coverage: str = "own_damage") -> Claim:
    """The claim after a denial by two people."""
    proposed, _ = apply_transition(made, coverage, request_for("deny", grounds="면책 사유"), RULES, NOW)
    confirmed, _ = apply_transition(
        proposed, coverage, request_for("confirm_denial", SORA, proposal=read(proposed, coverage)), RULES, NOW
    )
    return confirmed
