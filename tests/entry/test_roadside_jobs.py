"""Roadside jobs over the wire: what the customer, the responder and the dispatcher see and do."""

import json
import logging

import msgspec
import pytest

from chalicelib.content.message_bodies import File, JobCard
from chalicelib.processes.dispatching import sweep_jobs
from tests.entry.centre import KIM, LEE, Centre, Frame
from tests.entry.roadside_centre import DISPATCHER, DRIVER, HERE, HOUR_MS, OTHER_DRIVER, Roadside


@pytest.fixture
def roadside(centre: Centre) -> Roadside:
    return Roadside(centre)


def minutes(arrival: dict[str, int], now: int) -> list[int]:
    return [round((arrival[name] - now) / 60_000) for name in ("low", "at", "high")]


def test_a_job_is_said_in_the_thread_from_the_request_to_the_rating(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0.02)  # the geofence: nobody pressed anything
    assert roadside.card(job)["state"] == "on_site"
    card = roadside.centre.done(KIM, "confirm_arrival", job=job)["card"]
    assert "confirm" not in [button["id"] for button in card["buttons"]]
    roadside.step(job, "begin")
    roadside.photographed(job)
    roadside.step(job, "complete")
    once, rated = (
        roadside.centre.done(KIM, "rate_job", job=job, stars=5, words="친절했어요")["card"] for _ in range(2)
    )
    roadside.work()
    assert (rated["state"], rated["rated"], rated["version"]) == ("completed", 5, once["version"])
    first, *_ = (body for body in roadside.thread() if isinstance(body, JobCard))
    assert first.job == job
    assert roadside.notices() == ["job_accepted", "job_arrived", "job_completed"]
    assert [body.kind for body in roadside.thread() if isinstance(body, File)] == ["photo", "photo"]
    assert "37." not in str([msgspec.to_builtins(body) for body in roadside.thread()]), "no position is kept for good"
    assert roadside.centre.done(DRIVER, "my_jobs")["duty"]["on"]


def test_the_card_has_time_range_truck_and_number_at_once_and_follows_by_the_minute(roadside: Roadside) -> None:
    job = roadside.accepted()
    frame = roadside.frames(KIM, "job_card")[-1]["card"]
    assert frame["responder"] == {
        "name": DRIVER.name,
        "truck": "5톤 견인차",
        "plate": "서울80바1234",
        "call": "050712345678",
    }
    assert minutes(frame["arrival"], roadside.centre.now) == [4, 6, 9]
    assert frame["arrival"]["text"].count(":") == 3
    roadside.step(job, "depart")
    sent = len(roadside.frames(KIM, "job_card"))
    roadside.drive(DRIVER, 1, 60)
    moved = roadside.frames(KIM, "job_card")[-1]["card"]
    assert len(roadside.frames(KIM, "job_card")) > sent
    assert minutes(moved["arrival"], roadside.centre.now) == [1, 2, 3]
    assert (moved["km"], moved["version"] > frame["version"]) == (1.0, True)


def test_a_silent_truck_is_shown_as_seen_then_late_is_said_before_it_is_and_with_a_new_time(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    seen_at, latest = roadside.centre.now, roadside.record(job).announced
    assert latest is not None
    roadside.pass_minutes(3)
    assert 0 <= seen_at - roadside.card(job)["stale_since"] < 1_000
    while "job_late" not in roadside.notices():
        roadside.pass_minutes(0.5)
        assert roadside.centre.now <= latest.latest, "it is said before the range ends"
    said = next(body for body in roadside.thread() if getattr(body, "code", "") == "job_late")
    assert roadside.card(job)["late"]
    assert said.data["at"] in roadside.card(job)["arrival"]["text"]
    row = roadside.centre.done(DISPATCHER, "jobs")["jobs"][0]
    assert (row["job"], row["late"]) == (job, "late")


def test_who_waits_long_is_notified_that_the_truck_still_comes(roadside: Roadside) -> None:
    roadside.on_duty(DRIVER, 20)
    job = roadside.request()
    roadside.pass_minutes(0.5)  # a truck so far away is matched in the next batch
    roadside.centre.done(DRIVER, "accept_job", job=job, number=1)
    roadside.step(job, "depart")
    for minute in range(1, 14):
        roadside.drive(DRIVER, 20 - minute / 2, 60)
    assert roadside.notices() == ["job_accepted", "job_still_coming"]


def test_a_place_is_shown_with_consent_alone_and_hidden_at_once(roadside: Roadside) -> None:
    job = roadside.accepted()
    assert roadside.card(job)["sharing"] == "shared", "what was sent in the chat was sent for this"
    roadside.centre.done(KIM, "withdraw_place", job=job)
    refused = roadside.centre.ask(KIM, "share_place", job=job, place=roadside.fix(0.1))
    assert refused["code"] == "place_not_shared"
    roadside.centre.done(KIM, "share_place", job=job, place=roadside.fix(0.1), consent=True)
    roadside.work()
    assert roadside.centre.done(DRIVER, "my_jobs")["job"]["place"]["lat"] == roadside.fix(0.1)["lat"]
    for suspend, state in ((True, "suspended"), (False, "withdrawn")):
        card = roadside.centre.done(KIM, "withdraw_place", job=job, suspend=suspend)["card"]
        assert (card["sharing"], "place" in card) == (state, False)
        assert "place" not in roadside.centre.done(DRIVER, "my_jobs")["job"]
        assert "place" not in roadside.centre.done(DISPATCHER, "job", job=job)["job"]
        kept = roadside.record(job)
        assert kept.job.place == kept.request.place == (37.5, 127.03), (
            "the neighbourhood, so that the truck still comes"
        )
        roadside.centre.done(KIM, "share_place", job=job, place=roadside.fix(0), consent=True)
    assert roadside.card(job)["sharing"] == "shared"


def test_extra_cost_is_agreed_in_the_chat_before_the_car_is_moved(roadside: Roadside) -> None:
    job = roadside.accepted(tow=True)
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0)
    garage = roadside.centre.done(DRIVER, "my_jobs")["job"]["garages"][0]["id"]
    roadside.step(job, "propose", km=25, extra_won=30_000, garage=garage, reason="지하주차장")
    assert "job_terms" in roadside.notices()
    for step in ("begin", "hook_up"):
        assert roadside.centre.ask(DRIVER, "job_step", job=job, step=step)["code"] == "terms_not_agreed"
    terms = roadside.card(job)["terms"]
    assert (terms["price_won"], terms["km"], terms["destination"]) == (60_000, 25, "강남 바로모터스")
    assert roadside.centre.ask(KIM, "agree_job", job=job, terms=terms["number"] - 1)["code"] == "terms_changed"
    refused = roadside.centre.done(KIM, "agree_job", job=job, terms=terms["number"], agree=False)["card"]
    assert "price_won" not in refused["terms"], "as it was before"
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="hook_up")["code"] == "terms_not_agreed", "where to?"
    assert (
        roadside.centre.ask(DRIVER, "job_step", job=job, step="propose", extras={"snow": 1})["code"] == "invalid_frame"
    )
    roadside.step(job, "propose", km=12, garage=garage, extras={"winch_minutes": 31, "second_wrecker": 1, "holes": 1})
    proposed = roadside.card(job)["terms"]
    assert (proposed["price_won"], proposed["extra_won"]) == (4_000 + 130_000, 130_000)
    assert [(row["label"], row["value"]) for row in proposed["rows"][-3:]] == [
        ("타이어 구멍", "1곳 · 무료"),
        ("구난 작업", "31분 · 30,000원"),
        ("두 대째 구난차", "100,000원"),
    ]
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="hook_up")["code"] == "terms_not_agreed"
    roadside.step(job, "propose", km=12, garage=garage)
    number = roadside.card(job)["terms"]["number"]
    for _ in range(2):
        agreed = roadside.centre.done(KIM, "agree_job", job=job, terms=number)["card"]
        assert (agreed["terms"]["agreed"], agreed["terms"]["price_won"]) == (True, 4_000)
    roadside.step(job, "hook_up")
    assert roadside.card(job)["state"] == "towing"
    assert roadside.record(job).job.destination == (37.5012, 127.0355)
    roadside.step(job, "propose", extra_won=500_000, reason="주말")
    roadside.photographed(job)
    roadside.step(job, "complete")
    ended = roadside.card(job)
    assert [button["id"] for button in ended["buttons"]] == ["rate"], "nobody agrees any more"
    assert (ended["terms"]["agreed"], ended["terms"]["price_won"]) == (True, 4_000)


def test_a_job_is_completed_with_photos_of_before_and_after_and_of_this_job_alone(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    roadside.drive(DRIVER, 0)
    roadside.step(job, "begin")
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="complete")["code"] == "photos_missing"
    own = roadside.centre.done(
        KIM, "upload", conversation=roadside.conversation, client_id="phone001:f1", name="a.jpg", size=9
    )
    theirs = [{"upload": own["upload"]["id"], "phase": "after"}]
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="complete", photos=theirs)["code"] == "not_allowed"
    assert (
        roadside.centre.ask(
            OTHER_DRIVER, "upload", conversation=roadside.conversation, client_id="phone002:f1", name="a.jpg", size=9
        )["code"]
        == "not_allowed"
    )
    assert roadside.card(job)["state"] == "in_service"
    roadside.photographed(job)
    roadside.step(job, "complete")
    roadside.step(job, "complete")
    assert roadside.card(job)["state"] == "completed"


def test_bad_positions_are_refused_by_name_counted_and_break_nothing(roadside: Roadside) -> None:
    job = roadside.accepted()
    before = roadside.record(job)
    now = roadside.centre.now
    assert roadside.centre.ask(DRIVER, "duty", on=True, shift_end=10**13)["code"] == "invalid_frame"
    refused: tuple[Frame, ...] = ({"services": ["tow"], "shift_end": now - 1}, {"services": []})
    for wrong in refused:
        assert roadside.centre.ask(OTHER_DRIVER, "duty", on=True, **wrong)["code"] == "duty_not_possible"
    tokyo = {"lat": 35.68, "lon": 139.69, "at": now + 2_000, "accuracy": 5}
    for code, fixes in (
        ("position_outside", [tokyo]),
        ("position_jumped", [roadside.fix(8, now + 36_000)]),
        ("clock_wrong", [roadside.fix(3, now + 600_000)]),
        ("position_too_old", [roadside.fix(3, now - 48 * 3_600_000)]),
    ):
        roadside.centre.now += 36_000
        assert roadside.centre.ask(DRIVER, "position", fixes=fixes)["code"] == code
        assert roadside.centre.logged.records[-1].getMessage() == f"position refused: {code}"
    roadside.centre.now += 36_000
    mixed = roadside.centre.done(
        DRIVER, "position", fixes=[tokyo, roadside.fix(2.9), roadside.fix(2.899, roadside.centre.now + 1_000)]
    )
    assert (mixed["taken"], mixed["refused"]) == (2, [{"at": tokyo["at"], "code": "position_outside"}])
    flood = roadside.centre.ask(DRIVER, "position", fixes=[roadside.fix(2.9)])
    assert (flood["code"], flood["retryable"]) == ("too_many_positions", True)
    assert roadside.centre.ask(OTHER_DRIVER, "job_step", job=job, step="depart")["code"] == "not_allowed"
    assert roadside.centre.ask(LEE, "job_card", job=job)["code"] == "not_allowed"
    assert roadside.centre.ask(DRIVER, "job_step", job=job, step="complete")["code"] == "photos_missing"
    roadside.work()
    assert roadside.record(job).job.state == before.job.state


def test_a_tap_far_from_the_customer_is_no_arrival_but_the_customers_word_is(roadside: Roadside) -> None:
    job = roadside.accepted()
    roadside.step(job, "depart")
    refused = roadside.centre.ask(DRIVER, "job_step", job=job, step="arrive")
    assert (refused["code"], refused["details"]["metres"] > 2_000) == ("not_there_yet", True)
    card = roadside.centre.done(KIM, "confirm_arrival", job=job)["card"]
    assert card["state"] == "on_site"
    assert roadside.record(job).met_at


def test_a_dispatcher_sees_the_most_urgent_first_with_reasons_and_gives_a_job_by_hand(roadside: Roadside) -> None:
    roadside.on_duty(DRIVER, 3)
    job = roadside.request(emergency=True)
    roadside.centre.done(DRIVER, "decline_job", job=job, number=1, reason="no_equipment")
    roadside.work()
    assert "job_no_provider" in roadside.notices()
    roadside.centre.now += 3_000
    roadside.centre.dispatch.queue.ring()
    roadside.work()
    assert roadside.frames(DISPATCHER, "jobs_changed")
    row = roadside.centre.done(DISPATCHER, "jobs")["jobs"][0]
    assert (row["late"], row["refusals"], row["urgency"]) == ("no_provider", 1, 20)
    detail = roadside.centre.done(DISPATCHER, "job", job=job)
    assert [entry["what"] for entry in detail["history"]] == ["requested", "offer", "refuse", "give_up"]
    assert detail["history"][2]["reason"] == "장비가 없어요"
    assert [(each["responder"]["id"], each["refused"]) for each in detail["candidates"]] == [
        (DRIVER.id, "장비가 없어요")
    ]
    given = roadside.centre.done(DISPATCHER, "assign_job", job=job, responder=DRIVER.id)
    roadside.work()
    assert (given["job"]["state"], given["job"]["responder"]["id"]) == ("accepted", DRIVER.id)
    assert roadside.frames(DRIVER, "job_update")[-1]["job"]["job"] == job
    for who, reason in ((DISPATCHER, ""), (DISPATCHER, "그냥"), (KIM, "그냥")):
        assert roadside.centre.ask(who, "cancel_job", job=job, reason=reason)["code"] == "no_cancel_reason"
    reason = given["cancel_reasons"][0]
    roadside.centre.done(DISPATCHER, "cancel_job", job=job, reason=reason["value"])
    assert roadside.centre.done(DISPATCHER, "job", job=job)["history"][-1]["reason"] == reason["label"]


def test_a_responder_sees_offers_and_jobs_come_and_go(roadside: Roadside) -> None:
    roadside.on_duty(DRIVER, 3)
    job = roadside.request()
    offer = roadside.frames(DRIVER, "job_offer")[-1]["offer"]
    assert (offer["job"], offer["km"], offer["minutes"]) == (job, 3.0, 6)
    assert str(HERE[0]) not in str(offer), "the place is exact once the job is theirs"
    roadside.pass_minutes(1)
    assert roadside.frames(DRIVER, "job_gone")[-1]["reason"] == "offer_over"
    late = roadside.centre.ask(DRIVER, "accept_job", job=job, number=1)
    assert late["code"] == "offer_gone"
    assert roadside.centre.ask(OTHER_DRIVER, "accept_job", job=job, number=1)["code"] == "not_allowed"
    roadside.centre.done(KIM, "cancel_job", job=job)
    assert roadside.centre.ask(DRIVER, "accept_job", job=job, number=1)["code"] == "offer_gone"
    roadside.work()
    assert roadside.card(job)["state"] == "cancelled"


def test_a_day_after_the_job_no_position_of_it_is_left_and_the_log_of_its_use_is(
    roadside: Roadside, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="baro.audit"):
        job = roadside.accepted()
        roadside.centre.done(KIM, "cancel_job", job=job)
        roadside.work()
        roadside.centre.done(DRIVER, "duty", on=False)
    driver = roadside.centre.services.dispatch().responders.get(DRIVER.id)
    assert driver is not None
    assert (driver.position, driver.previous, driver.cell) == (None, None, ""), "off duty nobody follows them"
    roadside.centre.now += 24 * HOUR_MS - 60_000
    sweep_jobs(roadside.centre.services)
    assert roadside.record(job).job.place == HERE
    roadside.centre.now += 120_000
    sweep_jobs(roadside.centre.services)
    kept = roadside.record(job)
    assert (kept.job.place, kept.request.place, kept.position) == ((37.5, 127.0), (37.5, 127.0), None)
    trail = {json.loads(line.message)["audit"] for line in caplog.records if line.name == "baro.audit"}
    assert {"location_collected", "location_provided"} <= trail
