"""The form that corrects a flow: what it shows, what it changes, what is wrong in it."""

import pytest

from chalicelib.content.message_bodies import Form, Text
from chalicelib.dialogue.flows import (
    UserInput,
    continue_flow,
)
from tests.unit.dialogue.flow_talk import (
    KO,
    NOW,
    REPORT,
    RULES,
    YESTERDAY,
    Talk,
    intake,
    words,
)


def test_a_form_names_invalid_fields_and_keeps_the_others() -> None:
    talk = intake("사고", accident_type="rear_end", occurred_at=YESTERDAY, injured=False).says(button="flow:edit")
    talk.transition = continue_flow(
        REPORT,
        talk.running,
        UserInput(
            form_values={
                "counterparty_plate": "12가345",
                "place": "역삼역",
                "counterparty_insurer": "0",
                "injured": "maybe",
            }
        ),
        KO,
        NOW,
        RULES,
    )
    text, form = talk.transition.messages
    assert isinstance(form, Form)
    wrong = {field.name for field in form.fields if field.hint}
    assert wrong == {"counterparty_plate", "injured"}
    assert "상대 차량번호" in words(text)
    assert talk.running.slots["place"] == "역삼역"
    assert talk.running.slots["counterparty_insurer"] == "삼성화재"


def correcting() -> Talk:
    """A report of a rear-end accident with the form that corrects it open."""
    given: dict[str, str | bool] = {"occurred_at": YESTERDAY, "place": "강남역", "injured": False}
    return intake("사고", accident_type="rear_end", **given).says(button="flow:edit")


def as_shown(talk: Talk) -> dict[str, str]:
    """The values of the open form, as a page sends them back untouched."""
    form = next(body for body in talk.transition.messages if isinstance(body, Form))
    seconds = {field.name: f"{field.value[:16]}:00+09:00" for field in form.fields if field.kind == "datetime"}
    return {field.name: field.value for field in form.fields} | seconds


def test_the_form_begins_with_what_was_understood() -> None:
    (form,) = correcting().transition.messages
    assert isinstance(form, Form)
    known = [bool(field.value) for field in form.fields]
    assert known == sorted(known, reverse=True)
    assert sum(known) >= 4
    assert form.text == KO.render("flows", "form_lead")
    assert [button.id for button in form.buttons] == ["flow:keep"]


def test_the_form_can_be_left_without_changing_anything() -> None:
    talk = correcting()
    before = dict(talk.running.slots)
    talk.says(button="flow:keep")
    assert talk.running.slots == before
    assert words(talk.transition.messages[0]).startswith(KO.render("flows", "form_kept"))


@pytest.mark.parametrize(
    "changes, said",
    [
        ({}, "바뀐 내용이 없어서"),
        ({"place": "역삼역"}, "고쳤어요: 사고 장소 역삼역"),
        ({"occurred_at": "2026-11-22T20:00:00+09:00"}, "고쳤어요: 사고 일시 2026년 11월 22일 오후 8시"),
        ({"occurred_at": "2026-11-21"}, "고쳤어요: 사고 일시 2026년 11월 21일"),
        ({"counterparty_phone": "010-1234-5678"}, "고쳤어요: 상대 연락처 010-1234-5678"),
        ({"place": ""}, "고쳤어요: 사고 장소 모름"),
        ({"description": "가" * 300}, "고쳤어요: 사고 내용 " + "가" * 60 + "…"),
        ({"place": "역삼역", "injured": "true"}, "고쳤어요: 다친 사람 있어요, 사고 장소 역삼역"),
    ],
)
def test_the_form_says_what_it_changed_and_nothing_else(changes: dict[str, str], said: str) -> None:
    talk = correcting()
    talk.chooses(**(as_shown(talk) | changes))
    texts = [body.text for body in talk.transition.messages if isinstance(body, Text | Form)]
    assert texts[0].splitlines()[0].startswith(said)


def test_what_a_form_changed_can_be_taken_back() -> None:
    talk = correcting()
    talk.chooses(**(as_shown(talk) | {"place": "역삼역"})).says("처음 말한 게 맞아요")
    assert talk.running.slots["place"] == "강남역"


def test_a_form_normalises_values_and_survives_any_input() -> None:
    odd = {"occurred_at": "20261122T10:00", "counterparty_insurer": "²", "injured_count": "²"}
    talk = intake("사고", accident_type="rear_end", injured=True).says(button="flow:edit")
    values = {**odd, "counterparty_phone": "010-1234-5678", "counterparty_plate": "１２ 가 3456"}
    talk.transition = continue_flow(REPORT, talk.running, UserInput(form_values=values), KO, NOW, RULES)
    form = next(body for body in talk.transition.messages if isinstance(body, Form))
    assert set(odd) == {field.name for field in form.fields if field.hint}
    assert talk.running.slots["counterparty_phone"] == "01012345678"
    assert talk.running.slots["counterparty_plate"] == "12가3456"
