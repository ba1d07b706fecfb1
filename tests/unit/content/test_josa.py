"""Korean particles by the pronunciation of a word. The table is shared with the pages, so that both sides agree."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.josa import JOSA, josa_after

_SPOKEN = json.loads(Path("web/design/test/josa.json").read_text("utf-8"))
SYLLABLES = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))


@pytest.mark.parametrize("word, of_objects, of_directions", _SPOKEN)
def test_a_particle_follows_the_pronunciation(word: str, of_objects: str, of_directions: str) -> None:
    assert (josa_after(word, "을/를"), josa_after(word, "(으)로")) == (of_objects, of_directions)


@pytest.mark.parametrize(
    "written",
    [
        "사고 접수를", "계약 변경을", "본인확인 예약을", "서울을",
        # figures as they are said: 영 일 이 삼 사 오 육 칠 팔 구, 십 백 천 만 억, 조
        "0을", "1을", "2를", "3을", "4를", "5를", "6을", "7을", "8을", "9를", "10을", "100을", "1,000을", "10,000을",
        "100,000,000을", "1,000,000,000,000를", "10,000,000,000,000,000을", "010-1234-5678을", "12가3456을", "3.5를",
        # letters and words
        "SUV를", "PDF를", "LPG를", "URL을", "ATM을", "CCTV를", "VIN을", "KB를", "R을", "GV80을", "K5를", "SM7을",
        "i30을",
        "Kim을", "Anne을", "Google을", "Peter를", "Barobot을", "Kate를", "Smith를", "Jack을", "phone을",
        "12 km를", "3kg을", "20%를", "ㄱ을",
        # what isn't said
        "홍길동(30)을", "역삼역 (37.50000,127.03000)을", "“접수”를", "[대물]을", "",
    ],
)  # fmt: skip
def test_objects(written: str) -> None:
    if written:
        assert josa_after(written[:-1], "을/를") == written[-1]


@pytest.mark.parametrize(
    "written",
    [
        "서울로",
        "부산으로",
        "제주로",
        "010-1234-5678로",
        "010-1234-5670으로",
        "010-1234-5671로",
        "2로",
        "6으로",
        "URL로",
        "VIN으로",
    ],
)
def test_directions(written: str) -> None:
    word = written.removesuffix("으로") if written.endswith("으로") else written.removesuffix("로")
    assert word + josa_after(word, "(으)로") == written


@pytest.mark.parametrize(
    "word, pair, particle",
    [
        ("김하늘", "이/가", "이"), ("정지우", "이/가", "가"), ("대인", "은/는", "은"), ("대물", "과/와", "과"),
        ("자차", "과/와", "와"), ("11월 30일(월)", "이에요/예요", "이에요"), ("오늘", "이라고/라고", "이라고"),
        ("사고", "이나/나", "나"), ("바로", "이라고/라고", "라고"),
    ],
)  # fmt: skip
def test_other_pairs(word: str, pair: str, particle: str) -> None:
    assert josa_after(word, pair) == particle


@given(st.text(), SYLLABLES, st.sampled_from(sorted(JOSA - {"(으)로"})))
def test_a_syllable_with_a_final_consonant_takes_the_first_form(before: str, last: str, pair: str) -> None:
    closed = len(unicodedata.normalize("NFD", last)) == 3
    assert josa_after(before + last, pair) == pair.split("/")[0 if closed else 1]


@given(st.text(), st.sampled_from(sorted(JOSA)))
def test_any_text_gets_a_particle(word: str, pair: str) -> None:
    forms = ("으로", "로") if pair == "(으)로" else pair.split("/")
    assert josa_after(word, pair) in forms


def test_another_pair_is_refused() -> None:
    with pytest.raises(KeyError):
        josa_after("사고", "에게/께")
