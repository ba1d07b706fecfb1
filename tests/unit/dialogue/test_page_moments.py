"""The bot reads the times that the customer's page writes."""

import pytest

from tests.unit.dialogue.flow_talk import intake


@pytest.mark.parametrize(
    "written, value",
    [
        ("11월 22일 오후 2시 30분", "2026-11-22T14:30+09:00"),
        ("11월 22일 낮 12시", "2026-11-22T12:00+09:00"),
        ("11월 22일 낮 12시 5분", "2026-11-22T12:05+09:00"),
        ("11월 22일 오전 0시", "2026-11-22T00:00+09:00"),
        ("11월 22일 오전 0시 5분", "2026-11-22T00:05+09:00"),
        ("11월 22일 오전 7시", "2026-11-22T07:00+09:00"),
        ("2025년 12월 31일 오후 3시", "2025-12-31T15:00+09:00"),
        ("11월 22일", "2026-11-22"),
        ("22 Nov 14:30", "2026-11-22T14:30+09:00"),
        ("22 Nov 0:05", "2026-11-22T00:05+09:00"),
        ("22 Nov 7:00", "2026-11-22T07:00+09:00"),
        ("31 December 2025 15:00", "2025-12-31T15:00+09:00"),
        ("22 Nov", "2026-11-22"),
    ],
)
def test_a_time_written_by_the_page_is_read(written: str, value: str) -> None:
    talk = intake("사고", injured=False, accident_type="rear_end").says(written)
    assert talk.running.slots["occurred_at"] == value
