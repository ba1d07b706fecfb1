"""Any input on a connection gets exactly one `ack` or `error` with its ref, is not logged, and is no server error."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.content.configuration import texts
from chalicelib.entry.action import MAX_TEXT_BYTES
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.action_table import ROWS, fields
from tests.entry.centre import KIM, LEE, Centre, Frame, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
DEEP = 100_000
FAULTS = {"internal", "unavailable", "conflict"}

any_text = st.text(st.characters(), max_size=60)
"""Every character there is, halves of surrogate pairs among them."""
numbers = st.integers() | st.integers(10**18, 10**60) | st.floats() | st.sampled_from([0, -1, 2**31, 2**63, 10**400])
leaves = st.none() | st.booleans() | numbers | any_text
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4), max_leaves=12
)


@st.composite
def nearly_right(draw: st.DrawFn) -> Frame:
    """A good frame in which a few things were replaced, left out or added."""
    action = draw(st.sampled_from(sorted(ROWS)))
    frame: Frame = {"action": action, "ref": draw(st.text(max_size=70))}
    frame |= fields(action, draw(st.sampled_from(["conversation1", "conversation2", "nosuchone"])))
    for name in draw(st.lists(st.sampled_from(sorted(frame)), max_size=2, unique=True)):
        if draw(st.booleans()):
            frame[name] = draw(values)
        else:
            del frame[name]
    return frame | draw(st.dictionaries(any_text, values, max_size=1))


def deep(name: str, opening: str) -> str:
    return f'{{"action":"ping","ref":"r1","{name}":' + opening * DEEP


def answer_of(centre: Centre, who: Identity, body: str) -> Frame:
    """The one frame that answers; fails on anything else."""
    answer = centre.raw(who, body)
    assert set(answer) == {"statusCode", "body"}
    assert answer["statusCode"] == 200
    frame: Frame = json.loads(answer["body"])
    if frame["event"] == "ack":
        assert set(frame) == {"event", "ref", "result"}
    else:
        assert frame["event"] == "error"
        assert set(frame) <= {"event", "ref", "code", "text", "retryable", "details"}
        assert frame["text"]
        assert frame["code"] not in FAULTS
    assert [record.getMessage() for record in centre.logged.records] == []
    return frame


def ref_in(body: str) -> str:
    """The ref of a frame, as far as a lenient reader finds one that can be written again."""
    frame = json.loads(body)
    ref = frame.get("ref") if isinstance(frame, dict) else None
    return ref[:64].encode(errors="replace").decode() if isinstance(ref, str) else ""


@given(frame=nearly_right() | values, who=st.sampled_from([KIM, LEE, HANEUL]))
@settings(max_examples=400, deadline=None)
def test_any_json_gets_one_response_with_its_ref(frame: Any, who: Identity) -> None:
    with Centre().open() as centre:
        centre.opened()
        centre.waiting(LEE)
        body = json.dumps(frame)
        assert answer_of(centre, who, body)["ref"] == ref_in(body)


@given(body=any_text | st.binary(max_size=60).map(lambda data: base64.b64encode(data).decode()))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_one_answer(body: str) -> None:
    with Centre().open() as centre:
        assert answer_of(centre, KIM, body)["event"] == "error"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "None",
        "null",
        "[]",
        '{"action":"ping","ref":"r1"',
        "[" * DEEP,
        '{"":' * DEEP,
        deep("ref", "["),
        deep("more", '{"":'),
        '{"action":"hello","ref":"r1","device":"phone001","cursors":{"conversation1":' + "[" * DEEP,
        '{"action":"read","ref":"r1","conversation":"conversation1","seq":' + "9" * 5_000 + "}",
    ],
    ids=lambda body: body[:24] or "empty",
)
def test_an_undecodable_frame_is_refused(centre: Centre, body: str) -> None:
    assert answer_of(centre, KIM, body)["code"] == "invalid_frame"


@pytest.mark.parametrize(
    "more, code",
    [
        ({"action": "dance"}, "invalid_frame"),
        ({"action": None}, "invalid_frame"),
        ({"seq": 1}, "invalid_frame"),
        ({"action": "read", "conversation": "conversation1", "seq": 10**12}, "invalid_frame"),
        ({"action": "read", "conversation": "conversation1\n; --", "seq": 1}, "invalid_frame"),
        ({"action": "transfer", "conversation": "conversation1"}, "not_allowed"),
    ],
)
def test_a_refusal_names_the_frame_and_a_stable_code(centre: Centre, more: Frame, code: str) -> None:
    centre.opened()
    frame = answer_of(centre, KIM, json.dumps({"action": "ping", "ref": "r1", **more}))
    assert (frame["ref"], frame["code"], frame["retryable"]) == ("r1", code, False)


def test_a_lone_surrogate_is_refused_with_its_ref(centre: Centre) -> None:
    conversation = centre.opened()
    send = {"action": "send", "ref": "r1", "conversation": conversation, "client_id": "phone001:1"}
    frame = answer_of(centre, KIM, json.dumps({**send, "body": {"type": "text", "text": "사고\ud83d"}}))
    assert (frame["ref"], frame["code"]) == ("r1", "invalid_frame")


def test_a_text_has_at_most_16_kb(centre: Centre) -> None:
    conversation = centre.opened()
    about = {"conversation": conversation, "client_id": "phone001:1"}
    most = "가" * (MAX_TEXT_BYTES // 3) + "a" * (MAX_TEXT_BYTES % 3)
    refused = centre.ask(KIM, "send", **about, body={"type": "text", "text": most + "a"})
    assert (refused["code"], str(MAX_TEXT_BYTES) in refused["details"]["problem"]) == ("text_too_long", True)
    longer = centre.ask(KIM, "send", **about, body={"type": "text", "text": "a" * (2 * MAX_TEXT_BYTES)})
    assert longer["code"] == "text_too_long"
    assert centre.done(KIM, "send", **about, body={"type": "text", "text": most})["client_id"] == "phone001:1"


def test_a_refusal_is_in_the_callers_language(centre: Centre) -> None:
    for locale in ("ko", "en"):
        caller = Identity("cust-kim", Role.CUSTOMER, "Kim", KIM.expires_at, locale=locale)
        frame = centre.ask(caller, "close", conversation="nosuchone")
        assert frame["text"] == texts(locale).render("errors", "not_allowed")


def test_an_internal_error_is_answered_and_logged_without_the_text(centre: Centre) -> None:
    conversation = centre.opened()
    del centre.store.conversations[conversation]
    centre.store.conversations[conversation] = "broken"  # type: ignore[assignment]
    frame = centre.ask(
        KIM, "send", conversation=conversation, client_id="phone001:1", body={"type": "text", "text": "비밀"}
    )
    assert (frame["code"], frame["retryable"]) == ("internal", True)
    (record,) = centre.logged.records
    assert record.exc_info is not None
    assert "비밀" not in record.getMessage()


def test_an_expired_token_has_no_effect(centre: Centre) -> None:
    conversation = centre.opened()
    centre.now = KIM.expires_at - 1
    assert centre.ask(KIM, "ping")["event"] == "ack"
    centre.now = KIM.expires_at
    before = centre.stored_conversation(conversation)
    for action in ROWS:
        frame = centre.ask(KIM, action, **fields(action, conversation))
        assert (frame["code"], frame["retryable"]) == ("session_expired", False)
    assert centre.stored_conversation(conversation) == before
