"""The trained model of conversation acts, on words that it was not trained on."""

import json
import tomllib
from pathlib import Path

import pytest

from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.act_model import FILE, NO_ACT, likely_act, load_act_model
from chalicelib.nlu.conversation_acts import read_conversation_acts
from chalicelib.nlu.text import clean_text, repair_typos
from local.nlu import acts, corpus

WORDS = tomllib.loads(Path(__file__).with_name("act_words.toml").read_text(encoding="utf-8"))
NONE = WORDS.pop(NO_ACT)
CLOSES = {"skip", "wont_tell", "none_exists", "dont_know"}
ALIKE = {
    **dict.fromkeys(CLOSES, CLOSES),
    "pause": {"pause", "later"},
    "attention": {"attention", "resume"},
    "resume": {"attention", "resume"},
    "refuse": {"refuse", "stop", "wont_tell", "skip"},
    "stop": {"stop", "refuse"},
}
"""Acts with which the bot does nearly the same."""
MIN_READ, MIN_LATER, MAX_FALSE = 0.65, 0.8, 1
STORIES = Path(__file__).parent.parent.parent / "stories"
MAX_BYTES = 130_000


def _acts(text: str) -> set[str]:
    cleaned = clean_text(text)
    repaired = repair_typos(cleaned)
    read = {*read_conversation_acts(cleaned, repaired).acts, *({"dont_know"} & dialogue_acts.read_acts(repaired))}
    likely = likely_act(repaired) if not read else None
    return {likely.act} if likely else read


def test_most_new_ways_of_an_act_are_read_by_grammar_and_model() -> None:
    read = [bool(_acts(text) & ALIKE.get(act, {act})) for act, texts in WORDS.items() for text in texts]
    later = [bool(_acts(text) & {"later"}) for text in WORDS["later"]]
    assert sum(read) / len(read) >= MIN_READ
    assert sum(later) / len(later) >= MIN_LATER


def test_sentences_about_the_accident_are_hardly_ever_an_act() -> None:
    read = [text for text in NONE if _acts(text)]
    assert len(read) <= MAX_FALSE, read


@pytest.mark.parametrize("text", ["", "ㅠㅠ", "?", "네", "강남역 사거리에서 뒤차가 박았어요 " * 4])
def test_nothing_is_read_into_marks_or_long_stories(text: str) -> None:
    assert likely_act(text) is None


def test_no_sentence_of_a_test_or_a_story_is_trained() -> None:
    trained = {_letters(text) for _, text in acts.read_acts()} | {_letters(line.text) for line in corpus.read_corpus()}
    tested = {_letters(text) for texts in (*WORDS.values(), NONE) for text in texts}
    stories = {_letters(text) for file in STORIES.glob("*.jsonl") for text in _messages(file)}
    assert sorted(tested & trained) == []
    assert sorted(text for text in stories & trained if len(text) > MAX_COMMON) == []


MAX_COMMON = 10
"""Letters of a text that everybody writes: "다친 사람 없어요"."""


def test_the_file_is_small_and_of_the_data() -> None:
    assert FILE.stat().st_size <= MAX_BYTES
    assert load_act_model().header.data_hash == corpus.digest(acts.read_acts())


def _messages(file: Path) -> list[str]:
    stories = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [text for each in stories for text in (each["opening"], *each.get("then", ()), *each["answers"].values())]


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())
