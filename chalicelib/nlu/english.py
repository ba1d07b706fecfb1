"""Detects English. The model's accuracy is low for English, and customers who write it get English answers."""

import re

_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
_WORD = re.compile(r"[a-z']+", re.ASCII)
_COMMON = re.compile(
    r"(?:a|about|after|all|am|an|and|any|are|at|be|because|been|but|by|can|can't|could|did|do|does|don't|for|from|get|"
    r"had|has|have|he|hello|help|her|here|hi|his|how|i|i'd|i'll|i'm|i've|if|in|is|isn't|it|it's|its|just|like|me|my|"
    r"need|no|not|now|of|ok|on|or|our|out|please|she|should|so|somebody|someone|something|thank|thanks|that|the|their|"
    r"them|there|they|this|to|up|us|want|was|we|we're|went|were|what|when|where|which|who|why|will|with|would|yes|you|"
    r"your)"
)
"""Common English words. Korean typed with the keyboard set to Latin letters ("dkssudgktpdy") has none of them."""


def contains_hangul(text: str) -> bool:
    """Whether a text has a Korean letter."""
    return _HANGUL.search(text) is not None


def without_korean_words(text: str) -> str:
    """The text without words that have a Korean letter, such as names and plates."""
    return " ".join(word for word in text.split() if not contains_hangul(word))


def is_english(text: str) -> bool:
    """Whether a message is written in English: two words at least, one of them common, and no Hangul."""
    if contains_hangul(text):
        return False
    words = _WORD.findall(text.lower().replace("’", "'"))
    return len(words) > 1 and any(map(_COMMON.fullmatch, words))
