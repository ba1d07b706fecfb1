"""Hangul letters: taking syllables apart, putting keystrokes together, reading the two-set keyboard."""

from __future__ import annotations

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
FIRST, LAST = 0xAC00, 0xD7A3

_LEAD = {c: i for i, c in enumerate(LEADS)}
_VOWEL = {c: i for i, c in enumerate(VOWELS)}
_TAIL = {c: i for i, c in enumerate(TAILS)}
_JOINED_VOWELS = {
    ("ㅗ", "ㅏ"): "ㅘ", ("ㅗ", "ㅐ"): "ㅙ", ("ㅗ", "ㅣ"): "ㅚ", ("ㅜ", "ㅓ"): "ㅝ",
    ("ㅜ", "ㅔ"): "ㅞ", ("ㅜ", "ㅣ"): "ㅟ", ("ㅡ", "ㅣ"): "ㅢ",
}  # fmt: skip
_JOINED_TAILS = {
    ("ㄱ", "ㅅ"): "ㄳ", ("ㄴ", "ㅈ"): "ㄵ", ("ㄴ", "ㅎ"): "ㄶ", ("ㄹ", "ㄱ"): "ㄺ", ("ㄹ", "ㅁ"): "ㄻ",
    ("ㄹ", "ㅂ"): "ㄼ", ("ㄹ", "ㅅ"): "ㄽ", ("ㄹ", "ㅌ"): "ㄾ", ("ㄹ", "ㅍ"): "ㄿ", ("ㄹ", "ㅎ"): "ㅀ",
    ("ㅂ", "ㅅ"): "ㅄ",
}  # fmt: skip
_SPLIT = {joined: pair for pair, joined in (*_JOINED_VOWELS.items(), *_JOINED_TAILS.items())}
_KEYS = dict(
    zip("rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True)
)


def is_syllable(char: str) -> bool:
    """True for a composed Hangul syllable."""
    return "가" <= char <= "힣"


def letters(char: str) -> str:
    """The letters of one syllable ("각" → "ㄱㅏㄱ"); any other character as it is."""
    code = ord(char)
    if not FIRST <= code <= LAST:
        return char
    lead, rest = divmod(code - FIRST, 588)
    vowel, tail = divmod(rest, 28)
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]


def keystrokes(text: str) -> str:
    """The single letters typed for `text`, joined vowels and finals split ("왔" → "ㅇㅗㅏㅆ")."""
    return "".join("".join(_SPLIT.get(letter, (letter,))) for char in text for letter in letters(char))


def compose(keys: str) -> str:
    """What a two-set keyboard would show for these keystrokes; what fits nowhere stays a loose letter."""
    out: list[str] = []
    lead = vowel = tail = ""

    def flush() -> None:
        nonlocal lead, vowel, tail
        if lead and vowel:
            out.append(chr(FIRST + _LEAD[lead] * 588 + _VOWEL[vowel] * 28 + _TAIL[tail]))
        else:
            out.append(lead + vowel)
        lead = vowel = tail = ""

    for key in keys:
        if key in _VOWEL:
            if tail:
                kept, moved = _SPLIT.get(tail, ("", tail))
                if moved in _LEAD:
                    tail = kept
                    flush()
                    lead, vowel = moved, key
                    continue
            if vowel and not tail and (vowel, key) in _JOINED_VOWELS:
                vowel = _JOINED_VOWELS[vowel, key]
                continue
            if vowel:
                flush()
            vowel = key
            if not lead:
                flush()
        elif key in _LEAD:
            if lead and vowel:
                if not tail and key in _TAIL:
                    tail = key
                    continue
                if tail and (tail, key) in _JOINED_TAILS:
                    tail = _JOINED_TAILS[tail, key]
                    continue
            flush()
            lead = key
        else:
            flush()
            out.append(key)
    flush()
    return "".join(out)


def from_latin_keys(word: str) -> str:
    """`word` typed with the keyboard left in English, as Hangul ("tkrh" → "사고")."""
    return compose("".join(_KEYS.get(c) or _KEYS.get(c.lower(), c) for c in word))
