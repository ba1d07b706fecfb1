"""The command that classifies texts from standard input."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from datetime import datetime

import pytest

from local.nlu.classify import classify_lines, parse_now

NOW = datetime.fromisoformat("2026-11-22T15:00+09:00")


def test_any_input_gives_one_object_per_line_in_order() -> None:
    lines = ["배터리 방전됐어요\n".encode(), b"\n", b"\xff\xed\xa0\x80\n", "감사합니다".encode()]
    answers = [json.loads(answer) for answer in classify_lines(lines, NOW)]
    assert [set(answer) for answer in answers] == [{"intent", "confidence", "slots", "offered"}] * 4
    assert [answer["intent"] for answer in answers] == ["roadside_request", "out_of_scope", "out_of_scope", "closing"]
    assert answers[0]["slots"] == {"service": "battery"}


def test_a_time_is_in_korea_by_default_and_refused_with_an_example() -> None:
    assert parse_now("2026-11-22T15:00") == NOW
    with pytest.raises(ArgumentTypeError, match="2026-11-22T15:00"):
        parse_now("tomorrow")
