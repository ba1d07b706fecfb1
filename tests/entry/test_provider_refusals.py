"""What an external provider reports too often, too late or of another's job: a typed error, counted, nothing broken."""

from typing import Any

import pytest

from chalicelib.dispatch import proposals, service
from chalicelib.dispatch.arrival_rules import coming_rules
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.records import JobProposal, JobRecord, JobTerms
from local.demo_provider import reports_for
from tests.entry.centre import Centre, Frame
from tests.entry.test_providers import PLACE, follow, on_duty, report, requested, signing, verifier

__all__ = ["signing", "verifier"]

MOST = coming_rules().on_site


class Tow:
    """A car that the truck 07 is to tow: `report` sends what it says of the job."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        report(on_duty(centre))
        terms = JobTerms(covered=True, free_km=10, won_per_km=2_000, agreed_at=centre.now)
        self.job = requested(centre, service=RoadsideService.TOW, terms=terms).id
        (offer,) = follow(centre)
        report(reports_for(offer)[0])
        (self.assigned,) = follow(centre)

    def report(self, kind: str, **more: Any) -> tuple[int, Frame]:
        return report({"report": kind, "truck": "07", "job": self.job, **more})

    def code(self, kind: str, **more: Any) -> str:
        return str(self.report(kind, **more)[1].get("code", ""))

    @property
    def record(self) -> JobRecord:
        found = self.centre.dispatch.jobs.get(self.job)
        assert found is not None
        return found

    @property
    def proposal(self) -> JobProposal:
        found = self.record.proposal
        assert found is not None
        return found

    def agree(self) -> None:
        proposals.answer_proposal(self.centre.dispatch.ports, "cust-kim", self.job, self.proposal.number, agree=True)


@pytest.fixture
def tow(signing: Centre) -> Tow:
    return Tow(signing)


@pytest.mark.parametrize(
    "proposal, code, details",
    [
        ({}, "proposal_incomplete", {"missing": "terms"}),
        ({"destination": "한빛정비"}, "proposal_incomplete", {"missing": "km"}),
        ({"km": 12}, "proposal_incomplete", {"missing": "destination"}),
        ({"km": 12, "place": PLACE}, "proposal_incomplete", {"missing": "destination"}),
        ({"extra_won": 50_000}, "proposal_incomplete", {"missing": "reason"}),
        ({"km": 12, "destination": "오사카", "place": {"lat": 34.69, "lon": 135.5}}, "position_outside", {}),
        ({"extras": {"second_wrecker": 2}}, "extra_too_much", {"extra": "second_wrecker", "max": 1}),
        ({"extras": {"holes": 21}}, "extra_too_much", {"extra": "holes", "max": 20}),
        ({"extras": {"winch_minutes": 481}}, "extra_too_much", {"extra": "winch_minutes", "max": 480}),
    ],
)
def test_a_customer_is_asked_only_what_they_can_agree_to(tow: Tow, proposal: Frame, code: str, details: Frame) -> None:
    status, answer = tow.report("propose", **proposal)
    assert (status, answer["code"], answer["details"]) == (400, code, details)
    assert (tow.record.proposal, follow(tow.centre)) == (None, [])
    assert tow.centre.logged.records[-1].getMessage() == f"job step refused: {code}"


@pytest.mark.parametrize("wrong", [{"km": -1}, {"km": 1_001}, {"km": 1.5}, {"extra_won": -1}, {"extra_won": 10**30}])
def test_a_number_beyond_its_range_is_no_report(tow: Tow, wrong: Frame) -> None:
    assert tow.code("propose", destination="한빛정비", reason="주말", **wrong) == "invalid_frame"
    assert tow.record.proposal is None


def test_a_provider_writes_as_its_system_does_and_is_read_like_the_core_system(tow: Tow) -> None:
    said = {"destination": "한빛\u202e정비", "reason": "차주 900101-1234567"}
    assert tow.code("propose", km=12.0, extra_won=1e4, **said) == ""
    kept = tow.proposal
    assert (kept.terms.km, kept.terms.extra_won, kept.terms.destination_text) == (12, 10_000, "한빛정비")
    assert kept.reason == "차주 900101-*******"


def test_a_flood_of_proposals_and_photos_ends_and_the_job_goes_on(tow: Tow) -> None:
    codes = [tow.code("propose", km=1 + number, destination="한빛정비") for number in range(MOST.max_changes + 1)]
    assert codes == [""] * MOST.max_changes + ["too_many_changes"]
    pages = [[f"https://provider.example/{page}/{number}" for number in range(15)] for page in range(2)]
    assert [tow.code("photos", stage="before", photos=page) for page in pages] == ["", "too_many_photos"]
    assert tow.code("photos", stage="before", photos=pages[0]) == "", "a repeat"
    tow.agree()
    assert tow.report("step", step="depart") == (200, {"state": "en_route"})


def test_a_proposal_comes_late_and_twice(tow: Tow) -> None:
    arrived = [tow.report("step", step=step)[0] for step in ("depart", "arrive")]
    workshop = {"km": 12, "destination": "한빛정비"}
    assert ([tow.code("propose", **workshop) for _ in range(2)], arrived) == (["", ""], [200, 200])
    asked = tow.proposal.number
    tow.agree()
    for stage in ("before", "after"):
        tow.report("photos", stage=stage, photos=[f"https://provider.example/{stage}"])
    assert [tow.report("step", step=step)[1]["state"] for step in ("hook_up", "complete")] == ["towing", "completed"]
    before = tow.record
    assert tow.report("propose", **workshop) == (200, {"state": "completed"}), "a repeat"
    assert tow.code("propose", **workshop | {"km": 99}) == "not_allowed"
    proposals.answer_proposal(tow.centre.dispatch.ports, "cust-kim", tow.job, asked, agree=True)
    assert tow.record == before


def test_a_truck_that_is_replaced_by_hand_learns_it_and_can_do_no_more(tow: Tow) -> None:
    report({**on_duty(tow.centre), "truck": "08"})
    service.assign_by_hand(tow.centre.dispatch.ports, "agent", tow.job, "hanbit.08")
    sent = follow(tow.centre)
    sent_to = {each["truck"]: (each["message"], each.get("reason", "")) for each in sent}
    assert sent_to == {"08": ("assigned", ""), "07": ("withdrawn", "assigned_by_hand")}
    assert len({each["id"] for each in sent}) == 2, "who drops repeats by their id drops none of them"
    late = [tow.code("step", step="depart"), tow.code("propose", km=3, destination="x"), tow.code("accept", number=1)]
    assert late == ["not_allowed", "not_allowed", "offer_gone"]


def test_a_truck_whose_offer_the_customer_cancelled_learns_it(signing: Centre) -> None:
    report(on_duty(signing))
    job = requested(signing).id
    (offer,) = follow(signing)
    service.cancel_job(signing.dispatch.ports, job, "cust-kim", "card")
    assert [(each["message"], each["outcome"]) for each in follow(signing)] == [("ended", "cancelled")]
    assert [report(each)[1]["code"] for each in reports_for(offer)] == ["offer_gone"]


def test_a_truck_that_drives_elsewhere_has_not_arrived(tow: Tow) -> None:
    tow.report("step", step="depart")
    tow.centre.now += 60_000
    near = {"report": "position", "truck": "07", "place": {"lat": 37.515, "lon": 127.0}, "at": tow.centre.now}
    assert report(near) == (200, {"state": ""})
    assert tow.code("step", step="arrive") == "not_there_yet"
    tow.centre.now += 600_000
    assert report({**near, "place": tow.assigned["place"], "at": tow.centre.now}) == (200, {"state": ""})
    follow(tow.centre)
    assert tow.report("step", step="arrive") == (200, {"state": "on_site"})


def test_where_a_truck_off_duty_is_stays_unknown(signing: Centre) -> None:
    report(on_duty(signing))
    report({"report": "off_duty", "truck": "07"})
    signing.now += 60_000
    position = {"report": "position", "truck": "07", "place": PLACE, "at": signing.now}
    assert report(position)[1]["code"] == "position_not_wanted"
    assert signing.logged.records[-1].getMessage() == "position refused: position_not_wanted"
    kept = signing.dispatch.responders.responders["hanbit.07"]
    assert (kept.position, kept.previous, kept.cell) == (None, None, "")
