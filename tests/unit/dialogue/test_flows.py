"""Flows: questions, validation, corrections, going back, cancelling, resuming after days."""

from dataclasses import replace as changed
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.content.message_bodies import Card, Form, Text
from chalicelib.dialogue.flows import (
    NOT_GIVEN,
    UserInput,
    applicable_facts,
    continue_flow,
    start_flow,
)
from chalicelib.dialogue.form_summary import flow_summary
from chalicelib.dialogue.state import ActiveFlow
from tests.fakes import readings
from tests.unit.dialogue.flow_talk import (
    FLOW,
    KO,
    NOW,
    REPORT,
    RULES,
    SEOUL,
    SLOTS,
    YESTERDAY,
    Talk,
    buttons,
    intake,
    words,
)


def test_a_flow_asks_one_slot_after_another_and_shows_a_summary() -> None:
    talk = Talk.started()
    assert talk.running.requested_slot == SLOTS[0]
    answers = ("없어요", YESTERDAY, "강남역 사거리", "12가 3456")
    assert [talk.says(answer).running.requested_slot for answer in answers] == [*SLOTS[1:], ""]
    (card,) = talk.transition.messages
    assert isinstance(card, Card)
    assert [(row.label, row.value) for row in card.rows] == [
        ("다친 사람", "없어요"),
        ("사고 일시", "2026년 11월 22일 오후 7시 30분"),
        ("사고 장소", "강남역 사거리"),
        ("상대 차량번호", "12가3456"),
    ]
    done = talk.says(button="flow:confirm").transition
    assert (done.active_flow, done.finished, done.needs_handoff) == (None, True, False)


def test_slots_of_the_first_sentence_are_not_asked() -> None:
    talk = Talk.started(place="강남역", counterparty_plate="12가3456", injured=False, intent="nothing of this flow")
    assert talk.running.slots == {"injured": "false", "place": "강남역", "counterparty_plate": "12가3456"}
    assert talk.running.requested_slot == "occurred_at"


def test_a_report_complete_in_one_message_still_needs_confirmation() -> None:
    talk = Talk.started(injured=True, occurred_at=YESTERDAY, place="강남역", counterparty_plate="12가3456")
    assert (talk.running.requested_slot, talk.transition.finished) == ("", False)
    assert talk.says("네", intent="affirm").transition.finished


def test_two_slots_in_one_answer_are_both_filled() -> None:
    talk = Talk.started().says(button="choice:false").says("어제 강남역에서", occurred_at=YESTERDAY, place="강남역")
    assert talk.running.requested_slot == "counterparty_plate"
    talk = Talk.started(injured=False, occurred_at=YESTERDAY)
    talk.says("강남역이고 상대는 12가3456", place="강남역", counterparty_plate="12가3456")
    assert talk.running.requested_slot == ""
    assert talk.running.slots["place"] == "강남역"


def test_a_message_about_something_else_does_not_answer_an_open_question() -> None:
    talk = Talk.started(injured=False, occurred_at=YESTERDAY).says(
        "상대는 12가3456이에요", counterparty_plate="12가3456"
    )
    assert talk.running.requested_slot == "place"
    assert "place" not in talk.running.slots


def test_an_invalid_answer_is_asked_again_with_a_reason_and_then_handed_off() -> None:
    talk = Talk.started(injured=False).says("글쎄요")
    assert words(talk.transition.messages[0]).startswith(KO.render("flows", "bad_datetime"))
    assert talk.running.failed_attempts == 1
    assert not talk.says("모르겠는데요").transition.needs_handoff
    stuck = talk.says("바나나").transition
    assert (stuck.needs_handoff, stuck.finished, stuck.messages) == (True, False, ())


def test_a_valid_answer_resets_the_failures() -> None:
    talk = Talk.started(injured=False).says("글쎄요").says(YESTERDAY).says("?")
    assert (talk.running.requested_slot, talk.transition.needs_handoff) == ("place", False)


def test_a_future_or_missing_time_is_refused() -> None:
    talk = Talk.started(injured=False).says("내일", occurred_at="2026-11-24T08:00+09:00")
    assert words(talk.transition.messages[0]).startswith(KO.render("flows", "bad_datetime_future"))
    assert Talk.started(injured=False).says("", occurred_at="어제").running.requested_slot == "occurred_at"


def test_only_offered_choices_are_accepted() -> None:
    for odd in ("banana", "", "TRUE"):
        assert Talk.started(injured=odd).running.requested_slot == "injured"
    assert Talk.started().says(button="choice:banana").running.requested_slot == "injured"


def test_an_optional_question_can_be_skipped_and_never_blocks() -> None:
    talk = Talk.started(injured=False, occurred_at=YESTERDAY, place="강남역")
    assert "flow:skip" in buttons(talk.transition)
    for _ in range(RULES.questions.max_failed_answers + 1):
        assert not talk.says("몰라요").transition.needs_handoff
    talk.says(button="flow:skip")
    assert talk.running.slots["counterparty_plate"] == NOT_GIVEN
    assert flow_summary(FLOW, talk.running.slots, KO)["상대 차량번호"] == KO.render("flows", "not_known")


def test_a_required_question_cannot_be_skipped() -> None:
    talk = Talk.started().says(button="flow:skip")
    assert (talk.running.requested_slot, talk.running.slots) == ("injured", {})


def test_an_earlier_answer_is_corrected_by_text() -> None:
    talk = Talk.started().filled().says("아니 8시예요", intent="deny", occurred_at="2026-11-22T20:00+09:00")
    assert (talk.running.requested_slot, talk.running.slots["occurred_at"]) == ("", "2026-11-22T20:00+09:00")
    talk = Talk.started(injured=False, place="강남역").says("강남역 말고 역삼역", place="역삼역")
    assert (talk.running.requested_slot, talk.running.slots["place"]) == ("occurred_at", "역삼역")


def test_going_back_asks_the_last_question_again() -> None:
    talk = Talk.started().says("없어요").says(YESTERDAY)
    assert "flow:back" in buttons(talk.transition)
    assert talk.says("이전").running.requested_slot == "occurred_at"
    assert talk.says(button="flow:back").running.requested_slot == "injured"
    assert "flow:back" not in buttons(talk.transition)
    assert talk.says(button="flow:back").running.requested_slot == "injured"


def test_a_rejected_summary_brings_the_form_and_unclear_answers_a_handoff() -> None:
    refused = Talk.started().filled().says("아니요", intent="deny")
    (form,) = refused.transition.messages
    assert isinstance(form, Form)
    assert {field.name: field.value for field in form.fields}["counterparty_plate"] == "12가3456"
    talk = Talk.started().filled().says("글쎄요")
    assert (talk.running.requested_slot, talk.transition.needs_handoff) == ("", False)
    assert talk.says("흠").says("글쎄").transition.needs_handoff


def test_a_flow_can_be_cancelled_at_any_point() -> None:
    for talk in (Talk.started(), Talk.started().says("없어요"), Talk.started().filled()):
        over = talk.says("그만").transition
        assert (over.active_flow, over.finished, over.needs_handoff) == (None, False, False)
        assert over.messages == (Text(KO.render("flows", "cancelled", title="사고 접수")),)


def test_a_button_of_an_earlier_question_is_ignored() -> None:
    talk = Talk.started(injured=False, occurred_at=YESTERDAY)
    for button in ("choice:false", "flow:confirm", "flow:skip", "flow:resume", "intent:none"):
        talk.says(button=button)
        assert (talk.running.requested_slot, talk.running.failed_attempts, talk.transition.needs_handoff) == (
            "place",
            0,
            False,
        )
        assert words(talk.transition.messages[0]) == KO.render("flows", "ask_place")


def test_a_flow_asks_to_resume_after_days() -> None:
    def paused() -> Talk:
        talk = Talk.started().says("없어요").after(timedelta(days=3)).says("안녕하세요")
        assert talk.running.paused
        assert buttons(talk.transition) == ["flow:resume", "flow:restart", "flow:cancel"]
        return talk

    on = paused().says(button="flow:resume").running
    assert (on.requested_slot, on.slots, on.paused) == ("occurred_at", {"injured": "false"}, False)
    again = paused().says(button="flow:restart").running
    assert (again.requested_slot, again.slots) == ("injured", {})
    assert paused().says(button="flow:cancel").transition.active_flow is None
    straight_on = paused().says(YESTERDAY).running
    assert (straight_on.requested_slot, straight_on.paused) == ("place", False)


def test_a_flow_continues_after_a_short_pause() -> None:
    talk = Talk.started().after(timedelta(minutes=RULES.questions.resume_after_minutes)).says("없어요")
    assert talk.running.requested_slot == "occurred_at"


def test_a_flow_changed_in_the_configuration_continues_with_its_current_steps() -> None:
    running = replace(Talk.started().running, requested_slot="no_longer_asked", slots={"no_longer_asked": "x"})
    transition = continue_flow(FLOW, running, readings.said("없어요", NOW, {}), KO, NOW, RULES)
    assert transition.active_flow is not None
    assert transition.active_flow.requested_slot == "injured"


def test_a_first_sentence_about_the_accident_is_its_description() -> None:
    started = intake("뒤차가 박았어요", accident_type="rear_end")
    assert started.running.slots["description"] == "뒤차가 박았어요"
    assert started.running.requested_slot == "injured"
    assert isinstance(started.transition.messages[0], Card)
    bare = intake("사고 접수할게요")
    assert "description" not in bare.running.slots
    assert bare.says("아니요 없어요").running.requested_slot == "description"


def test_only_slots_that_apply_are_asked() -> None:
    def asked(**slots: str | bool) -> list[str]:
        talk = intake("사고", **slots)
        found = []
        while talk.running.requested_slot:
            found.append(talk.running.requested_slot)
            talk.says(button="flow:unknown")
        return found

    known: dict[str, str | bool] = {"occurred_at": YESTERDAY, "place": "강남역", "injured": False}
    assert "counterparty_plate" not in asked(**known, accident_type="single")
    fled = asked(**known, accident_type="hit_and_run")
    assert "counterparty_plate" in fled
    assert not {"counterparty_phone", "counterparty_insurer"} & set(fled)
    struck = asked(**known, accident_type="pedestrian")
    assert "counterparty_phone" in struck
    assert not {"counterparty_plate", "counterparty_insurer"} & set(struck)
    assert {"injured_count", "hospital"} <= set(asked(**known | {"injured": True}))


def test_a_slot_declared_unknown_is_not_asked() -> None:
    started = intake("상대 번호는 못 봤어요", accident_type="rear_end", unknown="counterparty_plate").running
    assert started.slots["counterparty_plate"] == ""
    known = intake("12가3456", counterparty_plate="12가3456")
    assert (
        known.says("번호는 못 봤어요", unknown="counterparty_plate").running.slots["counterparty_plate"] == "12가3456"
    )


def test_dont_know_is_an_answer_after_a_hint() -> None:
    talk = intake("사고", injured=False, accident_type="rear_end")
    assert talk.says("모르겠어요").running.requested_slot == "occurred_at"
    assert talk.says("모르겠어요").running.requested_slot == "place"
    assert talk.says("글쎄요 잘 모르겠네요").running.requested_slot == "place"
    assert talk.says("기억이 안 나요").running.requested_slot == "counterparty_plate"
    assert talk.says("못 봤어요").running.requested_slot == "counterparty_phone"
    assert applicable_facts(REPORT, talk.running.slots) == {
        "injured": "false",
        "description": "사고",
        "accident_type": "rear_end",
    }


def test_a_day_without_a_time_is_asked_for_its_hour_once() -> None:
    talk = intake("어제", injured=False, accident_type="rear_end", occurred_at="2026-11-22")
    assert words(talk.transition.messages[-1]).endswith(KO.render("flows", "ask_hour"))
    assert talk.says("저녁 7시 반이요").running.slots["occurred_at"] == YESTERDAY
    talk = intake("어제", injured=False, accident_type="rear_end", occurred_at="2026-11-22")
    assert talk.says("모르겠어요").running.slots["occurred_at"] == "2026-11-22"
    assert talk.running.requested_slot == "place"


def test_a_corrected_hour_stays_on_its_day() -> None:
    talk = intake("사고", accident_type="rear_end", occurred_at="2026-11-22T19:00+09:00")
    talk.says("아니 7시가 아니라 8시였어요", occurred_at="2026-11-23T08:00+09:00")
    assert talk.running.slots["occurred_at"] == "2026-11-22T20:00+09:00"
    assert "injured" not in talk.running.slots, "the correction was taken for an answer"


def test_a_field_is_corrected_by_its_name_also_at_the_summary() -> None:
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    while talk.running.requested_slot:
        talk.says(button="flow:unknown")
    assert talk.says("운전자는 아내예요").running.slots["driver"] == "spouse"
    assert talk.says("장소가 틀렸어요").running.requested_slot == "place"
    assert talk.says("역삼역이요").running.slots["place"] == "역삼역"
    assert talk.running.requested_slot == ""


def test_an_undrivable_car_needs_a_tow() -> None:
    assert intake("사고", tow_needed=True).running.slots["drivable"] == "false"
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    assert talk.says(button="card:usual").running.slots["tow_needed"] == "false"


def test_the_tow_question_for_an_undrivable_car_does_not_change_drivable() -> None:
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    assert talk.says("차가 못 움직여요").running.requested_slot == "tow_needed"
    kept = talk.says("이미 견인됐어요", drivable=False, tow_needed=False).running.slots
    assert (kept["drivable"], kept["tow_needed"]) == ("false", "false")


def test_going_back_from_the_tow_asks_for_the_tow_alone() -> None:
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    talk.chooses(drivable="false").says(button="choice:true")
    assert talk.running.requested_slot == ""
    assert talk.says(button="flow:back").running.requested_slot == "tow_needed"
    assert talk.says(button="flow:back").running.requested_card == "circumstances"
    assert not {"driver", "drivable", "dashcam"} & talk.running.slots.keys()


def test_a_mentioned_tow_is_not_asked() -> None:
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    kept = talk.says("레카 불러주세요", tow_needed=True).running
    assert (kept.slots["drivable"], kept.slots["tow_needed"], kept.requested_slot) == ("false", "true", "driver")


def test_a_car_at_the_garage_needs_no_tow() -> None:
    talk = intake("사고", accident_type="single", occurred_at=YESTERDAY, place="강남역", injured=False)
    kept = talk.says("정비소에 있어요", drivable=False, tow_needed=False).running.slots
    assert (kept["drivable"], kept["tow_needed"]) == ("false", "false")


def test_an_injury_brings_the_notice_about_119_before_the_next_question() -> None:
    talk = intake("사고", accident_type="rear_end", occurred_at=YESTERDAY, place="강남역").says("네 있어요")
    assert "119" in words(talk.transition.messages[0])
    assert talk.says("아 다친 사람 없어요", injured=False).running.slots["injured"] == "true", "in passing, it stays"
    assert talk.says("잘못 말했어요 다친 사람 없어요", injured=False).running.slots["injured"] == "false"
    assert "injured_count" not in applicable_facts(REPORT, talk.running.slots | {"injured_count": "2"})


anything = st.builds(
    lambda text, button, slots, intent: changed(readings.said(text, NOW, slots), button=button, intent=intent),
    text=st.text(max_size=20) | st.sampled_from(["", "없어요", "12가3456", "강남역 사거리", "그만", "이전", YESTERDAY]),
    button=st.sampled_from(["", "", "", "flow:confirm", "flow:back", "flow:cancel", "flow:skip", "flow:resume",
                            "flow:restart", "flow:again", "choice:true", "choice:x", "intent:renewal", "?"]),
    slots=st.dictionaries(
        st.sampled_from([*SLOTS, "phone", "requested_change"]),
        st.booleans() | st.text(max_size=12) | st.sampled_from([YESTERDAY, "12가3456", "9999-12-31", "강남역"]),
        max_size=3,
    ),
    intent=st.sampled_from(["", "affirm", "deny", "renewal"]),
)  # fmt: skip
pauses = st.sampled_from([timedelta(0), timedelta(minutes=5), timedelta(days=2)])


@given(first=anything, then=st.lists(st.tuples(anything, pauses), max_size=12))
@settings(max_examples=300, deadline=None)
def test_a_flow_stays_valid_under_any_input(first: UserInput, then: list[tuple[UserInput, timedelta]]) -> None:
    now, transition = NOW, start_flow(FLOW, "accident_report", first, KO, NOW, RULES)
    for said, pause in then:
        before = transition.active_flow
        assert before is not None
        assert_legal(before)
        assert transition.messages, "the customer was left without a word"
        now += pause
        transition = continue_flow(FLOW, before, said, KO, now, RULES)
        if transition.finished:
            assert before.requested_slot == ""
            assert transition.active_flow is None
            assert set(SLOTS) <= set(before.slots)
        if transition.active_flow is None or transition.needs_handoff:
            return
    assert transition.active_flow is not None
    assert_legal(transition.active_flow)


def assert_legal(running: ActiveFlow) -> None:
    """Asks for something unknown, or knows everything; what it knows passed the check."""
    assert (running.requested_slot in SLOTS and running.requested_slot not in running.slots) or (
        running.requested_slot == "" and set(SLOTS) == set(running.slots)
    )
    assert running.slots.keys() <= set(SLOTS)
    assert len(set(running.asked_slots)) == len(running.asked_slots)
    assert running.slots.get("injured", "true") in ("true", "false")
    if moment := running.slots.get("occurred_at"):
        occurred_at = datetime.fromisoformat(moment)
        assert occurred_at.replace(tzinfo=occurred_at.tzinfo or SEOUL) <= NOW + timedelta(days=30)


def test_the_configured_limits_decide_when_it_hands_off_and_when_it_asks_to_resume() -> None:
    strict = replace(RULES, questions=replace(RULES.questions, max_failed_answers=1, resume_after_minutes=5))
    started = start_flow(FLOW, "accident_report", UserInput(), KO, NOW, RULES).active_flow
    assert started is not None
    for rules, hands_off in ((RULES, False), (strict, True)):
        failed = continue_flow(FLOW, started, readings.said("바나나", NOW, {}), KO, NOW, rules)
        assert failed.needs_handoff is hands_off
    for rules, paused in ((RULES, False), (strict, True)):
        later = continue_flow(FLOW, started, UserInput(button="?"), KO, NOW + timedelta(minutes=10), rules).active_flow
        assert later is not None
        assert later.paused is paused
