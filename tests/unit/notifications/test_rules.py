"""Which messages are pushed, as which kind, and what is told of them."""

import json

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice, Signing, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.notifications.model import Mark, News, Phone, Verdict, is_token, judge, news_of
from chalicelib.notifications.payloads import collapse_key, payload
from chalicelib.notifications.rules import PushCategory, PushRules, push_category, push_rules, validate_push_rules

RULES = push_rules()
SECTIONS = texts("ko").sections
QUIET = 600_000


@pytest.mark.parametrize(
    "code,kind",
    [
        ("agent", "answer"),
        ("bot", "bot"),
        ("agent_joined", "joined"),
        ("claim.assign", "claim"),
        ("claim.paper_refused", "paper_again"),
        ("upload.quarantined", "paper_again"),
        ("claim.request_documents", "papers"),
        ("claim.delay", "delay"),
        ("claim.late", "delay"),
        ("claim.pay", "payment"),
        ("transferred", "news"),
        ("waiting_for_agent", ""),
        ("closed", ""),
    ],
)
def test_the_kind_of_news(code: str, kind: str) -> None:
    assert push_category(code, RULES) == kind


def test_a_kind_that_is_off_is_not_pushed_as_another() -> None:
    off = replace(RULES, categories={**RULES.categories, "delay": replace(RULES.categories["delay"], on=False)})
    assert push_category("claim.delay", off) == ""
    assert push_category("claim.assign", off) == "claim"


@pytest.mark.parametrize(
    "seq,heard,last,verdict",
    [
        (5, 4, None, Verdict.PUSH),
        (5, 5, None, Verdict.LEAVE),
        (5, 9, Mark(3, 0), Verdict.LEAVE),
        (5, 2, Mark(3, 0), Verdict.LEAVE),
        (5, 3, Mark(3, 0), Verdict.PUSH),
        (5, 2, Mark(5, 0), Verdict.FINISH),
        (5, 5, Mark(5, 0), Verdict.LEAVE),
        (5, 2, Mark(7, 0), Verdict.LEAVE),
    ],
    ids=["first", "heard", "heard-later", "in-a-row", "been-there", "begun-before", "begun-and-heard", "covered"],
)
def test_what_a_message_deserves(seq: int, heard: int, last: Mark | None, verdict: Verdict) -> None:
    assert judge(seq, heard, last, now=QUIET - 1, quiet_ms=QUIET) is verdict


def test_after_the_quiet_the_next_is_pushed() -> None:
    assert judge(5, 2, Mark(3, 0), now=QUIET, quiet_ms=QUIET) is Verdict.PUSH


SECRET = "좌측 발목 골절"


def test_nothing_that_was_said_is_told() -> None:
    by = By(Speaker.AGENT, "agent-1", "김하늘")
    bodies = (
        Text(SECRET),
        Notice("claim.deny", SECRET, {"claim": "20261120-100001", "grounds": SECRET}),
        Signing("동의서", SECRET, "0" * 64, "20261120-100001", "consent"),
    )
    for body in bodies:
        news = news_of("conversation1", "cust-kim", Message(7, 1, by, body, "x:1"))
        assert SECRET not in repr(news)
        for phone in (FCM, APNS):
            assert SECRET not in json.dumps(payload(phone, news, "news", texts("ko")), ensure_ascii=False)


FCM = Phone("cust-kim", "phone001", "fcm", "d", "arn", "ko", 1)
APNS = Phone("cust-kim", "phone002", "apns", "e", "arn", "en", 1)
NEWS = News("conversation1", "cust-kim", 7, "claim.assign", "20261120-100001")
LINK = {"kind": "claim", "conversation": "conversation1", "seq": "7", "claim": "20261120-100001"}


def test_android_gets_fcms_v1_message_with_texts_alone_in_its_data() -> None:
    message = payload(FCM, NEWS, "claim", texts("ko"))["fcmV1Message"]["message"]  # type: ignore[index]
    assert message["notification"] == {"title": "바로", "body": "사고 처리 상황이 바뀌었어요"}
    assert message["data"] == LINK
    assert message["android"]["notification"]["tag"] == message["android"]["collapse_key"] == "conversation1.claim"


def test_an_iphone_gets_an_alert_in_its_language_and_the_link_beside_it() -> None:
    told = payload(APNS, NEWS, "claim", texts("en"))
    aps = {"alert": {"title": "Baro", "body": "Your claim has moved on"}, "sound": "default"}
    assert told == {"aps": {**aps, "thread-id": "conversation1"}, **LINK}


def test_the_key_that_collapses_fits_apns() -> None:
    assert all(len(collapse_key(replace(NEWS, conversation="c" * 40), kind)) <= 64 for kind in RULES.categories)


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
    assert is_token(platform, token) is good  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "broken,what",
    [
        (PushRules(-1, (), RULES.categories), "quiet_minutes"),
        (PushRules(10, ("clsed",), RULES.categories), "clsed"),
        (PushRules(10, (), {"nosuchtext": PushCategory(("agent",))}), "nosuchtext"),
        (PushRules(10, (), {"claim": PushCategory(("claim.asign",))}), "claim.asign"),
    ],
)
def test_broken_rules_are_found_at_start_up(broken: PushRules, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        validate_push_rules(broken, SECTIONS)


def test_the_rules_that_ship_are_whole() -> None:
    validate_push_rules(RULES, SECTIONS)
