"""The grammar of acts of the conversation, on a grid of reasons, heads, endings and ways of writing."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from chalicelib.nlu.conversation_acts import ActReading, read_conversation_acts
from chalicelib.nlu.text import clean_text, repair_typos

GRID = tomllib.loads(Path(__file__).with_name("conversation_acts.toml").read_text(encoding="utf-8"))
WAYS = {act: ["".join(words) for lists in grids for words in product(*lists)] for act, grids in GRID.items()}
NO_ACTS = WAYS.pop("none")


def _read(text: str) -> ActReading:
    cleaned = clean_text(text)
    return read_conversation_acts(cleaned, repair_typos(cleaned))


@pytest.mark.parametrize("act", WAYS)
def test_an_act_is_read_in_every_way_of_saying_it_and_without_its_blanks(act: str) -> None:
    missed = [
        text
        for said in WAYS[act]
        for text in (said, said.replace(" ", ""), f"{said} ㅠㅠ", f"네. {said}!!")
        if act not in _read(text).acts or _read(text).rest
    ]

    assert missed == []


def test_a_sentence_about_the_accident_is_no_act() -> None:
    assert [said for said in NO_ACTS if _read(said).acts] == []


@pytest.mark.parametrize(
    "text, acts, rest",
    [
        ("강남역 사거리라니까요", ("already_said",), "강남역 사거리"),
        ("다친 사람 없다니까요", ("already_said",), "다친 사람 없다"),
        ("아까 말했잖아요 어제 세시요", ("already_said",), "어제 세시요"),
        ("강남역이요. 지금 회의 들어가야 돼서 이따 할게요", ("later",), "강남역이요."),
        ("모레부터 조카도 운전하게 해주세요", (), "모레부터 조카도 운전하게 해주세요"),
        ("내일 통화하게 해주세요", (), "내일 통화하게 해주세요"),
        ("잠깐만요 3시가 아니라 4시요", (), "잠깐만요 3시가 아니라 4시요"),
        ("운전 중인데 뒤에서 박았어요. 접수하려고 하는데요", (), "운전 중인데 뒤에서 박았어요. 접수하려고 하는데요"),
        ("다시 왔어요 강남역이요", ("resume",), "강남역이요"),
        ("아니요 이따 할게요", ("later",), ""),
        ("네 끊었습니다 계속할게요", ("resume",), ""),
        ("지금은 안 돼요 네 시 넘어서요", ("later",), ""),
        ("손님이 많아서요 오후 5시 이후에 다시 할게요", ("later",), ""),
        ("지금은 바빠요 저녁 8시쯤 되면 할게요", ("later",), ""),
        ("세 시 넘어서요", (), "세 시 넘어서요"),
        ("지하철 들어와요", ("later",), ""),
        ("버스가 와서 박았어요", (), "버스가 와서 박았어요"),
        ("오늘은 더 못 하겠어요", ("later",), ""),
        ("고마 자야겠심더 낼 하입시더", ("later",), ""),
        ("어제 오후 5시 이후에요", (), "어제 오후 5시 이후에요"),
        ("잠깐만요 아이가 울어서요", ("pause",), ""),
        ("잠시만요 손님이 와서요", ("pause",), ""),
        ("잠깐만요 손님이 와서 이따 할게요", ("pause", "later"), ""),
        ("잠깐만요 지금 회의 들어가야 돼요", ("pause", "later"), ""),
        ("뒤차가 박아서 정신이 없어서 이따 할게요", ("later",), "뒤차가 박아서 정신이 없어서"),
    ],
)
def test_the_facts_beside_an_act_are_the_rest(text: str, acts: tuple[str, ...], rest: str) -> None:
    assert _read(text) == ActReading(acts, rest)  # type: ignore[arg-type]
