"""Requests of the actions that list many items: a conversation's files, a department's work, a customer's claims."""

from itertools import count

from msgspec.structs import replace

from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.claims.fnol import AccidentReport
from chalicelib.claims.model import Claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.registration import register_claim
from chalicelib.claims.rules import claim_rules
from chalicelib.claims.service import add_claim_note
from chalicelib.claims.store import DynamoClaimStore
from chalicelib.claims.work_items import work_items
from chalicelib.content.views import Named
from chalicelib.files.model import Upload
from chalicelib.files.store import DynamoUploadStore
from chalicelib.kernel.parallel import run_in_order
from tests.bench.deployment import Deployment
from tests.bench.figures import Figure, Target
from tests.bench.handlers import STAGE
from tests.bench.people import Connection, bot_talk, connection_id
from tests.bench.proxy import Traffic
from tests.bench.site import THEN

FILES = 30
CLAIMS = 50
WORK_ITEMS = 50
DEPARTMENT = "own_car"
EVENTS = 6
"""Events of each claim."""


def list_figures(deployment: Deployment) -> list[Figure]:
    """The requests of each list."""
    files, work, claims = list_files(deployment), list_work(deployment), list_claims(deployment)
    return [
        Figure(
            f"file_list_requests_{FILES}",
            len(files.requests),
            "",
            f"requests of the action `files`: {FILES} files, a claim",
            Target(4),
        ),
        Figure(
            "work_list_requests_page",
            len(work.requests),
            "",
            f"requests of the action `work_list`: {WORK_ITEMS} items of a department",
            Target(1),
        ),
        Figure(
            f"claims_list_requests_{CLAIMS}",
            len(claims.requests),
            "",
            f"requests of the action `claims`: {CLAIMS} claims of {EVENTS} events each",
            Target(2),
        ),
    ]


def list_files(deployment: Deployment) -> Traffic:
    """The traffic of `files` in a conversation with `FILES` files, whose customer has a claim."""
    conversation, (phone,) = bot_talk(deployment, 6)
    _register(deployment, Named(phone.person, phone.name), conversation, 1)
    store = DynamoUploadStore(deployment.dynamodb, f"baro-{STAGE}-uploads", _outbox(deployment))
    by = Named(phone.person, phone.name)
    for number in range(FILES):
        upload = Upload(
            f"upload{number:06}", conversation, by.id, by, f"사고{number}.jpg", "photo", 1_000, "image/jpeg", THEN
        )
        store.create(upload, f"{phone.device}:f{number}", THEN)
    return phone.measure_read("files", conversation=conversation)


def list_work(deployment: Deployment) -> Traffic:
    """The traffic of `work_list` for a department with `WORK_ITEMS` items, each of another claim, and a customer in an
    emergency who waits in a queue."""
    store = _claim_store(deployment)
    for claim in _register(deployment, Named("C104857699", "이순자"), "c1", WORK_ITEMS):
        store.save_work(replace(work_items(claim, claim_rules())[0], department=DEPARTMENT), THEN)
    row, waiting = store.open_work(DEPARTMENT)[0], {"conversation": "c2", "queue": "general", "emergency": True}
    store.save_work(replace(row, claim="", coverage="", **waiting), THEN)
    adjuster = Connection(
        deployment, "A209319", "오도윤", connection_id(9_999), "panel99ab", queues="claims", departments=DEPARTMENT
    )
    return adjuster.measure_read("work_list", department=DEPARTMENT)


def list_claims(deployment: Deployment) -> Traffic:
    """The traffic of `claims` for a customer with `CLAIMS` claims."""
    conversation, (phone,) = bot_talk(deployment, 7)
    _register(deployment, Named(phone.person, phone.name), conversation, CLAIMS)
    return phone.measure_read("claims")


_digits = count(1)


def _claim_store(deployment: Deployment) -> DynamoClaimStore:
    return DynamoClaimStore(deployment.dynamodb, f"baro-{STAGE}-claims", _outbox(deployment))


def _outbox(deployment: Deployment) -> DynamoOutbox:
    return DynamoOutbox(deployment.dynamodb, f"baro-{STAGE}-outbox", run_in_order)


def _register(deployment: Deployment, customer: Named, conversation: str, claims: int) -> list[Claim]:
    """Registers claims about accidents of different cars."""
    store = _claim_store(deployment)
    ports = ClaimPorts(store, claim_rules(), lambda: THEN, lambda _: f"{next(_digits):06}")
    made = []
    for number in range(claims):
        facts = {
            "occurred_at": "2026-07-24T19:30+09:00",
            "place": "강남역 사거리",
            "accident_type": "rear_end",
            "injured": "false",
            "drivable": "true",
        }
        report = AccidentReport(f"{customer.id}:{number}", customer, conversation, facts, ())
        claim, _ = register_claim(ports, report)
        for _ in range(EVENTS - 1):
            claim = add_claim_note(ports, claim.id, customer, "메모")
        made.append(claim)
    return made
