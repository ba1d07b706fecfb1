"""What people say first who need help at the roadside: what they told isn't asked, and an accident stays one."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.entry.centre import Centre
from tests.entry.draft_talk import KO, Talk
from tests.entry.roadside_talk import stranded, words

OPENINGS = [
    json.loads(line) for line in Path(__file__).with_name("roadside_openings.jsonl").read_text("utf-8").splitlines()
]
"""`say`: the messages, by sixty writers who didn't know the bot. `told`: the words for each fact, `asks`: the facts
that are asked all the same."""

SLOTS = {"place": "location", "people": "passengers", "access": "access"}


def form(centre: Centre, talk: Talk) -> tuple[str, dict[str, str]]:
    """The form that the bot fills and its values; where the conversation waits as for an accident, "accident"."""
    active = centre.bot_states.load(talk.id).active_flow
    waits = centre.stored_conversation(talk.id).queue
    return ("accident" if waits == "accident" else active.flow if active else ""), dict(active.slots) if active else {}


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda opening: opening["say"][0][:20])
def test_an_opening_starts_the_request_and_what_was_said_is_not_asked(centre: Centre, opening: dict[str, Any]) -> None:
    talk = stranded(centre)
    for text in opening["say"]:
        talk.writes(text)
    flow, known = form(centre, talk)
    if opening.get("emergency"):
        assert flow == "accident"
        return
    asked = [fact for fact, slot in SLOTS.items() if fact in opening["told"] and slot not in known]
    assert (flow, known.get("service"), asked) == ("roadside", opening["service"], opening.get("asks", []))
    assert not centre.bot_states.load(talk.id).emergency_asked


@pytest.mark.parametrize(
    "said, service",
    [
        ("충전이 바닥났어요", "tow"),
        ("전기차 배터리가 0%예요", "tow"),
        ("전기차인데 충전을 깜빡해서 0%예요", "tow"),
        ("가스가 떨어졌어요", "tow"),
        ("경유를 넣어야 하는데 휘발유를 넣었어요", "tow"),
        ("연료 게이지가 바닥이에요", "fuel"),
        ("못이 두 개 박혔어요", "tyre"),
        ("눈길에 빠져서 못 나와요", "winch"),
    ],
)
def test_a_breakdown_in_rarer_words_is_one(centre: Centre, said: str, service: str) -> None:
    talk = stranded(centre)
    talk.writes(said)
    flow, known = form(centre, talk)
    assert (flow, known["service"]) == ("roadside", service)


@pytest.mark.parametrize(
    "said, flow",
    [
        ("뒤차가 박아서 타이어가 터졌어요", "accident_report"),
        ("기둥에 박고 나서 배터리가 나갔어요", "accident_report"),
        ("빙판에 미끄러져서 가드레일 박았어요 꺼내만 주세요", "accident_report"),
        ("눈길에 미끄러져 논에 빠졌어요", "accident_report"),
        ("차가 도랑에 빠졌는데 허리가 아파요 꺼내만 주세요", "accident_report"),
        ("포트홀 밟아서 타이어가 터졌어요", "accident_report"),
        ("진흙에 빠져서 나무에 부딪혔어요", "accident_report"),
        ("눈길에 빠졌는데 사람이 다쳤어요", "accident"),
        ("모래사장에 빠졌는데 물이 들어와요", "accident"),
        ("갯벌에 빠졌는데 밀물이 들어와요 사람이 타고 있어요", "accident"),
        ("눈밭에 빠졌는데 임신 8개월이에요 배가 아파요", "accident"),
        ("할머니가 차에 계신데 문이 잠겼어요", "accident"),
        ("애기 태운 채로 키 두고 내렸는데 문 잠겼어요", "accident"),
        ("차 키를 안에 두고 잠갔는데 애기가 카시트에 있어요 울어요", "accident"),
        ("브레이크가 안 들어 주차장으로 내려가고 있어요", "accident"),
        ("낭떠러지에 걸쳐 있어요 사람이 타고 있어요 기름도 없어요", "accident"),
    ],
)
def test_a_collision_or_emergency_beside_a_breakdown_comes_first(centre: Centre, said: str, flow: str) -> None:
    talk = stranded(centre)
    talk.writes(said)
    assert form(centre, talk)[0] == flow


@pytest.mark.parametrize("asked", ["몇 번까지 무료예요?", "몇번까지 무료에요", "몇 번 부를 수 있어요?", "얼마예요?"])
@pytest.mark.parametrize("place", ["", " 강남역 2번 출구 앞이에요"])
def test_what_a_call_costs_is_answered_and_the_question_stands(centre: Centre, asked: str, place: str) -> None:
    talk = stranded(centre)
    talk.writes(f"배터리 방전됐어요.{place}")
    before = form(centre, talk)
    talk.writes(asked)
    assert KO.render("bot", "answer_call_cost") in words(talk, 2)
    assert form(centre, talk) == before
