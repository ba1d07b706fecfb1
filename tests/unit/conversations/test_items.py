"""What is stored of an entry says the same when it is read."""

import pytest

from chalicelib.content.bodies import Answer, Body, Button, Card, Field, Form, Notice, Row, Submission, Text
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.head import Apart, Entry
from chalicelib.conversations.items import encoded, read_entry

BODIES: list[Body | Apart] = [
    Text("견인차는 언제쯤 올까요?"),
    Text("무엇을 도와드릴까요?", (Button("wish:agent_request", "상담원 연결", "primary"),)),
    Text('{"type":"text"}'),
    Answer(3, "yes", "네"),
    Card("내 보험", (Row("차량", "123가4567"),), "만기가 다가와요.", (Button("renew", "갱신"),)),
    Form("place", "위치", (Field("where", "어디세요?", "place"),), "보내기"),
    Submission(5, {"where": "강남역"}),
    Notice("agent_joined", "상담원이 연결됐어요.", {"agent": "김하늘"}),
    Apart("0123456789abcdef"),
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: type(body).__name__)
@pytest.mark.parametrize("by", [By(role, "C10", "김서연") for role in Speaker] + [By(Speaker.SYSTEM)], ids=str)
def test_an_entry_is_read_as_it_was_stored(body: Body | Apart, by: By) -> None:
    entry = Entry(1_784_884_370_456, by, body)

    assert read_entry(encoded(entry)) == entry


def test_plain_words_cost_little_more_than_themselves() -> None:
    words = "네, 갓길에 세워 두었고 다친 사람은 없는데 견인차는 언제쯤 올까요?"
    entry = Entry(1_784_884_370_456, By(Speaker.CUSTOMER, "C104857601", "김서연"), Text(words))

    assert len(encoded(entry).encode()) - len(words.encode()) <= 48
