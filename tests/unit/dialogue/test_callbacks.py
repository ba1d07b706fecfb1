"""Booking a call or a letter in the chat, for the coverage that is meant."""

from msgspec.structs import replace

from chalicelib.content.claim_views import AppointmentView, ClaimView, ExposureView, TransitionView
from chalicelib.content.message_bodies import Progress, Text
from chalicelib.content.views import Named
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.policy import respond
from chalicelib.dialogue.state import BotState, CompletedFlow
from tests.unit.dialogue.test_policy import KO, QUIET, make_context, read, respond_to

DISPUTE = (TransitionView("dispute", "이의"),)


def exposure(coverage: str, stage: str, *steps: TransitionView) -> ExposureView:
    return ExposureView(coverage, coverage, "own_car", "자차", stage, stage, 1, transitions=steps)


def claim(number: str, *exposures: ExposureView) -> ClaimView:
    return ClaimView(number, 1, Named("c", ""), "conv", 1, open=True, exposures=exposures)


HELD = claim("20261122-111111", exposure("own_damage", "identity_hold"), exposure("property_damage", "assigned"))
CONTESTED = claim(
    "20261122-222222", exposure("own_damage", "liability_negotiation", *DISPUTE), exposure("bodily", "assigned")
)


def about(*claims: ClaimView, phone: str = "01012345678") -> Context:
    return make_context(claims=lambda: claims, phone=lambda: phone)


def asked(result: TurnResult) -> str:
    last = result.messages[-1]
    return last.requested_slot if isinstance(last, Text) else ""


def answers(result: TurnResult, words: str, context: Context) -> TurnResult:
    return respond_to(result.state, words, read("out_of_scope"), context)


def test_a_call_about_a_held_amount_is_booked_in_two_answers() -> None:
    known = about(HELD)
    started = respond(QUIET, UserInput(button=f"claim:{HELD.id}:identity"), None, known)
    assert asked(started) == "channel"
    windows = answers(started, "전화로 해주세요", known)
    assert asked(windows) == "window"
    summary = answers(windows, "오전이 좋아요", known)
    done = respond(summary.state, UserInput(button="flow:confirm"), None, known).state.completed_flow
    facts = {"channel": "call", "window": "morning", "phone": "01012345678"}
    assert done is not None
    assert done == CompletedFlow(done.key, facts, "identity", f"{HELD.id}:own_damage")


def test_another_number_and_a_letter_are_accepted() -> None:
    known = about(CONTESTED)
    started = respond_to(QUIET, "과실 인정 못 해요", read("dispute"), known)
    assert asked(started) == "grounds"
    result = answers(started, "저는 직진이었고 상대가 신호를 어겼어요", known)
    letter = answers(result, "서면으로 보내주세요", known)
    assert asked(letter) == "address"
    summary = answers(letter, "서울 강남구 테헤란로 1", known)
    done = respond(summary.state, UserInput(button="flow:confirm"), None, known).state.completed_flow
    assert done is not None
    assert (done.facts["address"], done.facts["grounds"][:6]) == ("서울 강남구 테헤란로 1", "저는 직진이")
    assert "window" not in done.facts


def test_the_coverage_is_asked_only_among_several() -> None:
    both = claim(
        "20261122-333333",
        exposure("a", "assessed", *DISPUTE),
        exposure("b", "dispute"),
        exposure("c", "denied", *DISPUTE),
    )
    which = respond_to(QUIET, "이의 있어요", read("dispute"), about(both))
    (question,) = which.messages
    assert isinstance(question, Text)
    assert [button.id for button in question.buttons] == [f"claim:{both.id}:dispute:{name}" for name in "abc"]
    picked = respond(QUIET, UserInput(button=question.buttons[2].id), None, about(both))
    running = picked.state.active_flow
    assert running is not None
    assert running.subject == f"{both.id}:c"


def test_a_settled_or_foreign_exposure_is_not_booked() -> None:
    settled = claim(HELD.id, exposure("own_damage", "approved"))
    result = respond(QUIET, UserInput(button=f"claim:{HELD.id}:identity"), None, about(settled))
    assert isinstance(result.messages[0], Progress)
    assert result.state.active_flow is None
    anothers = respond(QUIET, UserInput(button=f"claim:{HELD.id}:dispute"), None, about())
    assert [body.text for body in anothers.messages if isinstance(body, Text)] == [KO.render("bot", "expired_claim")]


def test_progress_offers_a_booking_and_shows_an_existing_one() -> None:
    def shown(one: ClaimView) -> Progress:
        (body,) = respond(QUIET, UserInput(button=f"claim:{one.id}:progress"), None, about(one)).messages
        assert isinstance(body, Progress)
        return body

    assert shown(HELD).buttons[0].label == "본인확인 예약"
    booking = AppointmentView("identity", "call", "2026-11-24", "2026-11-24 오전 9~12시 전화 예약")
    made = replace(HELD, exposures=(replace(HELD.exposures[0], appointment=booking), *HELD.exposures[1:]))
    assert (shown(made).buttons[0].label, shown(made).exposures[0].appointment) == ("예약 변경", booking.text)


def test_an_active_form_is_suspended_with_its_slots() -> None:
    started = respond_to(QUIET, "방금 뒤차가 박았어요", read("accident_report", accident_type="rear_end"), about(HELD))
    booked = respond(started.state, UserInput(button=f"claim:{HELD.id}:identity"), None, about(HELD))
    assert isinstance(booked.state, BotState)
    assert booked.state.suspended_flow is not None
    assert booked.state.suspended_flow.slots["accident_type"] == "rear_end"
