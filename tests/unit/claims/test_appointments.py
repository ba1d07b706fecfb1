"""Appointments: on a business day, once per request, open until the outcome is recorded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.claims.appointments import AppointmentRequest, first_bookable_day, with_appointment
from chalicelib.claims.model import SEOUL, Appointment, Claim
from chalicelib.claims.transitions import apply_transition
from chalicelib.claims.workflow import available_transitions
from tests.unit.claims.people import DAY, KIM, NOW, RULES, deny, request_for
from tests.unit.claims.test_transitions import ASSESSED, OWN, after, exposure_of

TERMS = RULES.appointments
CALL = AppointmentRequest("c1:9", "identity", "call", "morning", "01012345678")
CONTEST = AppointmentRequest("c1:9", "dispute", "letter", "", "서울 강남구 1", "저는 직진 중이었어요")
HELD = after(*ASSESSED[:-1], ("assess", {"amount": RULES.identity_hold_from}))


def booked(claim: Claim, wanted: AppointmentRequest = CALL, now: int = NOW) -> Claim:
    made = with_appointment(claim, OWN, wanted, KIM, RULES, now)
    assert made is not None
    return made[0]


def booking(claim: Claim) -> Appointment:
    found: Any = exposure_of(claim).appointment
    assert isinstance(found, Appointment)
    return found


@given(at=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)), name=st.sampled_from(sorted(TERMS.windows)))  # noqa: DTZ001 - made aware below
def test_a_call_is_on_the_first_possible_business_day(at: datetime, name: str) -> None:
    moment, window = at.replace(tzinfo=SEOUL), TERMS.windows[name]
    day = date.fromisoformat(first_bookable_day(window, RULES, int(moment.timestamp() * 1000)))
    works = RULES.calendar.is_business_day

    assert works(day)
    assert day > moment.date() or moment.hour + TERMS.lead_hours <= window.end
    skipped = [moment.date() + timedelta(days=n) for n in range((day - moment.date()).days)]
    late = moment + timedelta(hours=TERMS.lead_hours) > moment.replace(
        hour=window.end, minute=0, second=0, microsecond=0
    )
    assert not any(works(each) for each in skipped[1 if late else 0 :])


@pytest.mark.parametrize(
    "asked, called",
    [
        ("2027-09-13T17:01", "2027-09-17"),  # Chuseok from the 14th to the 16th
        ("2027-04-30T17:01", "2027-05-04"),  # 1 May is a Saturday, Monday its substitute
        ("2026-07-16T17:01", "2026-07-20"),  # 17 July is a Friday
        ("2027-02-05T17:01", "2027-02-10"),  # Seollal, and Tuesday its substitute
    ],
)
def test_no_call_is_booked_on_a_movable_holiday(asked: str, called: str) -> None:
    now = int(datetime.fromisoformat(f"{asked}+09:00").timestamp() * 1000)
    assert [first_bookable_day(window, RULES, now) for window in TERMS.windows.values()] == [called, called]


def test_a_letter_is_due_on_a_business_day() -> None:
    before_chuseok = int(datetime(2027, 9, 7, 3, tzinfo=UTC).timestamp() * 1000)  # a week before its first day
    letter = AppointmentRequest("c1:9", "identity", "letter", "", "서울 강남구 1")
    assert booking(booked(HELD, letter, before_chuseok)).day == "2027-09-17"


def test_a_repeated_booking_counts_once_and_a_new_one_replaces_it() -> None:
    once = booked(HELD)
    assert (booking(once).day, booking(once).window) == ("2026-11-23", "morning")
    assert with_appointment(once, OWN, CALL, KIM, RULES, NOW + DAY) is None
    assert booking(booked(once, replace_key(CALL, "c1:10", window="afternoon"))).window == "afternoon"


def replace_key(wanted: AppointmentRequest, key: str, window: str) -> AppointmentRequest:
    return AppointmentRequest(key, wanted.purpose, wanted.channel, window, wanted.contact)


def test_a_booking_is_one_change_with_its_events_in_order() -> None:
    negotiating = after(*ASSESSED[:3])
    made = with_appointment(negotiating, OWN, CONTEST, KIM, RULES, NOW)
    assert made is not None
    claim, events = made
    assert claim.version == negotiating.version + 1
    assert [event.code for event in events] == ["dispute", "booked_letter"]
    assert [event.number for event in events] == [negotiating.events + 1, negotiating.events + 2]
    assert (exposure_of(claim).stage, booking(claim).day) == ("dispute", "2026-11-30")


def test_an_appointment_for_an_appeal_is_possible_in_every_stage() -> None:
    early = booked(after(), CONTEST)
    assert (exposure_of(early).stage, booking(early).grounds) == ("received", CONTEST.grounds)
    denied = deny(after(*ASSESSED[:2]))
    assert exposure_of(booked(denied, CONTEST)).stage == "dispute"
    assert exposure_of(booked(denied, CONTEST, NOW + 200 * DAY)).stage == "denied", "too late to appeal, people look"


def test_an_appointment_stays_open_until_its_outcome_or_settlement() -> None:
    waiting = booked(HELD)
    assert "conclude" in available_transitions(exposure_of(waiting))
    concluded, events = apply_transition(waiting, OWN, request_for("conclude", note="부재중, 다시 예약"), RULES, NOW)
    assert (booking(concluded).outcome, events[0].internal, events[0].notify_customer) == (
        "부재중, 다시 예약",
        True,
        False,
    )
    assert "conclude" not in available_transitions(exposure_of(concluded))
    released, _ = apply_transition(waiting, OWN, request_for("release_hold", note="통화로 확인"), RULES, NOW)
    assert booking(released).outcome == "통화로 확인"
    moved, _ = apply_transition(waiting, OWN, request_for("delay", day="2026-12-20", grounds="사정"), RULES, NOW)
    assert booking(moved).is_open
    assert not booking(apply_transition(waiting, OWN, request_for("withdraw", grounds="안 함"), RULES, NOW)[0]).is_open


def test_a_call_is_on_a_korean_day() -> None:
    night = int(datetime(2026, 11, 27, 16, 0, tzinfo=UTC).timestamp() * 1000)  # Saturday 01:00 in Seoul
    assert booking(booked(HELD, now=night)).day == "2026-11-30"
    assert replace(booking(booked(HELD)), outcome="x").is_open is False
