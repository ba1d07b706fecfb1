"""Acts of the conversation itself: a customer who waits, leaves, comes back, has said it before, won't tell, stops.

A message is read sentence by sentence. A sentence is an act where all of it is one, by the grammar of
`conversation_acts.txt`; of a sentence that ends in "I'll do it later", what stands before is its reason. What is left
of the message are the facts that it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.jamo import FIRST, is_syllable

ConversationAct = Literal[
    "pause",
    "later",
    "resume",
    "attention",
    "already_said",
    "skip",
    "wont_tell",
    "none_exists",
    "refuse",
    "stop",
]
"""What a customer does about the conversation."""

_LAST_VERB = 4
_SSANG_SIOT = 20
_PAST = {
    "later": "",
    "wont_tell": "",
    "skip": "",
    "errand_any": "",
    "busy": "왔셨겼됐쳤깼탔했졌",
    "pause": "왔셨",
    "none_exists": "였었왔",
}
"""Syllables of the past tense that an act's last verb may have; others are no such act."""

MAX_REASON = 14
"""Letters of a sentence that is only why the customer leaves."""

_REASONS = ("서요", "라서", "거든요", "겠네요", "느라고요", "라서요")

MAX_SENTENCE = 70
"""Letters of a sentence that can be an act; longer ones tell something."""


@dataclass(frozen=True, slots=True)
class ActReading:
    """The acts of a message, in order, and the rest of its words: the facts beside them."""

    acts: tuple[ConversationAct, ...]
    rest: str


_BLANK = re.compile(r"[^가-힣a-z0-9ㄱ-ㅎㅏ-ㅣ%]+|[ㅠㅜㅋㅎㅡ]+")
_SLIPS = str.maketrans({"햇": "했", "잇": "있", "됏": "됐", "몬": "못", "겟": "겠", "앗": "았", "엇": "었", "쨰": "째"})
_FIRST: tuple[ConversationAct, ...] = ("skip",)
_HEADS: tuple[tuple[ConversationAct, str], ...] = (
    ("stop", "stop"),
    ("pause", "pause"),
    ("later", "busy"),
    ("later", "later"),
    ("pause", "errand_any"),
)
"""Acts that may have a reason before them in their sentence, and the keys of their patterns."""
_GOES_ON = ("데", "지만", "고")
"""Endings of a clause that leads to the next one: "운전 중인데 뒤차가 박았어요" says when."""
_LAST: tuple[ConversationAct, ...] = ("pause", "later", "stop", "refuse")
"""Acts after which nothing more is told."""
_AFTER_LATER: tuple[ConversationAct, ...] = (
    "resume",
    "attention",
    "already_said",
    "wont_tell",
    "none_exists",
    "refuse",
)


def read_conversation_acts(cleaned: str, repaired: str) -> ActReading:
    """The acts of a message, from its clean text and that without typos. Facts beside them are the rest, in its words;
    a yes or no alone beside them answers nothing."""
    said, written = dialogue_acts.split_sentences(repaired), dialogue_acts.split_sentences(cleaned)
    written = written if len(written) == len(said) else said
    sentences = [(squeeze(each), words) for each, words in zip(said, written, strict=True)]
    read = [_read_sentence(each, words) for each, words in sentences]
    for place, (act, _) in enumerate(read):
        after = place > 0 and read[place - 1][0] == "later" and _is_when_alone(sentences[place][0])
        before = place + 1 < len(read) and read[place + 1][0] == "later" and _is_why(sentences[place][0])
        if act is None and (after or before):
            read[place] = ("later", "")
    for place in reversed(range(len(read) - 1)):
        if _leads_on(read[place][0], sentences[place][0]) and _adds_facts(read[place + 1 :], sentences[place + 1 :]):
            read[place] = (None, sentences[place][1])
    for place, (act, _) in enumerate(read):
        if act == "later" and place and read[place - 1][0] == "pause" and not _names_time(sentences[place][0]):
            read[place] = ("pause", "")  # only why
    acts = list(dict.fromkeys(act for act, _ in read if act is not None))
    left = [facts for _, facts in read if facts]
    if not acts:
        return ActReading((), cleaned)
    beside = [_whole("act_beside")] + ([_whole("act_done")] if "resume" in acts else [])
    rest = [each for each in left if _says_more(squeeze(each), beside)]
    return ActReading(tuple(acts), " ".join(rest))


def _is_when_alone(said: str) -> bool:
    """Whether a sentence says when, and nothing else."""
    return word_patterns.pattern("act_when_alone").fullmatch(said) is not None


def _is_why(said: str) -> bool:
    """Whether a short sentence is a reason, and says nothing of the accident: "손님이 많아서요"."""
    short = len(said) <= MAX_REASON and said.endswith(_REASONS)
    return short and word_patterns.pattern("collision").search(said) is None


def _names_time(said: str) -> bool:
    """Whether a sentence says when the customer goes on, or that they do so again."""
    return word_patterns.pattern("act_names_time").search(said) is not None


def sounds_like_leaving(said: str) -> bool:
    """Whether the words of a squeezed sentence, though no act by the grammar, say that the customer goes on later."""
    return word_patterns.pattern("act_likely_later").search(said) is not None and not _past_syllable(said)


def _leads_on(act: ConversationAct | None, said: str) -> bool:
    """Whether a sentence is no act where something is told after it."""
    return act in _LAST or (act != "already_said" and said.endswith(_GOES_ON))


def _adds_facts(read: list[tuple[ConversationAct | None, str]], sentences: list[tuple[str, str]]) -> bool:
    """Whether later sentences tell facts."""
    courtesy = [_whole("act_beside")]
    later = zip(read, sentences, strict=True)
    return any(act is None and _says_more(said, courtesy) for (act, _), (said, _) in later)


def _says_more(said: str, beside: list[re.Pattern[str]]) -> bool:
    return bool(said) and not any(pattern.fullmatch(said) for pattern in beside)


def _read_sentence(said: str, words: str) -> tuple[ConversationAct | None, str]:
    """The act of a sentence, and which of its `words` are facts."""
    if not said or len(said) > MAX_SENTENCE:
        return None, words
    for act in _FIRST:
        if _is_whole(act, said):
            return act, ""
    for act, key in _HEADS:
        reported = key == "later" and word_patterns.pattern("act_told_first").search(said)
        head = _head(f"act_{key}").fullmatch(said) if not reported and _has_cue(key, said) else None
        if head and (key != "busy" or _keeps_from_going_on(said, words)):
            return act, _facts_before(head["before"], words)
    for act in _AFTER_LATER:
        if _is_whole(act, said):
            return act, ""
    if again := word_patterns.pattern("act_said_again").match(words):
        return "already_said", words[again.end() :]
    emphasis = word_patterns.pattern("act_emphasis").search(words)
    if emphasis and emphasis.start():
        return "already_said", words[: emphasis.start()].strip()
    return None, words


def _keeps_from_going_on(said: str, words: str) -> bool:
    """Whether what the customer does or has to do is another thing than the accident."""
    about_accident = any(word_patterns.pattern(key).search(said) for key in ("act_not_busy", "collision"))
    return not (about_accident or said.endswith(("나요", "까요")) or dialogue_acts.is_question(words))


def _is_whole(act: str, said: str) -> bool:
    return _has_cue(act, said) and _whole(f"act_{act}").fullmatch(said) is not None


def _has_cue(act: str, said: str) -> bool:
    """Whether a sentence may be that act, by its cues and by the past tense of its last verb."""
    return fits_tense(act, said) and any(cue in said for cue in word_patterns.alternatives(f"act_cue.{act}"))


def fits_tense(act: str, said: str) -> bool:
    """Whether the past tense of a squeezed sentence's last verb, if it is in the past, is one that the act has."""
    past = _past_syllable(said)
    return not past or past in _PAST.get(act, past)


def _past_syllable(said: str) -> str:
    """The last syllable of the past tense in the last letters of a sentence; "" in another tense."""
    ends = (
        c
        for c in reversed(said.replace("남았", "남아")[-_LAST_VERB:])
        if is_syllable(c) and (ord(c) - FIRST) % 28 == _SSANG_SIOT
    )
    return next((c for c in ends if c not in "있겠겄"), "")


def squeeze(text: str) -> str:
    """A text as the patterns of acts read it: in lower case, without blanks, marks and slips of the pen."""
    return _BLANK.sub("", text.lower()).translate(_SLIPS)


def _facts_before(before: str, words: str) -> str:
    """The facts in what stands before an act: none in its mere reason."""
    earlier = _words_before(words, len(before))
    if before.endswith(("요", "다")):
        return _read_sentence(before, earlier)[1]
    return earlier if word_patterns.pattern("collision").search(before) else ""


def _words_before(sentence: str, letters: int) -> str:
    """The words of a sentence up to its first `letters` letters, blanks and marks not counted."""
    end = next((i for i in range(len(sentence) + 1) if len(squeeze(sentence[:i])) >= letters), len(sentence))
    return sentence[:end].strip(" ,")


@cache
def _whole(key: str) -> re.Pattern[str]:
    """A whole sentence of `key`, with the fillers before it and the courtesies after it."""
    leads = ("act_filler", "act_done") if key == "act_resume" else ("act_filler",)
    lead = "|".join(word_patterns.alternatives(name)[0] for name in leads)
    return re.compile(f"(?:{lead})*(?:{'|'.join(word_patterns.alternatives(key))})(?:{_tail()})*")


@cache
def _head(key: str) -> re.Pattern[str]:
    """A sentence that ends in an act of `key`; `before`: its reason."""
    filler = word_patterns.alternatives("act_filler")[0]
    if key == "act_stop":
        filler = f"{filler}|{word_patterns.alternatives('act_no')[0]}"
    leads = "|".join(word_patterns.alternatives("act_leads_to"))
    alternatives = "|".join(word_patterns.alternatives(key))
    return re.compile(f"(?P<before>(?:.*?(?:{leads}))?)(?:{filler})*(?:{alternatives})(?:{_tail()})*")


def _tail() -> str:
    return word_patterns.alternatives("act_tail")[0]
