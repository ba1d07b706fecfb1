"""Masking of resident registration numbers, which must not be stored.

A resident number is a valid date `YYMMDD`, at most eight characters that are no digits, and seven digits that are not
followed by a digit or a unit. The date stays: `YYMMDD-*******`. A bank account of 13 digits has the same form; it stays
where the words before it say that it is an account.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

MAX_SEPARATORS = 8
"""Maximum number of characters between the two halves of a number."""

MASK = "*" * 7

_DIGIT = "[0-9OoＯｏ〇○]"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]{0,3}"
"""Invisible characters between two digits of one number."""
_COMBINING = r"\u0300-\u036f\u1160-\u11ff\ufe00-\ufe0f\u20e3"
"""Characters that belong to the one before: a decomposed syllable counts as one character, not three."""
_DATE = f"(?P<date>{_DIGIT}(?:{_INVISIBLE}{_DIGIT}){{5}})"
_SEPARATORS = rf"(?P<separators>[{_COMBINING}]*(?:[^0-9{_COMBINING}][{_COMBINING}]*){{0,{MAX_SEPARATORS}}}?)"
_SEVEN = f"(?P<seven>{_DIGIT}(?:{_INVISIBLE}{_DIGIT}){{6}})(?![0-9])"
_CENTURY = "(?<![0-9])(?P<century>19|20)?"

_PARTICLE = (
    "이|을|은|의|에|정|입|씩|도|만|까지|부터|쯤|짜리|가|를|는|로|으로|밖|하고|과|와|받|보냈|결제|송금|지급|청구|나왔|냈"
)
_UNIT_END = f"(?=[^가-힣]|$|{_PARTICLE})"
"""What may follow a unit that other words begin with, too: 원래, 만약, 개인, 점심."""
_OTHER_UNIT = (
    r"킬로|키로|마일|포인트|달러|유로|위안|엔화|리터|미터|[㎞㎏㏄%％₩￦]|(?:km|krw|won|usd|eur|cc|kg|m)(?![a-z])"
)
_UNIT = rf"(?:원(?!래|하시|하신)|만(?!약|나)|천\s?원|억|조\s?원|(?:점|개|건|명|톤){_UNIT_END}|{_OTHER_UNIT})"
_SPACED_UNIT = rf"(?:(?:원|만(?!\s?(?:[0-9]|나이))|천|억|점|개|건|명|톤)(?:\s?원)?{_UNIT_END}|{_OTHER_UNIT})"
"""A unit after a blank, where a word that isn't a unit may begin; "만 36세" is an age."""
_NO_UNIT = rf"(?![\u200b\u2060\ufeff]*{_UNIT}|[\s\u200b\u2060\ufeff]{{1,4}}{_SPACED_UNIT})"

_NUMBER = re.compile(f"{_CENTURY}{_DATE}{_SEPARATORS}{_SEVEN}{_NO_UNIT}", re.IGNORECASE)
_FIRST_HALF = re.compile(rf"{_CENTURY}{_DATE}{_SEPARATORS}\Z", re.IGNORECASE)
_SECOND_HALF = re.compile(rf"\A{_SEPARATORS}{_SEVEN}{_NO_UNIT}", re.IGNORECASE)
_ZERO_LETTER = re.compile("[OoＯｏ]")
_SEPARATOR = re.compile(rf"[^0-9{_COMBINING}]")

_ACCOUNT = re.compile(r"(?:계좌|통장|은행|뱅크|농협|수협|신협|금고|우체국|account|bank)[^0-9]{0,10}\Z", re.IGNORECASE)
_RESIDENT = re.compile(r"주민|생년|등록번호|resident", re.IGNORECASE)
_CONTEXT = 24
"""Characters before a number in which words such as "account" are looked for."""

_MAX_BIRTH_YEAR = 15
"""A date with a four-digit year counts as a date of birth up to 2015; later ones are mostly dates of contracts."""
_SEX_DIGITS = {"19": "1256", "20": "3478"}
"""First digits of the second half by century of birth."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
"""Weights of the check digit."""


DIGIT_IN_ANY_SCRIPT = (
    r"[\dOoＯｏ〇○²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a]"
)
"""Every character that `_decimal` or `_digits_and_signs` turns into a digit, and those that look like 0."""
_DIGIT_RUN = re.compile(f"{DIGIT_IN_ANY_SCRIPT}(?:{_INVISIBLE}{DIGIT_IN_ANY_SCRIPT}){{5}}")
"""Six digits in a row. Every pattern above needs them; few messages have them, so the other readings of a text and the
patterns are tried only after this one has matched."""


def mask_resident_numbers(text: str, max_length: int | None = None) -> str:
    """`text` with resident numbers as `YYMMDD-*******`, in at most `max_length` characters: a number without a hyphen
    grows by one character, and gets fewer stars where there is no room."""
    if not _DIGIT_RUN.search(text):
        return text
    text = _mask_matches(text, _decimal(text), max_length)
    return text if text.isascii() else _mask_matches(text, _digits_and_signs(text), max_length)


def may_contain_resident_number(text: str) -> bool:
    """Whether `text` contains a resident number, or begins with what may be the second half of one."""
    if not _DIGIT_RUN.search(text):
        return False
    readings = _readings(text)
    return any(_SECOND_HALF.match(reading) or _NUMBER.search(reading) for reading in readings)


def starts_with_second_half(text: str) -> bool:
    """Whether `text` begins with what may be the second half of a resident number."""
    return bool(_DIGIT_RUN.search(text)) and any(_SECOND_HALF.match(reading) for reading in _readings(text))


def separators_after_date(text: str, previous: int | None = None) -> int | None:
    """The number of separators after the date at the end of `text`; None if there is no date at its end. `previous` is
    the result for the text before: a text without digits adds its characters to it."""
    if _DIGIT_RUN.search(text):
        for reading in _readings(text):
            for match in _matches(_FIRST_HALF, reading):
                if _date(match) and MASK not in match["separators"]:
                    return _count(match["separators"])
    if previous is None or any(re.search("[0-9]", reading) for reading in _readings(text)):
        return None
    separators = previous + _count(text)
    return separators if separators <= MAX_SEPARATORS else None


def mask_second_half(text: str, separators: int | None) -> str:
    """`text` with the seven digits at its beginning masked, if they complete the date at the end of the text before.
    `separators` is `separators_after_date` of that text."""
    if separators is None or not _DIGIT_RUN.search(text):
        return text
    for reading in _readings(text):
        match = _SECOND_HALF.match(reading)
        if match and separators + _count(match["separators"]) <= MAX_SEPARATORS:
            return text[: match.start("seven")] + MASK + text[match.end("seven") :]
    return text


def _mask_matches(text: str, reading: str, max_length: int | None) -> str:
    """`text` with the resident numbers masked that are found in `reading`, which has the same length."""
    found = [match for match in _matches(_NUMBER, reading) if _is_resident_number(match)]
    growth = sum(len(_date(match)) + 1 + len(MASK) - len(_span(match)) for match in found)
    excess = 0 if max_length is None else max(0, len(text) + growth - max_length)
    parts, end = [], 0
    for match in found:
        missing = min(excess, len(MASK) - 1)
        excess -= missing
        parts += [text[end : match.start("date")], _date(match), "-", MASK[missing:]]
        end = match.end()
    return "".join((*parts, text[end:]))


def _span(match: re.Match[str]) -> str:
    return match.string[match.start("date") : match.end()]


def _readings(text: str) -> tuple[str, ...]:
    return (text,) if text.isascii() else (_decimal(text), _digits_and_signs(text))


def _decimal(text: str) -> str:
    """`text` with the decimal digits of every script as ASCII digits; its length stays."""
    if text.isascii():
        return text
    return "".join(char if char < "\x80" else str(unicodedata.decimal(char, char)) for char in text)


def _digits_and_signs(text: str) -> str:
    """As `_decimal`, and also signs with a digit in them, such as ² and ③, as digits. They may number a list, so this
    reading comes second."""
    return "".join(char if char < "\x80" else str(unicodedata.digit(char, char)) for char in text)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches from left to right. After a match without a valid date the search continues one character further.

    A letter before a number may be read as its first zero, with the last digit of the date or of the number left over,
    as in "NO010101OOOOOOO": the match that begins one character later counts.
    """
    start = 0
    while match := pattern.search(text, start):
        if _ZERO_LETTER.match(text, match.start("date")) and (
            _ZERO_LETTER.match(text, match.end("date")) or _ZERO_LETTER.match(text, match.end())
        ):
            later = pattern.search(text, match.start() + 1)
            if later and later.start("date") < match.end("date") and _date(later):
                match = later
        yield match
        start = match.end() if _date(match) else match.start() + 1


def _is_resident_number(match: re.Match[str]) -> bool:
    is_phone_number = match.string[: match.start()].endswith(("+", "＋")) and not match["separators"]
    return bool(_date(match)) and not is_phone_number and not _is_account(match)


def _date(match: re.Match[str]) -> str:
    """The date in ASCII digits; "" where there is no such day, or where the digit after it belongs to another century
    than the year."""
    digits = _digits(match["date"])
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        date(2000 + year, month, day)  # every YY that may be a leap year is one in the 2000s
    except ValueError:
        return ""
    sex_digits = _SEX_DIGITS.get(match["century"] or "", "")
    if not sex_digits or "seven" not in match.re.groupindex:
        return digits
    known = match["separators"] and (match["century"] == "19" or year <= _MAX_BIRTH_YEAR)
    return digits if known and _digits(match["seven"])[0] in sex_digits else ""


def _digits(reading: str) -> str:
    return "".join(char if char.isdecimal() else "0" for char in reading if re.fullmatch(_DIGIT, char))


def _is_account(match: re.Match[str]) -> bool:
    """Whether 13 digits in a row follow words for an account and don't have the check digit of a resident number."""
    if match["separators"]:
        return False
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    if not _ACCOUNT.search(before) or _RESIDENT.search(before):
        return False
    digits = [int(digit) for digit in _digits(match["date"] + match["seven"])]
    check = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (11 - check % 11) % 10 != digits[12]


def _count(text: str) -> int:
    return len(_SEPARATOR.findall(text))
