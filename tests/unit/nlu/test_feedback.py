"""Feedback records for training, and labelling them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from chalicelib.nlu import understand
from chalicelib.nlu.feedback import anonymise, feedback_record
from local.nlu.label import labelled

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


@pytest.mark.parametrize(
    "said, stored",
    [
        ("제 번호 010-1234-5678 이고 차는 12가3456", "제 번호 <phone> 이고 차는 <plate>"),
        ("공일공 일이삼사 오육칠팔", "<phone>"),
        ("800101-1234567", "<resident>"),
        ("8OO101 다시 1234567", "<resident>"),
        ("800101-*******", "<resident>"),
        ("카드 1234-5678-1234-5678", "카드 <card>"),
        ("계좌 110-234-567890", "계좌 <account>"),
        ("고객명 홍길동 입니다", "고객명 <name> 입니다"),
        ("저는 김철수라고 합니다", "저는 <name>라고 합니다"),
        ("a.b@example.com", "<mail>"),
    ],
)
def test_personal_data_is_masked(said: str, stored: str) -> None:
    assert anonymise(said) == stored


def test_a_record_has_the_predicted_and_the_meant_intent() -> None:
    found = understand("보험료 010-1234-5678", NOW)
    kept = feedback_record("보험료 010-1234-5678", found, actual_intent="payment_history")
    assert (kept.text, kept.predicted_intent, kept.actual_intent) == ("보험료 <phone>", found.intent, "payment_history")


def test_an_operator_accepts_picks_types_skips_and_stops() -> None:
    kept = feedback_record("보험료", understand("보험료", NOW), actual_intent="payment_history")
    answers: Iterator[str] = iter(["", "2", "nonsense", "renewal", "s", "q"])
    done = list(labelled([kept] * 9, ("renewal", "payment_history"), lambda _: next(answers)))
    second = next(label for label, _ in kept.alternatives if label != "payment_history")
    assert [label for label, _ in done] == ["payment_history", second, "renewal"]
