"""Buttons and forms on the wire: validated against the message that offered them, accepted once."""

from typing import Any

import pytest

from chalicelib.content.messages import Speaker
from chalicelib.conversations.send_rules import REPEATED_PRESS_MS
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, LEE, Centre, Frame, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
FIELDS: list[Frame] = [
    {"name": "kind", "label": "종류", "kind": "choice", "options": [{"value": "rear", "label": "후방"}]},
    {"name": "phone", "label": "연락처", "kind": "phone"},
    {"name": "when", "label": "언제", "kind": "datetime", "required": False},
    {"name": "note", "label": "메모", "required": False},
]
FORM: Frame = {"type": "form", "form": "check", "title": "확인", "submit": "보내기", "fields": FIELDS}
FILLED = {"kind": "rear", "phone": "010-1234-5678", "when": "", "note": ""}


def sends(centre: Centre, who: Any, conversation: str, number: int, body: Frame, device: str = "phone001") -> Frame:
    return centre.ask(who, "send", conversation=conversation, client_id=f"{device}:{number}", body=body)


def pressed(to: int, button: str, **more: str) -> Frame:
    return {"type": "answer", "to": to, "button": button, **more}


def messages(centre: Centre, conversation: str) -> list[Frame]:
    page = centre.done(KIM, "history", conversation=conversation)
    return list(page["messages"])


def test_a_label_is_the_offered_one_and_not_the_clients(centre: Centre) -> None:
    conversation = centre.opened()
    frame = sends(centre, KIM, conversation, 1, pressed(1, "intent:policy_summary", label="보험금 1억원 지급"))
    body = next(m["body"] for m in messages(centre, conversation) if m["seq"] == frame["result"]["seq"])
    assert body == pressed(1, "intent:policy_summary", label="내 보험 보기")


def test_an_answer_that_was_not_offered_is_refused_with_details(centre: Centre) -> None:
    conversation = centre.opened()
    sends(centre, KIM, conversation, 1, {"type": "text", "text": "음"})  # seq 2, the bot's answer 3
    centre.now += 5_000
    before = messages(centre, conversation)
    for number, body in enumerate(
        (
            pressed(1, "flow:confirm"),
            pressed(2, "intent:policy_summary"),
            pressed(99, "intent:policy_summary"),
            {"type": "form_submission", "to": 1, "values": {}},
        ),
        start=2,
    ):
        frame = sends(centre, KIM, conversation, number, body)
        assert (frame["code"], frame["retryable"], frame["details"]["to"]) == ("not_offered", False, body["to"])
    assert messages(centre, conversation) == before
    assert sends(centre, LEE, conversation, 1, pressed(1, "flow:confirm"))["code"] == "not_allowed"


def test_notices_and_own_messages_offer_nothing_and_a_refused_number_is_free(centre: Centre) -> None:
    conversation = centre.waiting()
    notice = messages(centre, conversation)[-1]
    assert notice["by"]["role"] == Speaker.SYSTEM
    assert sends(centre, KIM, conversation, 2, pressed(notice["seq"], "intent:renewal"))["code"] == "not_offered"
    assert sends(centre, KIM, conversation, 2, {"type": "text", "text": "네"})["event"] == "ack"


def test_an_agents_quick_reply_reaches_the_agent_as_text(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    quick = {"type": "text", "text": "맞으세요?", "buttons": [{"id": "yes", "label": "네, 맞아요"}]}
    seq = sends(centre, HANEUL, conversation, 1, quick, "desk0001")["result"]["seq"]
    sends(centre, KIM, conversation, 2, pressed(seq, "yes", label="아니요"))
    assert messages(centre, conversation)[-1]["body"]["label"] == "네, 맞아요"


@pytest.mark.parametrize(
    "change, code, detail",
    [
        ({}, "", {}),
        ({"kind": "front"}, "not_offered", {"field": "kind"}),
        ({"extra": "1"}, "not_offered", {"field": "extra"}),
        ({"kind": ""}, "form_incomplete", {"fields": "종류"}),
        ({"phone": "12"}, "form_incomplete", {"fields": "연락처"}),
        ({"phone": "", "when": "어제"}, "form_incomplete", {"fields": "연락처, 언제"}),
    ],
)
def test_an_agents_form_is_validated_by_its_fields(centre: Centre, change: Frame, code: str, detail: Frame) -> None:
    conversation = centre.assigned(HANEUL)
    seq = sends(centre, HANEUL, conversation, 1, FORM, "desk0001")["result"]["seq"]
    values = FILLED | change
    frame = sends(centre, KIM, conversation, 2, {"type": "form_submission", "to": seq, "values": values})
    assert frame.get("code", "") == code
    assert not code or frame["details"] == {"to": seq, **detail}


def test_a_second_press_at_once_is_ignored_on_either_device(centre: Centre) -> None:
    conversation = centre.opened()
    press = pressed(1, "intent:policy_summary")
    first = sends(centre, KIM, conversation, 1, press)["result"]
    said = messages(centre, conversation)
    centre.now += REPEATED_PRESS_MS - 1
    for device in ("phone001", "tablet01"):
        again = sends(centre, KIM, conversation, 2, press, device)["result"]
        assert (again["seq"], again["client_id"]) == (first["seq"], f"{device}:2")
    assert messages(centre, conversation) == said


@pytest.mark.parametrize("between", [{"wait": REPEATED_PRESS_MS}, {"text": "네"}, {"press": "intent:accident_report"}])
def test_a_later_press_of_the_same_button_counts_again(centre: Centre, between: Any) -> None:
    conversation = centre.opened()
    sends(centre, KIM, conversation, 1, pressed(1, "intent:claim_status"))
    centre.now += between.get("wait", 300)
    if "text" in between:
        sends(centre, KIM, conversation, 2, {"type": "text", "text": between["text"]})
    if "press" in between:
        sends(centre, KIM, conversation, 2, pressed(1, between["press"]))
    before = len(messages(centre, conversation))
    centre.now += 300
    assert sends(centre, KIM, conversation, 3, pressed(1, "intent:claim_status"))["event"] == "ack"
    press, answer = messages(centre, conversation)[before:][:2]
    assert (press["body"]["button"], answer["by"]["role"]) == ("intent:claim_status", Speaker.BOT)


def test_a_button_after_the_end_explains_how_to_continue(centre: Centre) -> None:
    conversation = centre.opened()
    centre.done(KIM, "close", conversation=conversation)
    frame = sends(centre, KIM, conversation, 1, pressed(1, "intent:policy_summary"))
    assert frame["code"] == "conversation_closed"
