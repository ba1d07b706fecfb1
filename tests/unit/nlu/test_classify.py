"""The command that classifies texts from standard input."""

from __future__ import annotations

import json
from datetime import datetime

from local.nlu.classify import classify_lines

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


def test_any_input_gives_one_object_per_line_in_order() -> None:
    lines = ["배터리 방전됐어요\n".encode(), b"\n", b"\xff\xed\xa0\x80\n", "감사합니다".encode()]
    answers = [json.loads(answer) for answer in classify_lines(lines, NOW)]
    assert [set(answer) for answer in answers] == [{"intent", "confidence", "slots"}] * 4
    assert [answer["intent"] for answer in answers] == ["roadside_request", "out_of_scope", "out_of_scope", "closing"]
    assert answers[0]["slots"] == {"service": "battery"}
