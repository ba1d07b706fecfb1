"""The development set is consistent: known labels and styles, slots that parse and are in the sentence."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
SEOUL = timedelta(hours=9)
STYLES = {
    *("polite", "casual", "unspaced", "typo", "slang", "terse"),
    *("story", "dialect", "english", "elderly", "dictated"),
}
SLOTS_OF = {
    "accident_report": {"occurred_at", "place", "accident_type", "counterparty_plate", "injured", "tow_needed"},
    "emergency": {"occurred_at", "place", "injured"},
    "roadside_request": {"place", "service"},
    "mileage": {"month"},
    "payment_history": {"month"},
}
INTENTS = {
    *SLOTS_OF,
    *("roadside_status", "roadside_cancel", "claim_status", "claim_documents", "document_submit", "dispute"),
    *("policy_summary", "coverage_question", "policy_change", "policy_extend", "renewal", "cancellation"),
    *("discount", "surcharge", "new_insurance", "agent_request", "wait_status", "complaint", "app_help"),
    *("greeting", "closing", "affirm", "deny", "out_of_scope"),
}
CHOICES = {
    "service": "tow battery tyre lockout fuel winch",
    "accident_type": "rear_end head_on side lane_change intersection single parked pedestrian two_wheeler "
    "hit_and_run reversing",
}
SHAPES = {
    "counterparty_plate": r"(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원"
    r"|충북|충남|전북|전남|경북|경남|제주)\d{1,2}|\d{2,3})[가-힣]\d{4}",
    "phone": r"01[016789]\d{7,8}|050\d{8,9}|02\d{7,8}|0[3-6]\d\d{7,8}",
    "month": r"20\d\d-(?:0[1-9]|1[0-2])",
}


class Utterance(msgspec.Struct, forbid_unknown_fields=True):
    """One line of the set."""

    text: str
    now: str
    style: str
    intent: str
    slots: dict[str, str | bool]


def _said() -> list[Utterance]:
    lines = (line for path in sorted(HERE.glob("*.jsonl")) for line in path.read_bytes().splitlines())
    return [msgspec.json.decode(line, type=Utterance) for line in lines]


SAID = _said()


def _valid(name: str, value: str | bool, said: Utterance) -> bool:
    if isinstance(value, bool):
        return name in {"injured", "tow_needed"}
    if name in CHOICES:
        return value in CHOICES[name].split()
    if name in SHAPES:
        return re.fullmatch(SHAPES[name], value) is not None
    if name == "place":
        return bool(value) and value == value.strip() and value in said.text
    if name != "occurred_at":
        return False
    now = datetime.fromisoformat(said.now)
    if len(value) == len("2026-11-22"):
        return date.fromisoformat(value) <= now.date()
    moment = datetime.fromisoformat(value)
    return len(value) == len("2026-11-22T15:00+09:00") and moment.utcoffset() == SEOUL and moment <= now


def test_every_line_has_valid_labels_styles_and_slots() -> None:
    for said in SAID:
        assert said.intent in INTENTS, said
        assert said.style in STYLES, said
        assert said.text.strip() == said.text != "", said
        assert datetime.fromisoformat(said.now).utcoffset() == SEOUL, said
        assert said.slots.keys() <= SLOTS_OF.get(said.intent, set()) | {"phone"}, said
        assert [name for name, value in said.slots.items() if not _valid(name, value, said)] == [], said


def test_no_utterance_is_repeated() -> None:
    assert [text for text, times in Counter(said.text for said in SAID).items() if times > 1] == []


def test_every_label_and_every_style_has_its_share() -> None:
    labels = Counter(said.intent for said in SAID)
    assert labels.keys() == INTENTS
    assert min(labels.values()) >= 30
    styles = Counter(said.style for said in SAID)
    assert styles.keys() == STYLES
    assert max(styles.values()) <= 1.2 * min(styles.values())
