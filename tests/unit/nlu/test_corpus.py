"""The training utterances are consistent, and generated typos reproducible."""

from __future__ import annotations

from random import Random

from local.nlu import corpus
from local.nlu.corpus import CorpusLine
from local.nlu.noise import add_typos


def test_no_text_has_two_labels() -> None:
    assert corpus.conflicts(corpus.read_corpus()) == []


def test_a_text_with_two_labels_is_found_despite_punctuation_and_spaces() -> None:
    lines = [
        CorpusLine("greeting", "terse", "계세요", "a"),
        CorpusLine("renewal", "polite", "갱신 언제예요", "a"),
        CorpusLine("wait_status", "terse", "계 세요?", "b"),
    ]
    assert corpus.conflicts(lines) == [(lines[0], lines[2])]


def test_typos_are_reproducible_and_keep_the_length_of_words() -> None:
    said = "배터리가 방전됐는데 기사님 좀 보내 주세요"
    assert add_typos(said, Random(3)) == add_typos(said, Random(3)) != said
    assert len(add_typos(said, Random(3)).replace(" ", "")) == len(said.replace(" ", ""))
