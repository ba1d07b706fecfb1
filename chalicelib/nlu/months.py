"""Extracts the month in a question about mileage or premiums."""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.nlu.numbers import NUMBER, parse_number

_RELATIVE = (
    (re.compile(r"(?:지지난|저저번|지저번|전전)\s?달|전전월"), -2),
    (re.compile(r"(?:지난|저번|전|앞|지나간)\s?달|전월|지난\s?월|지난\s?한\s?달|(?i:last\smonth)"), -1),
    (re.compile(r"(?:이번|요번|이|금|현재)\s?달|이번\s?월|당월|금월|요달|(?i:this\smonth)"), 0),
    (re.compile(r"(?:다음|담|내|차)\s?달|다음\s?월|익월|차월|(?i:next\smonth)"), 1),
)
_AGO = re.compile(rf"({NUMBER}|하나)\s?(?:개월|달)\s?전(?!부터)")
_NAMED = re.compile(
    r"(?:(?P<year>20\d\d|\d\d|이천이십[일이삼사오육칠팔구]?)\s?년\s?(?:도\s?)?|(?P<word>재작년|작년|지난해|전년|올해|금년|내년)\s?(?:에\s?)?)?"
    r"(?P<month>(?<!\d)1[0-2]|(?<!\d)0?[1-9]|십일|십이|시월|십|유|육|일|이|삼|사|오|칠|팔|구)(?:(?<=시월)|\s?월)(?!요일)"
)
_NUMERIC = re.compile(r"(?<!\d)(20\d\d)\s?[-./]\s?(0?[1-9]|1[0-2])(?!\d)")
_ENGLISH = re.compile(
    r"\b(?:(?i:(?P<month>jan|feb|mar|apr|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?)|(?P<may>May|(?<=in\s)may|(?<=for\s)may))\b"
    r"(?:\s?,?\s?(?P<year>20\d\d))?"
)
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TAKEN_BACK = re.compile(r"\s?(?:이?랑)?[은는이]?\s?(?:말고|아니|상관\s?없|빼고|제외)")
_COMING = re.compile(
    r"나간|나갑|나가나|치는\s|다음|담\s?번|예정|나갈|빠질|낼\s|내야|돌아오|오는|빠져나가|결제될|언제\s?(?:나가|빠|결제|출금|내)|결제일|출금일|납부일"
)
_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "전년": -1, "올해": 0, "금년": 0, "내년": 1}


def extract_month(text: str, now: datetime) -> str | None:
    """The month as "YYYY-MM". A month without a year is the latest past one, or the next one for a future
    instalment."""
    numeric = _NUMERIC.search(text)
    if numeric:
        return f"{numeric[1]}-{int(numeric[2]):02}"
    named = list(_NAMED.finditer(text))
    named = [m for m in named if not _TAKEN_BACK.match(text, m.end())] or named
    if named:
        return _resolve_month(named[0], text, now)
    english = _ENGLISH.search(text)
    if english:
        value = _ENGLISH_MONTHS.index((english["month"] or "may")[:3].lower()) + 1
        return f"{english['year'] or now.year - (value > now.month)}-{value:02}"
    for pattern, offset in _RELATIVE:
        if pattern.search(text):
            return _shifted(now, offset)
    ago = _AGO.search(text)
    if ago:
        count = parse_number(ago[1])
        return _shifted(now, -count) if count and count < 37 else None
    return None


def _resolve_month(match: re.Match[str], text: str, now: datetime) -> str | None:
    word = match["month"]
    value = 10 if word == "시월" else 6 if word == "유" else parse_number(word)
    if value is None or not 1 <= value <= 12:
        return None
    if match["year"]:
        year = parse_number(match["year"]) or now.year
        return f"{year if year > 100 else 2000 + year}-{value:02}"
    if match["word"]:
        return f"{now.year + _YEARS[match['word']]}-{value:02}"
    if value > now.month and not _COMING.search(text):
        return f"{now.year - 1}-{value:02}"
    if value < now.month and re.search(r"다음|예정|돌아오", text):
        return f"{now.year + 1}-{value:02}"
    return f"{now.year}-{value:02}"


def _shifted(now: datetime, offset: int) -> str:
    count = now.year * 12 + now.month - 1 + offset
    return f"{count // 12}-{count % 12 + 1:02}"
