"""An external provider: offered a job by SQS, answers by REST, and may touch nothing of others."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.dispatch import proposals, service
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.provider_messages import AnyProviderMessage
from chalicelib.dispatch.records import JobRecord, JobTerms
from chalicelib.presence.rules import presence_rules
from chalicelib.processes.dispatching import run_dispatch_job
from chalicelib.processes.event_jobs import DeliveryJob
from chalicelib.processes.event_relay import run_event_job
from chalicelib.wiring import subscriptions
from local.demo_provider import duty_reports, reports_for
from tests.entry.centre import T0, Centre, Frame
from tests.entry.rest import posted
from tests.entry.test_sign_in import signing, token, verifier
from tests.fakes.dispatch import job_request

__all__ = ["signing", "verifier"]

PLACE = {"lat": 37.51, "lon": 127.0}
MINE = {"seek_responder", "await_job", "send_to_provider"}


def report(body: Any, sub: str = "hanbit", role: str = "responder") -> tuple[int, Frame]:
    """`POST /provider/reports`: status and body."""
    return posted("/provider/reports", body, token(sub=sub, role=role))


DUTY = {"report": "on_duty", "truck": "07", "name": "박기사", "services": ["battery", "tow"], "place": PLACE}


def on_duty(centre: Centre) -> Frame:
    return {**DUTY, "until": centre.now + 3_600_000}


def requested(centre: Centre, **more: Any) -> JobRecord:
    about = {"customer": "cust-kim", "plate": "12가3456", "phone": "05050000001", "place": (37.4979, 127.0276)}
    request = job_request(**about | more)
    return service.request_job(centre.dispatch.ports, request)


def follow(centre: Centre) -> list[Frame]:
    """The events and jobs of dispatch run; what providers were sent since."""
    sent, queue = centre.dispatch.providers.sent, centre.dispatch.queue
    before = len(sent)
    while centre.event_jobs.sent or queue.waiting:
        if queue.waiting:
            run_dispatch_job(centre.services, queue.waiting.pop(0))
            continue
        job = centre.event_jobs.sent.pop(0)
        if not isinstance(job, DeliveryJob) or job.subscriber in MINE:
            run_event_job(centre.services, subscriptions, job)
    return [json.loads(msgspec.json.encode(message)) for message in sent[before:]]


def test_a_provider_is_offered_a_job_takes_it_and_does_it(signing: Centre) -> None:
    assert [report(each) for each in (*duty_reports(signing.now), on_duty(signing))] == [(200, {"state": ""})] * 3
    job = requested(signing)
    exact = dict(zip(("lat", "lon"), job.job.place or (), strict=True))
    (offer,) = follow(signing)
    assert (offer["message"], offer["truck"], offer["deadline"]) == ("offer", "07", signing.now + 30_000)
    assert "customer" not in offer
    assert offer["place"] == {axis: round(degrees, 2) for axis, degrees in exact.items()} != exact
    for answer in reports_for(offer) * 2:
        assert report(answer) == (200, {"state": "accepted"})
    (assigned,) = follow(signing)
    assert (assigned["message"], assigned["customer"], assigned["plate"]) == ("assigned", "김민준", "12가3456")
    assert assigned["place"] == exact
    states = [report(each)[1]["state"] for each in reports_for(assigned)]
    assert states == ["en_route", "on_site", "in_service", "in_service", "in_service", "completed"]
    (ended,) = follow(signing)
    assert (ended["message"], ended["outcome"], ended["job"]) == ("ended", "completed", job.id)
    again = [report(each) for each in reports_for(assigned)]
    assert again == [(200, {"state": "completed"})] * 6, "repeats change nothing"


def test_a_provider_tows_once_destination_kilometres_and_price_are_agreed(signing: Centre) -> None:
    report(on_duty(signing))
    terms = JobTerms(covered=True, free_km=10, won_per_km=2_000, agreed_at=signing.now, destination_text="정비소")
    job = requested(signing, service=RoadsideService.TOW, terms=terms).id
    (offer,) = follow(signing)
    assert [report(each)[0] for each in reports_for(offer)] == [200]
    (assigned,) = follow(signing)
    *arrived, proposal = reports_for(assigned)
    assert [report(each)[1]["state"] for each in arrived] == ["en_route", "on_site", "on_site"]
    hook_up = {"report": "step", "truck": "07", "job": job, "step": "hook_up"}
    assert report(hook_up)[1]["code"] == "terms_not_agreed", "how far?"
    proposal["extras"] = {"heavy_wrecker": 1, "winch_minutes": 61}
    for agree, won, may_tow in ((False, 0, False), (True, 4_000 + 100_000 + 60_000, True)):
        assert [report(proposal)[1]["state"] for _ in range(2)] == ["on_site"] * 2
        assert report(hook_up)[1]["code"] == report({**hook_up, "step": "begin"})[1]["code"] == "terms_not_agreed"
        stored = signing.dispatch.jobs.get(job)
        assert stored is not None
        assert stored.proposal is not None
        proposals.answer_proposal(signing.dispatch.ports, "cust-kim", job, stored.proposal.number, agree=agree)
        answers = follow(signing)
        shown = [(each["message"], each["agreed"], each["total_won"], each["may_tow"]) for each in answers]
        assert shown == [("terms", agree, won, may_tow)]
    assert report(proposal)[1] == {"state": "on_site"}
    assert follow(signing) == [], "a repeat of what was agreed to asks nobody"
    states = [report(each)[1]["state"] for each in reports_for({**assigned, "message": "terms", "may_tow": True})]
    assert states == ["towing", "towing", "completed"]


def test_a_silent_or_declining_provider_learns_that_the_job_is_gone(signing: Centre) -> None:
    report(on_duty(signing))
    job = requested(signing)
    (offer,) = follow(signing)
    declined = {"report": "decline", "truck": "07", "job": job.id, "number": 1, "reason": "too_far"}
    assert report(declined) == (200, {"state": "requested"})
    (withdrawn,) = follow(signing)
    assert (withdrawn["message"], withdrawn["reason"]) == ("withdrawn", "too_far")
    late = {"report": "accept", "truck": "07", "job": job.id, "number": offer["number"]}
    assert report(late)[1]["code"] == "offer_gone"


def test_an_offer_of_our_own_responder_is_sent_to_no_provider(signing: Centre) -> None:
    report(on_duty(signing))
    stored = signing.dispatch.responders.responders["hanbit.07"]
    signing.dispatch.responders.responders["hanbit.07"] = msgspec.structs.replace(stored, provider="")
    requested(signing)
    assert follow(signing) == []


@pytest.mark.parametrize(
    "body, code",
    [
        ("{", "invalid_frame"),
        ({"report": "fly", "truck": "07"}, "invalid_frame"),
        ({"report": "off_duty", "truck": "../x"}, "invalid_frame"),
        ({"report": "position", "truck": "07", "place": {"lat": 91, "lon": 0}, "at": 1}, "invalid_frame"),
        ({"report": "position", "truck": "99", "place": PLACE, "at": T0}, "not_allowed"),
        ({"report": "position", "truck": "07", "place": PLACE, "at": 1}, "position_too_old"),
        ({"report": "position", "truck": "07", "place": {"lat": 35.7, "lon": 139.7}, "at": T0 + 1}, "position_outside"),
        ({**DUTY, "until": T0 + 3_600_000, "place": {"lat": 35.7, "lon": 139.7}}, "position_outside"),
        ({**DUTY, "until": T0}, "duty_not_possible"),
        ({"report": "step", "truck": "07", "job": "unknown", "step": "arrive"}, "not_allowed"),
        ({"report": "step", "truck": "07", "job": "JOB", "step": "fly"}, "unknown_job_step"),
        ({"report": "step", "truck": "07", "job": "JOB", "step": "complete"}, "not_allowed"),
        ({"report": "photos", "truck": "07", "job": "JOB", "stage": "before", "photos": ["x"]}, "not_allowed"),
    ],
)
def test_what_a_provider_may_not_do_is_a_typed_error(signing: Centre, body: Any, code: str) -> None:
    report(on_duty(signing))
    job = requested(signing)
    if isinstance(body, dict) and body.get("job") == "JOB":
        body = {**body, "job": job.id}
    status, answer = report(body)
    assert (answer["code"], status >= 400) == (code, True)
    assert answer["text"]


def test_a_flood_of_reports_is_refused_and_the_rest_is_taken_later(signing: Centre) -> None:
    limit, signing.presence.limits_actions = presence_rules().provider_reports, True
    report(on_duty(signing))
    position = {"report": "position", "truck": "07", "place": PLACE, "at": signing.now}
    codes = [report(position)[1].get("code", "") for _ in range(limit.customer * 11 // 10)]  # booked by tenths
    assert ("too_many_actions" in codes[: limit.customer - 1], codes[-1]) == (False, "too_many_actions")
    signing.now += limit.window_seconds * 1_000
    assert report(on_duty(signing)) == (200, {"state": ""})


def test_who_comes_and_who_waits_learn_safe_numbers_alone(signing: Centre) -> None:
    report(on_duty(signing) | {"phone": "010-1234-5678"})
    assert signing.dispatch.responders.responders["hanbit.07"].card.phone == ""
    report(on_duty(signing) | {"phone": "0505-123-4567"})
    assert signing.dispatch.responders.responders["hanbit.07"].card.phone == "05051234567"


def test_only_a_provider_of_the_configuration_reports(signing: Centre) -> None:
    assert report(on_duty(signing), sub="driver-1")[1]["code"] == "not_allowed"
    assert report(on_duty(signing), role="customer")[1]["code"] == "not_allowed"
    assert signing.dispatch.responders.responders == {}


def test_every_message_is_of_the_documented_types() -> None:
    tags = {each.__struct_config__.tag for each in AnyProviderMessage.__args__}
    assert tags == {"offer", "assigned", "terms", "withdrawn", "ended"}
