"""Forms and consents are filled in and signed in the chat, with what is known; a signature is bound to the text."""

import hashlib
from typing import Any

import pytest

from chalicelib.content.message_bodies import SignatureRequest
from chalicelib.content.messages import Speaker
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.claim_fixtures import DOYUN, document_statuses, done, registered
from tests.entry.test_files import sent
from tests.unit.files import sample_files


def prepared(centre: Centre, number: str, item: str) -> dict[str, str]:
    fields = centre.done(KIM, "prepare_document", claim=number, item=item)["fields"]
    return {field["name"]: field.get("value", "") for field in fields}


def requested(centre: Centre, number: str, item: str, conversation: str, values: dict[str, str]) -> int:
    frame = centre.done(KIM, "request_signature", claim=number, item=item, conversation=conversation, values=values)
    seq: int = frame["seq"]
    return seq


def consent(number: str, conversation: str, claimant: str) -> dict[str, Any]:
    return {"claim": number, "item": "consent", "conversation": conversation, "values": {"claimant": claimant}}


def request_at(centre: Centre, conversation: str, seq: int) -> SignatureRequest:
    entry = centre.store.logs[conversation][seq][1]
    assert entry.by.role is Speaker.SYSTEM
    assert isinstance(entry.body, SignatureRequest)
    return entry.body


def signed(centre: Centre, conversation: str, seq: int, number: int) -> None:
    digest = request_at(centre, conversation, seq).digest
    drawn = sample_files.saved(sample_files.picture(600, 300), "PNG")
    upload = sent(centre, conversation, drawn, "signature.png", purpose="signature")["id"]
    body = {"type": "signature", "to": seq, "upload": upload, "digest": digest}
    centre.done(KIM, "send", conversation=conversation, client_id=f"tablet01:{number}", body=body)


def test_a_claim_form_is_filled_with_what_is_known_and_signed_in_the_chat(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation, description="뒤차가 박았어요")
    known = prepared(centre, number, "claim_form")
    assert known == {
        "claimant": "김 서연",
        "phone": "010-0000-1234",
        "occurred_at": "2027년 1월 15일 오전 8시",
        "place": "강남역 사거리",
        "description": "뒤차가 박았어요",
    }
    seq = requested(centre, number, "claim_form", conversation, known | {"phone": "010-9999-8888"})
    request = request_at(centre, conversation, seq)
    assert request.digest == hashlib.sha256(request.text.encode()).hexdigest()
    for shown in (number, "010-9999-8888", "현대 아반떼 · 123가4567", "내 차 수리비(자차)", "1월 15일"):
        assert shown in request.text
    assert (request.claim, request.item) == (number, "claim_form")
    signed(centre, conversation, seq, 5)
    assert document_statuses(done(centre, KIM, number, "claim"))["claim_form"] == "review"


def test_the_same_text_is_posted_once_until_it_was_signed(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    values = prepared(centre, number, "consent")
    seq = requested(centre, number, "consent", conversation, values)
    assert requested(centre, number, "consent", conversation, values) == seq
    signed(centre, conversation, seq, 5)
    assert requested(centre, number, "consent", conversation, values) > seq, "a rejected one is signed again"


@pytest.mark.parametrize(
    "item, values, code",
    [
        ("claim_form", {"claimant": "김서연"}, "invalid_fact"),
        ("consent", {"claimant": " "}, "invalid_fact"),
        ("consent", {"claimant": "김서연", "amount": "1"}, "invalid_fact"),
        ("damage_photos", {}, "unknown_document"),
        ("health_consent", {"claimant": "김서연"}, "unknown_document"),
        ("firework", {}, "unknown_document"),
    ],
)
def test_what_is_not_filled_in_or_not_signed_here_is_refused(
    centre: Centre, item: str, values: dict[str, Any], code: str
) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    asked: dict[str, Any] = {"claim": number, "item": item, "conversation": conversation, "values": values}
    assert centre.ask(KIM, "request_signature", **asked)["code"] == code


def test_nobody_fills_in_a_customers_documents_for_them(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    for who in (LEE, DOYUN):
        assert centre.ask(who, "prepare_document", claim=number, item="consent")["code"] == "not_allowed"
    asked = consent(number, conversation, "이순자")
    assert centre.ask(LEE, "request_signature", **asked)["code"] == "not_allowed"


def test_a_conversation_that_is_over_takes_no_document_to_sign(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    centre.done(KIM, "close", conversation=conversation)
    asked = consent(number, conversation, "김서연")
    assert centre.ask(KIM, "request_signature", **asked)["code"] == "conversation_closed"


def test_resident_numbers_are_masked_before_the_text_is_signed(centre: Centre) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    values = prepared(centre, number, "claim_form") | {"description": "900101-2345678 입니다"}
    text = request_at(centre, conversation, requested(centre, number, "claim_form", conversation, values)).text
    assert "2345678" not in text
