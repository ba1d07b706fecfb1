"""Records of misunderstood utterances, anonymised, for training.

`feedback_record` makes the record of an utterance that was rejected, clarified or corrected. Numbers that identify a
person (telephone, plate, resident number, card, account, contract), mail addresses and introduced names are replaced.
"""

from __future__ import annotations

import re

import msgspec

from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.nlu.phones import extract_phone_numbers
from chalicelib.nlu.plates import extract_plates
from chalicelib.nlu.types import NluResult

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<mail>"),
    (re.compile(r"(?<!\d)\d{6}(?:\s?[-~]?\s?[1-8]\d{6}(?!\d)|-\*{6,7})"), "<resident>"),
    (re.compile(r"(?<!\d)\d{4}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{3,4}(?!\d)"), "<card>"),
    (re.compile(r"(?<!\d)\d{2,6}-\d{2,6}-\d{2,7}(?:-\d{1,3})?(?!\d)"), "<account>"),
    (re.compile(r"(?<!\d)\d{7,}(?!\d)"), "<number>"),
    (
        re.compile(
            r"((?:고객명|성명|성함|이름|예금주|계약자|피보험자)\s?(?:은|는|이|:)?\s?)[가-힣]{2,4}?(?=\s|$|[,.]|이에요|예요|입니다|이고|님|씨)"
        ),
        r"\1<name>",
    ),
    (re.compile(r"[가-힣]{2,4}(?=\s?(?:고객님|씨|님입니다|이라고\s?합니다|라고\s?합니다))"), "<name>"),
)


class FeedbackRecord(msgspec.Struct, frozen=True):
    """An utterance for training. `actual_intent` is the intent that the customer or agent chose, if known."""

    text: str
    predicted_intent: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    actual_intent: str | None = None


def feedback_record(text: str, result: NluResult, actual_intent: str | None = None) -> FeedbackRecord:
    """The record of a clean utterance that was rejected, clarified or corrected."""
    return FeedbackRecord(anonymise(text), result.intent, result.confidence, result.alternatives, actual_intent)


def anonymise(text: str) -> str:
    """A clean text without what identifies a person."""
    tidy = mask_resident_numbers(text)
    for pattern, mask in _MASKS[:3]:
        tidy = pattern.sub(mask, tidy)
    for phone in reversed(extract_phone_numbers(tidy)):
        tidy = f"{tidy[: phone.start]}<phone>{tidy[phone.end :]}"
    for plate in reversed(extract_plates(tidy)):
        tidy = f"{tidy[: plate.start]}<plate>{tidy[plate.end :]}"
    for pattern, mask in _MASKS[3:]:
        tidy = pattern.sub(mask, tidy)
    return tidy
