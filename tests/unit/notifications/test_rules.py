"""The category of a message, the decision to push it, and the payload."""

import json

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice, SignatureRequest, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.notifications.model import (
    Notification,
    PushDecision,
    PushDevice,
    PushWatermark,
    decide_push,
    is_push_token,
    notification_of,
)
from chalicelib.notifications.payloads import collapse_key, push_payload
from chalicelib.notifications.rules import PushCategory, PushRules, push_category, push_rules, validate_push_rules

RULES = push_rules()
SECTIONS = texts("ko").sections
QUIET = 600_000


@pytest.mark.parametrize(
    "code,category",
    [
        ("agent", "agent_message"),
        ("bot", "bot_message"),
        ("agent_joined", "agent_joined"),
        ("claim.assign", "claim_update"),
        ("claim.document_rejected", "document_rejected"),
        ("upload.quarantined", "document_rejected"),
        ("claim.request_documents", "documents_requested"),
        ("claim.delay", "delay"),
        ("claim.late", "delay"),
        ("claim.pay", "payment"),
        ("transferred", "other"),
        ("waiting_for_agent", ""),
        ("closed", ""),
    ],
)
def test_the_category_of_a_code(code: str, category: str) -> None:
    assert push_category(code, RULES) == category


def test_a_disabled_category_is_not_pushed_as_another() -> None:
    off = replace(RULES, categories={**RULES.categories, "delay": replace(RULES.categories["delay"], on=False)})
    assert push_category("claim.delay", off) == ""
    assert push_category("claim.assign", off) == "claim_update"


@pytest.mark.parametrize(
    "seq,delivered_seq,watermark,decision",
    [
        (5, 4, None, PushDecision.PUSH),
        (5, 5, None, PushDecision.SKIP),
        (5, 9, PushWatermark(3, 0), PushDecision.SKIP),
        (5, 2, PushWatermark(3, 0), PushDecision.SKIP),
        (5, 3, PushWatermark(3, 0), PushDecision.PUSH),
        (5, 2, PushWatermark(5, 0), PushDecision.RESUME),
        (5, 5, PushWatermark(5, 0), PushDecision.SKIP),
        (5, 2, PushWatermark(7, 0), PushDecision.SKIP),
    ],
    ids=[
        "first",
        "delivered",
        "delivered-later",
        "in-a-row",
        "after-a-delivery",
        "resumed",
        "resumed-and-delivered",
        "superseded",
    ],
)
def test_the_decision(seq: int, delivered_seq: int, watermark: PushWatermark | None, decision: PushDecision) -> None:
    assert decide_push(seq, delivered_seq, watermark, now=QUIET - 1, quiet_ms=QUIET) is decision


def test_after_the_pause_the_next_is_pushed() -> None:
    assert decide_push(5, 2, PushWatermark(3, 0), now=QUIET, quiet_ms=QUIET) is PushDecision.PUSH


SECRET = "좌측 발목 골절"


def test_a_push_holds_nothing_of_the_message() -> None:
    by = By(Speaker.AGENT, "agent-1", "김하늘")
    bodies = (
        Text(SECRET),
        Notice("claim.deny", SECRET, {"claim": "20261120-100001", "grounds": SECRET}),
        SignatureRequest("동의서", SECRET, "0" * 64, "20261120-100001", "consent"),
    )
    for body in bodies:
        notification = notification_of("conversation1", "cust-kim", Message(7, 1, by, body, "x:1"))
        assert SECRET not in repr(notification)
        for device in (FCM, APNS):
            assert SECRET not in json.dumps(
                push_payload(device, notification, "other", texts("ko")), ensure_ascii=False
            )


FCM = PushDevice("cust-kim", "phone001", "fcm", "d", "arn", "ko", 1)
APNS = PushDevice("cust-kim", "phone002", "apns", "e", "arn", "en", 1)
NOTIFICATION = Notification("conversation1", "cust-kim", 7, "claim.assign", "20261120-100001")
LINK = {"category": "claim_update", "conversation": "conversation1", "seq": "7", "claim": "20261120-100001"}


def test_android_gets_fcms_v1_message_with_texts_alone_in_its_data() -> None:
    message = push_payload(FCM, NOTIFICATION, "claim_update", texts("ko"))["fcmV1Message"]["message"]  # type: ignore[index]
    assert message["notification"] == {"title": "바로", "body": "사고 처리 상황이 바뀌었어요"}
    assert message["data"] == LINK
    assert (
        message["android"]["notification"]["tag"] == message["android"]["collapse_key"] == "conversation1.claim_update"
    )


def test_an_iphone_gets_an_alert_in_its_language_and_the_link_beside_it() -> None:
    payload = push_payload(APNS, NOTIFICATION, "claim_update", texts("en"))
    aps = {"alert": {"title": "Baro", "body": "Your claim has been updated"}, "sound": "default"}
    assert payload == {"aps": {**aps, "thread-id": "conversation1"}, **LINK}


def test_the_collapse_key_fits_apns() -> None:
    assert all(
        len(collapse_key(replace(NOTIFICATION, conversation="c" * 40), category)) <= 64 for category in RULES.categories
    )


@pytest.mark.parametrize(
    "platform,token,good",
    [
        ("fcm", "c0ffee:APA91b_-" + "x" * 120, True),
        ("fcm", "a b" * 20, False),
        ("fcm", "short", False),
        ("apns", "0123456789abcdef" * 4, True),
        ("apns", "c0ffee:APA91b_" + "x" * 120, False),
        ("apns", "0123456789abcdef" * 3, False),
    ],
)
def test_tokens_have_the_shape_of_their_platform(platform: str, token: str, good: bool) -> None:
    assert is_push_token(platform, token) is good  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "broken,what",
    [
        (PushRules(-1, (), RULES.categories), "quiet_minutes"),
        (PushRules(10, ("clsed",), RULES.categories), "clsed"),
        (PushRules(10, (), {"nosuchtext": PushCategory(("agent",))}), "nosuchtext"),
        (PushRules(10, (), {"claim_update": PushCategory(("claim.asign",))}), "claim.asign"),
    ],
)
def test_invalid_rules_are_refused_at_start_up(broken: PushRules, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        validate_push_rules(broken, SECTIONS)
