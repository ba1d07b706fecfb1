"""Stored items are read as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.aws.table import Item, number_value, string_value
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import (
    Answer,
    Body,
    Button,
    Card,
    CardRow,
    Field,
    Form,
    FormSubmission,
    Notice,
    Text,
)
from chalicelib.content.messages import By, Speaker
from chalicelib.content.views import Named
from chalicelib.conversations.log_items import INLINE_BYTES
from chalicelib.conversations.mapping import (
    SEQ_LIMIT,
    conversation_item,
    decode_entry,
    encode_device_entry,
    encode_text,
    packed_number,
    read_conversation,
)
from chalicelib.conversations.model import Conversation, DeviceEntry, LogEntry, OverflowRef
from chalicelib.conversations.states import State

BODIES: list[Body | OverflowRef] = [
    Text("견인차는 언제쯤 올까요?"),
    Text("무엇을 도와드릴까요?", (Button("intent:agent_request", "상담원 연결", "primary"),)),
    Text('{"type":"text"}'),
    Answer(3, "yes", "네"),
    Card("내 보험", (CardRow("차량", "123가4567"),), "만기가 다가와요.", (Button("renew", "갱신"),)),
    Form("place", "위치", (Field("where", "어디세요?", "place"),), "보내기"),
    FormSubmission(5, {"where": "강남역"}),
    Notice("agent_joined", "상담원이 연결됐어요.", {"agent": "김하늘"}),
    OverflowRef("0123456789abcdef"),
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: type(body).__name__)
@pytest.mark.parametrize("by", [By(role, "C10", "김서연") for role in Speaker] + [By(Speaker.SYSTEM)], ids=str)
def test_an_entry_is_read_as_it_was_stored(body: Body | OverflowRef, by: By) -> None:
    entry = LogEntry(1_784_884_370_456, by, body)

    assert decode_entry(encode_text(entry)) == entry


@pytest.mark.parametrize("code", ["on_call_paged", "on_call_failed"])
def test_a_notice_fits_its_device_entry(code: str) -> None:
    """The device entry tells whether a notice was the last message; a body in an item of its own would be sent again
    every minute."""
    said = LogEntry(1_784_884_370_456, By(Speaker.SYSTEM), texts("ko").notice(code, phone="1600-0005-0005"))
    assert len(encode_device_entry(said).encode()) <= INLINE_BYTES


def _item(**entries: LogEntry) -> Item:
    """A conversation of 김서연 and 김하늘 with these device entries."""
    known = {
        "cu": string_value("C10"),
        "cn": string_value("김서연"),
        "ag": string_value("A7"),
        "an": string_value("김하늘"),
    }
    new = Conversation("1m8m03npaz2sxzxczz0", State.ASSIGNED, 1, 9, "general", 1, Named("C10", "김서연"))
    said = {name: item for entry_key, entry in entries.items() for name, item in _slot(entry_key, entry).items()}
    return {**conversation_item(new), **known, **said}


def _slot(entry_key: str, entry: LogEntry) -> Item:
    return {
        f"s_{entry_key}": number_value(packed_number(4, 7)),
        f"x_{entry_key}": string_value(encode_device_entry(entry)),
    }


@pytest.mark.parametrize("body", BODIES, ids=lambda body: type(body).__name__)
@pytest.mark.parametrize(
    "entry_key,by",
    [
        ("phone1ab", By(Speaker.CUSTOMER, "C10", "김서연")),
        ("mysystem", By(Speaker.CUSTOMER, "C10", "김서연")),
        ("panel1ab_a", By(Speaker.AGENT, "A7", "김하늘")),
        ("bot", By(Speaker.BOT, name="바로")),
        ("system", By(Speaker.SYSTEM)),
        ("20260000123_s", By(Speaker.SYSTEM)),
    ],
)
def test_a_device_entry_is_read_with_sender_and_body(entry_key: str, by: By, body: Body | OverflowRef) -> None:
    entry = LogEntry(1_784_884_370_456, by, body)

    assert read_conversation(_item(**{entry_key: entry})).device_entries == {entry_key: DeviceEntry(4, 7, entry)}


@given(
    older=st.tuples(st.integers(1, 999_999_999), st.integers(1, SEQ_LIMIT - 1)),
    newer=st.integers(1, 999_999_999),
)
def test_entry_numbers_are_ordered_like_client_numbers(older: tuple[int, int], newer: int) -> None:
    assert (packed_number(*older) < packed_number(newer)) == (older[0] < newer)


def test_plain_text_is_stored_with_little_overhead() -> None:
    words = "네, 갓길에 세워 두었고 다친 사람은 없는데 견인차는 언제쯤 올까요?"
    entry = LogEntry(1_784_884_370_456, By(Speaker.CUSTOMER, "C104857601", "김서연"), Text(words))

    assert len(encode_text(entry).encode()) - len(words.encode()) <= 48
    assert len(encode_device_entry(entry).encode()) - len(words.encode()) <= 20
