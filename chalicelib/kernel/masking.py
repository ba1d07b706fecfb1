"""What must never be stored: resident registration numbers.

A resident number is a real date `YYMMDD`, at most eight signs that are no digits, and seven digits that no further
digit and no unit follows. Of it the date is kept: `YYMMDD-*******`. An account of 13 digits reads the same; it is left
alone where the words before it say that it is one.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

MAX_SEPARATORS = 8
"""More signs than this between the halves make them two numbers."""

MASK = "*" * 7

_DIGIT = "[0-9OoＯｏ〇○]"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]{0,3}"
"""What may stand between two digits of one number: it isn't seen."""
_JOINED = r"\u0300-\u036f\u1160-\u11ff\ufe00-\ufe0f\u20e3"
"""What belongs to the sign before it: a decomposed syllable is one sign, not three."""
_DATE = f"(?P<date>{_DIGIT}(?:{_INVISIBLE}{_DIGIT}){{5}})"
_SIGNS = rf"(?P<signs>[{_JOINED}]*(?:[^0-9{_JOINED}][{_JOINED}]*){{0,{MAX_SEPARATORS}}}?)"
_SEVEN = f"(?P<seven>{_DIGIT}(?:{_INVISIBLE}{_DIGIT}){{6}})(?![0-9])"
_BEFORE = "(?<![0-9])(?P<century>19|20)?"

_PARTICLE = (
    "이|을|은|의|에|정|입|씩|도|만|까지|부터|쯤|짜리|가|를|는|로|으로|밖|하고|과|와|받|보냈|결제|송금|지급|청구|나왔|냈"
)
_ENDS = f"(?=[^가-힣]|$|{_PARTICLE})"
"""What may follow a unit that is also the beginning of other words: 원래, 만약, 개인, 점심."""
_PLAIN = r"킬로|키로|마일|포인트|달러|유로|위안|엔화|리터|미터|[㎞㎏㏄%％₩￦]|(?:km|krw|won|usd|eur|cc|kg|m)(?![a-z])"
_UNIT = rf"(?:원(?!래|하시|하신)|만(?!약|나)|천\s?원|억|조\s?원|(?:점|개|건|명|톤){_ENDS}|{_PLAIN})"
_UNIT_APART = rf"(?:(?:원|만(?!\s?(?:[0-9]|나이))|천|억|점|개|건|명|톤)(?:\s?원)?{_ENDS}|{_PLAIN})"
"""After a blank a word may begin that is no unit; "만 36세" is an age."""
_COUNTED = rf"(?![\u200b\u2060\ufeff]*{_UNIT}|[\s\u200b\u2060\ufeff]{{1,4}}{_UNIT_APART})"

_WHOLE = re.compile(f"{_BEFORE}{_DATE}{_SIGNS}{_SEVEN}{_COUNTED}", re.IGNORECASE)
_FIRST = re.compile(rf"{_BEFORE}{_DATE}{_SIGNS}\Z", re.IGNORECASE)
_SECOND = re.compile(rf"\A{_SIGNS}{_SEVEN}{_COUNTED}", re.IGNORECASE)
_SIGN = re.compile(rf"[^0-9{_JOINED}]")

_ACCOUNT = re.compile(r"(?:계좌|통장|은행|뱅크|농협|수협|신협|금고|우체국|account|bank)[^0-9]{0,10}\Z", re.IGNORECASE)
_RESIDENT = re.compile(r"주민|생년|등록번호|resident", re.IGNORECASE)
_CONTEXT = 24

_NEWEST_IN_FULL = 15
"""Births of 2000 to 2015 written with four digits of the year are known; younger dates are mostly those of a matter."""
_SEXES = {"19": "1256", "20": "3478"}
"""The seventh digit tells the century, too."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def mask_resident_numbers(text: str, max_length: int | None = None) -> str:
    """The words with resident numbers as `YYMMDD-*******`. `most` is how many characters they may have: a number
    written without a hyphen becomes longer by one, and is given fewer stars where there is no room."""
    text = _mask_matches(text, _decimal(text), max_length)
    return text if text.isascii() else _mask_matches(text, _figures(text), max_length)


def may_contain_resident_number(words: str) -> bool:
    """Whether they hold a resident number, or begin with what may be the second half of one."""
    return starts_with_second_half(words) or any(_WHOLE.search(read) for read in _readings(words))


def starts_with_second_half(words: str) -> bool:
    """Whether they begin with what may be the second half of one."""
    return any(_SECOND.match(read) for read in _readings(words))


def separators_after_date(words: str, previous: int | None = None) -> int | None:
    """How many signs follow the date with which the words end; None if they don't end so. `before` is the same of what
    was said just before them: words without digits add their signs to it."""
    for read in _readings(words):
        for match in _matches(_FIRST, read):
            if _date(match) and MASK not in match["signs"]:
                return _count(match["signs"])
    if previous is None or any(re.search("[0-9]", read) for read in _readings(words)):
        return None
    signs = previous + _count(words)
    return signs if signs <= MAX_SEPARATORS else None


def mask_second_half(words: str, separators: int | None) -> str:
    """The words without the seven digits with which they begin, if these complete a date said just before: `before` is
    its `open_signs`."""
    if separators is None:
        return words
    for read in _readings(words):
        match = _SECOND.match(read)
        if match and separators + _count(match["signs"]) <= MAX_SEPARATORS:
            return words[: match.start("seven")] + MASK + words[match.end("seven") :]
    return words


def _mask_matches(words: str, read: str, most: int | None) -> str:
    """The words without the resident numbers that are seen in this reading of them."""
    found = [match for match in _matches(_WHOLE, read) if _is_one(match)]
    grown = sum(len(_date(match)) + 1 + len(MASK) - len(_span(match)) for match in found)
    over = 0 if most is None else max(0, len(words) + grown - most)
    kept, at = [], 0
    for match in found:
        short = min(over, len(MASK) - 1)
        over -= short
        kept += [words[at : match.start("date")], _date(match), "-", MASK[short:]]
        at = match.end()
    return "".join((*kept, words[at:]))


def _span(match: re.Match[str]) -> str:
    return match.string[match.start("date") : match.end()]


def _readings(words: str) -> tuple[str, ...]:
    return (words,) if words.isascii() else (_decimal(words), _figures(words))


def _decimal(words: str) -> str:
    """The words with digits of any script as ASCII, character by character."""
    if words.isascii():
        return words
    return "".join(char if char < "\x80" else str(unicodedata.decimal(char, char)) for char in words)


def _figures(words: str) -> str:
    """The same, with what only looks like digits too: ², ③. It may as well number a list, so this reading comes after
    the other."""
    return "".join(char if char < "\x80" else str(unicodedata.digit(char, char)) for char in words)


def _matches(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """Matches from left to right; after one that is no resident number the search goes on within it."""
    at = 0
    while match := pattern.search(words, at):
        yield match
        at = match.end() if _date(match) else match.start() + 1


def _is_one(match: re.Match[str]) -> bool:
    dialled = match.string[: match.start()].endswith(("+", "＋")) and not match["signs"]
    return bool(_date(match)) and not dialled and not _is_account(match)


def _date(match: re.Match[str]) -> str:
    """The date in ASCII digits; "" if there is no such day, or if its century contradicts the digit after it."""
    digits = _digits(match["date"])
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        date(2000 + year, month, day)  # every YY that may be a leap year is one in the 2000s
    except ValueError:
        return ""
    sexes = _SEXES.get(match["century"] or "", "")
    if not sexes or "seven" not in match.re.groupindex:
        return digits
    known = match["signs"] and (match["century"] == "19" or year <= _NEWEST_IN_FULL)
    return digits if known and _digits(match["seven"])[0] in sexes else ""


def _digits(words: str) -> str:
    return "".join(char if char.isdecimal() else "0" for char in words if re.fullmatch(_DIGIT, char))


def _is_account(match: re.Match[str]) -> bool:
    """Whether thirteen digits in a row are said to be an account, and don't have a resident number's check digit."""
    if match["signs"]:
        return False
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()]
    if not _ACCOUNT.search(before) or _RESIDENT.search(before):
        return False
    digits = [int(digit) for digit in _digits(match["date"] + match["seven"])]
    check = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return (11 - check % 11) % 10 != digits[12]


def _count(signs: str) -> int:
    return len(_SIGN.findall(signs))
