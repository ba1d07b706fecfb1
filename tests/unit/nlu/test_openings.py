"""First messages as drivers of every age, dialect and temper write them: what they tell is read, wherever it stands."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.content.configuration import bot_rules
from chalicelib.dialogue.context import RecentTexts
from chalicelib.dialogue.stranded import is_stranded_in_traffic
from chalicelib.nlu import read_message

NOW = datetime.fromisoformat("2026-12-01T08:25+09:00")
OPENINGS = tomllib.loads((Path(__file__).with_name("openings.toml")).read_text(encoding="utf-8"))["openings"]
NOTHING_BEFORE: RecentTexts = lambda: ()  # noqa: E731


def _found(opening: dict[str, Any]) -> dict[str, object]:
    now = datetime.fromisoformat(opening["now"]) if "now" in opening else NOW
    found = read_message(opening["said"], now).entities
    return {slot: found.get(slot) for slot in opening["facts"]}


def test_what_an_opening_says_is_read() -> None:
    assert [opening["said"] for opening in OPENINGS if _found(opening) != opening["facts"]] == []


@pytest.mark.parametrize(
    "said, unknown",
    [
        ("걸어가다가 차에 치였어요", {"drivable", "tow_needed", "driver", "dashcam"}),
        ("우리 애가 길 건너다가 차에 치였어요", {"drivable", "tow_needed", "driver", "dashcam"}),
        ("할머니가 길 건너다가 제 차에 부딪혔어요", set()),
        ("횡단보도 건너는 아이를 박았어요", set()),
        ("운전하다가 걸어가는 사람을 쳤어요", set()),
    ],
)
def test_nothing_is_asked_of_the_car_of_who_walked(said: str, unknown: set[str]) -> None:
    closed = str(read_message(said, NOW).entities.get("unknown", "")).split()
    assert set(closed) & {"drivable", "tow_needed", "driver", "dashcam"} == unknown


@pytest.mark.parametrize(
    "said, stranded",
    [
        ("저녁 6시 30분에 신호위반 차가 제 차 옆을 박았어요 교차로 한가운데서요", False),
        ("도로 한가운데 서 있어요 차가 안 움직여요", True),
        ("교차로 한가운데서 차가 멈췄어요", True),
        ("오늘 아침 7시 40분 터널 안에서 미끄러져 가드레일을 박았어요 견인 필요합니다", False),
        ("방금 터널 안에서 미끄러져 가드레일을 박았어요 견인 필요합니다", True),
        ("아침 7시 40분에 터널 안에서 박았는데 아직 1차로 한가운데예요", True),
    ],
)
def test_where_it_happened_is_not_where_a_car_stands_now(said: str, stranded: bool) -> None:
    assert is_stranded_in_traffic(read_message(said, NOW), NOTHING_BEFORE, {}, bot_rules()) is stranded
