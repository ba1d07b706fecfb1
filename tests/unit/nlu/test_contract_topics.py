"""What a question about a contract is about in particular."""

from datetime import datetime

import pytest

from chalicelib.content.hours import SEOUL
from chalicelib.nlu.contract_topics import amount_won, contract_intent, question_month, question_part
from chalicelib.nlu.document_direction import hands_in_document, wants_our_document
from chalicelib.nlu.entry_words import has_word

NOW = datetime(2026, 11, 30, 10, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "text, won",
    [
        ("수리비 100만원이에요", 1_000_000), ("백만 원 나왔어요", 1_000_000), ("1,200,000원이래요", 1_200_000),
        ("1억 2천만원", 120_000_000), ("삼백만원", 3_000_000), ("3백만원", 3_000_000), ("35만 5천원", 355_000),
        ("80만원 넘게", 800_000), ("1.5억원", 150_000_000), ("costs 1,000,000 won", 1_000_000), ("할증되나요", None),
        ("12가3456", None), ("만원 버스", 0),
    ],
)  # fmt: skip
def test_amounts(text: str, won: int | None) -> None:
    assert amount_won(text) in ((won,) if won else (None, 10_000))


@pytest.mark.parametrize(
    "topic, text, part",
    [
        ("policy_summary", "보험 만기 언제예요?", "expiry"), ("policy_summary", "when does it expire?", "expiry"),
        ("policy_summary", "뭐 보장돼요?", "coverages"), ("payments", "영수증 PDF 주세요", "receipt"),
        ("payments", "이번 달 보험료 얼마예요?", "month"), ("savings", "쿠폰 쓸래요", "apply"),
        ("savings", "쿠폰 있어요?", "coupons"),
        ("savings", "더 받을 할인 있어요?", "possible"), ("savings", "할인 뭐 받고 있어요?", ""),
        ("ending", "제 잘못이 아닌데요", "not_at_fault"), ("ending", "보험료가 연체됐어요", "unpaid"),
        ("ending", "해지하면 얼마예요?", ""), ("driving", "이번 달", ""),
    ],
)  # fmt: skip
def test_parts_of_a_topic(topic: str, text: str, part: str) -> None:
    assert question_part(topic, text) == part


@pytest.mark.parametrize(
    "text, intent",
    [
        ("제 잘못이 아닌데 해지하면 얼마 받아요?", "cancellation"), ("삼성화재랑 비교해 주세요", "new_insurance"),
        ("can you compare with other companies?", "new_insurance"), ("how many kilometres this month", "mileage"),
        ("how much will I pay this month?", "payment_history"), ("what am I insured for?", "policy_summary"),
        ("what if my friend drives my car?", "coverage_question"), ("should I claim or pay myself?", "surcharge"),
        ("내 돈으로 고칠까 보험 쓸까", "surcharge"), ("is another company cheaper?", "new_insurance"),
        ("when does my cover run out?", "policy_summary"), ("this month's bill please", "payment_history"),
        ("how can I lower my premium?", "discount"), ("증권 내용 좀 봅시다", "policy_summary"),
        ("수리비 보험에서 나와요?", "coverage_question"), ("오늘 날씨 어때요", ""), ("피자 시켜 줘", ""), ("hello", ""),
        ("when does it expire?", "policy_summary"),
        ("what if someone steals my laptop from the car?", "coverage_question"),
        ("I bought a new car", "policy_change"),
        ("How far do you tow?", "coverage_question"),
    ],
)  # fmt: skip
def test_questions_that_the_classifier_leaves_open(text: str, intent: str) -> None:
    assert contract_intent(text) == intent


def test_months_and_words() -> None:
    assert (question_month("지난달은요?", NOW), question_month("주행거리", NOW)) == ("2026-10", "")
    assert has_word("물에  잠겼어요", ["물에 잠"])
    assert not has_word("I am at work", ["war"])


@pytest.mark.parametrize(
    "text",
    [
        "영수증 PDF 주세요", "납입증명서 좀 뽑아주세요", "보험증권 사본 보내줄래요",
        "회사에 내야 해서 납입확인서가 필요해요",
        "Can I have the receipt as PDF?", "send me the policy PDF", "I need a copy of my policy",
        "Receipt in PDF please",
        "Could you email me the insurance certificate?", "Can you give me a document that proves I'm insured?",
    ],
)  # fmt: skip
def test_a_document_of_ours_is_wanted(text: str) -> None:
    assert wants_our_document(text)
    assert not hands_in_document(text)


@pytest.mark.parametrize(
    "text",
    [
        "영수증 보내드릴게요", "수리 영수증 내려고 하는데요", "진단서 서류 올렸어요",
        "영수증 사진 찍어서 보내면 되나요",
        "I want to send you the hospital receipt", "Here is the receipt for the repair",
        "Where do I upload the receipt?",
        "I've attached the certificate",
    ],
)  # fmt: skip
def test_a_document_is_handed_in(text: str) -> None:
    assert hands_in_document(text)
    assert not wants_our_document(text)
