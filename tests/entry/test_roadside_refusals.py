"""Roadside jobs over the wire where somebody does too much, too late or at the wrong place."""

import pytest

from chalicelib.dispatch.arrival_rules import coming_rules
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.roadside_centre import DISPATCHER, DRIVER, OTHER_DRIVER, Roadside


@pytest.fixture
def roadside(centre: Centre) -> Roadside:
    return Roadside(centre)


@pytest.mark.parametrize("accepts", [True, False])
def test_who_had_a_job_that_a_dispatcher_gives_to_another_learns_it_at_once(roadside: Roadside, accepts: bool) -> None:
    roadside.on_duty(DRIVER, 3)
    job = roadside.request()
    if accepts:
        roadside.centre.done(DRIVER, "accept_job", job=job, number=1)
    roadside.on_duty(OTHER_DRIVER, 1)
    roadside.centre.done(DISPATCHER, "assign_job", job=job, responder=OTHER_DRIVER.id)
    roadside.work()
    gone = [(frame["job"], frame["reason"]) for frame in roadside.frames(DRIVER, "job_gone")]
    assert gone == [(job, "reassigned")]
    assert roadside.frames(OTHER_DRIVER, "job_update")[-1]["job"]["state"] == "accepted"
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="depart")["code"] == "not_allowed"
    assert roadside.centre.logged.records[-1].getMessage() == "job step refused: not_allowed"


def test_an_offer_of_a_job_that_the_customer_cancels_goes_from_the_page(roadside: Roadside) -> None:
    roadside.on_duty(DRIVER, 3)
    job = roadside.request()
    roadside.centre.done(KIM, "cancel_job", job=job)
    roadside.work()
    assert [frame["reason"] for frame in roadside.frames(DRIVER, "job_gone")] == ["cancelled"]


def test_a_hidden_place_makes_no_arrival_where_only_the_neighbourhood_is_left(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.centre.done(KIM, "withdraw_place", job=job)
    north, east = roadside.record(job).job.place or (0.0, 0.0)
    roadside.centre.now += 300_000
    fix = {"lat": north, "lon": east, "at": roadside.centre.now, "accuracy": 5}
    roadside.centre.done(DRIVER, "position", fixes=[fix])
    roadside.work()
    assert roadside.card(job)["state"] == "en_route"
    roadside.step(job, "arrive")
    assert roadside.card(job)["state"] == "on_site"


def test_a_truck_passes_the_customer_with_a_fix_that_says_little(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.centre.now += 300_000
    roadside.centre.done(DRIVER, "position", fixes=[{**roadside.fix(0), "accuracy": 1_900}])
    roadside.work()
    assert roadside.card(job)["state"] == "en_route"
    roadside.centre.now += 10_000
    worse = [{**roadside.fix(0), "accuracy": 2_100}]
    assert roadside.centre.ask(DRIVER, "position", fixes=worse)["code"] == "position_inaccurate"


def test_a_consent_that_comes_and_goes_is_withdrawn_for_good_and_a_walk_leaves_no_trail(roadside: Roadside) -> None:
    job, most = roadside.accepted(), coming_rules().on_site.max_changes
    before = len(roadside.record(job).history)
    for step in range(1, most + 5):
        roadside.centre.now += 2_000
        roadside.centre.done(KIM, "share_place", job=job, place=roadside.fix(step / 1_000), consent=True)
    assert len(roadside.record(job).history) == before
    codes = []
    for step in range(most):
        roadside.centre.now += 2_000
        assert roadside.centre.done(KIM, "withdraw_place", job=job)["card"]["sharing"] == "withdrawn"
        again = roadside.centre.ask(KIM, "share_place", job=job, place=roadside.fix(step / 1_000), consent=True)
        codes.append(again.get("code", ""))
    assert codes == [""] * (most // 2) + ["too_many_changes"] * (most // 2)
    assert roadside.centre.done(KIM, "withdraw_place", job=job, suspend=True)["card"]["sharing"] == "withdrawn"


def test_what_a_driver_off_duty_sends_is_not_kept(roadside: Roadside) -> None:
    roadside.on_duty(DRIVER, 3)
    roadside.centre.done(DRIVER, "duty", on=False)
    roadside.centre.now += 60_000
    assert roadside.centre.ask(DRIVER, "position", fixes=[roadside.fix(3)])["code"] == "position_not_wanted"
    known = roadside.centre.services.dispatch().responders.get(DRIVER.id)
    assert known is not None
    assert known.position is None


def test_a_car_has_one_open_job_whoever_asks_and_nobody_else_touches_it(roadside: Roadside) -> None:
    job = roadside.accepted()
    now = roadside.centre.now
    for action, about in (
        ("cancel_job", {}),
        ("share_place", {"place": roadside.fix(0), "consent": True}),
        ("withdraw_place", {}),
        ("agree_job", {"terms": 1}),
        ("confirm_arrival", {}),
        ("rate_job", {"stars": 1}),
    ):
        assert roadside.centre.ask(LEE, action, job=job, **about)["code"] == "not_allowed"
    for code, place in (
        ("position_outside", {"lat": 35.68, "lon": 139.69, "at": now}),
        ("clock_wrong", roadside.fix(0, now + 600_000)),
        ("position_too_old", roadside.fix(0, now - 48 * 3_600_000)),
    ):
        assert roadside.centre.ask(KIM, "share_place", job=job, place=place, consent=True)["code"] == code
    assert roadside.card(job)["sharing"] == "shared"


@pytest.mark.parametrize("meets", [True, False])
def test_nobody_is_absent_who_has_met_the_driver_or_may_still_be_coming(roadside: Roadside, meets: bool) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0)
    soon = roadside.centre.ask(DRIVER, "job_step", job=job, step="find_nobody")
    assert (soon["code"], soon["details"]) == ("nobody_too_soon", {"minutes": 5})
    assert "find_nobody" in roadside.centre.done(DRIVER, "my_jobs")["job"]["steps"]
    if meets:
        roadside.centre.done(KIM, "confirm_arrival", job=job)
    roadside.centre.now += 5 * 60_000
    if meets:
        assert "find_nobody" not in roadside.centre.done(DRIVER, "my_jobs")["job"]["steps"]
        assert roadside.centre.ask(DRIVER, "job_step", job=job, step="find_nobody")["code"] == "customer_met"
    else:
        roadside.step(job, "find_nobody")
    assert roadside.card(job)["state"] == ("on_site" if meets else "gone_on_arrival")
