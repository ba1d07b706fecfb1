"""Whether somebody who waits for an agent doesn't want to wait any more."""

import re

from chalicelib.bot.understanding import replies, rules
from chalicelib.bot.understanding.text import clean

_MARKS = re.compile(r"[.,!~…^;:ㅠㅜㅎㅋ]+")


def stops_waiting(text: str, *, in_form: bool) -> bool:
    """Whether the words say nothing but that: "보험 취소할게요" cancels something else. While a form is filled the
    waiting must be named, since a bare "취소할게요" stops the form."""
    tidy = " ".join(_MARKS.sub(" ", clean(text)).split())
    if not tidy or replies.asks(text):
        return False
    ways = (tidy, rules.pattern("wait_opening").sub("", tidy))
    keys = ("stops_waiting",) if in_form else ("stops_waiting", "stops_bare")
    return any(rules.pattern(key).fullmatch(words) for key in keys for words in ways)
