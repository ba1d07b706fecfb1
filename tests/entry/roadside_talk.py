"""A customer who needs help at the roadside, in their own words, at a centre that understands them."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, Policyholder
from chalicelib.dispatch.records import JobRecord
from chalicelib.identity.tickets import Identity
from chalicelib.nlu.reading import recognise_intent
from tests.entry.centre import KIM, Centre
from tests.entry.draft_talk import Talk

PLATE = "12가3456"
GANGNAM = {"type": "location", "latitude": 37.4979, "longitude": 127.0276, "accuracy": 12}
CONTRACT = InsuranceContract(
    "20-1",
    plate=PLATE,
    fuel="petrol",
    starts_on=date(2026, 6, 1),
    ends_on=date(2027, 6, 1),
    status="in_force",
    coverages=(InsuredCoverage("roadside"), InsuredCoverage("own_damage"), InsuredCoverage("property")),
)


def stranded(centre: Centre, device: str = "phone001", customer: Identity = KIM, **contract: Any) -> Talk:
    """A customer with a contract, in a new conversation."""
    centre.services = replace(centre.services, recognise_intent=recognise_intent)
    centre.contracts.put(Policyholder(KIM.id, "김서연", "010-2345-6789", (replace(CONTRACT, **contract),)))
    return Talk(centre, customer, device=device)


def with_a_job(centre: Centre) -> Talk:
    """A customer whose job for a flat battery is open."""
    talk = stranded(centre)
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    talk.presses("flow:confirm")
    return talk


def jobs(centre: Centre) -> list[JobRecord]:
    """The open jobs."""
    store = centre.dispatch.jobs
    return store.get_many([each.job for each in store.open_jobs()])


def words(talk: Talk, last: int = 1) -> str:
    """What the newest messages say."""
    bodies = [message["body"] for message in talk.messages()[-last:]]
    return "\n".join(str(each) for each in bodies)


def turns(talk: Talk) -> int:
    """What the customer has sent."""
    return talk.number
