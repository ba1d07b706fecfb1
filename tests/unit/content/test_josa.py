"""Korean particles follow a word as it is spoken. The table is the pages' own: both sides must read a word alike."""

import json
from pathlib import Path

import pytest

from chalicelib.content.josa import josa

_SPOKEN = json.loads(Path("web/design/test/josa.json").read_text("utf-8"))


@pytest.mark.parametrize("word, of_objects, of_directions", _SPOKEN)
def test_a_particle_follows_the_word_as_it_is_spoken(word: str, of_objects: str, of_directions: str) -> None:
    assert (josa(word, "을/를"), josa(word, "(으)로")) == (of_objects, of_directions)


@pytest.mark.parametrize(
    "word, pair, said",
    [("사고", "이/가", "가"), ("보험", "은/는", "은"), ("서울", "과/와", "과"), ("바로", "이라고/라고", "라고")],
)
def test_each_pair_has_a_form_after_a_consonant_and_one_after_a_vowel(word: str, pair: str, said: str) -> None:
    assert josa(word, pair) == said


def test_another_pair_is_refused() -> None:
    with pytest.raises(KeyError):
        josa("사고", "를/을")
