"""Whether a waiting customer wants to leave the queue."""

import re
from functools import cache

from chalicelib.nlu import word_patterns
from chalicelib.nlu.reading import Reading

MAX_LENGTH = 60
"""Maximum length without blanks; longer messages are about something else."""

_MARKS = re.compile(r"[.,!~…^;:ㅠㅜㅎㅋ]+")
_CLOSING = re.compile(r"(?:고마워요?|고맙습니다|감사(?:합니다|해요)|죄송(?:합니다|해요)|수고하세요|그럼)+$")


def wants_to_leave_queue(reading: Reading, *, in_form: bool) -> bool:
    """Whether the whole message says so: "보험 취소할게요" cancels something else. While a form is open (`in_form`) the
    wait must be mentioned, since a bare "취소할게요" cancels the form."""
    tidy = " ".join(_MARKS.sub(" ", reading.cleaned).split())
    if not tidy or "question" in reading.acts:
        return False
    squeezed = "".join(_MARKS.sub(" ", reading.repaired).split())
    if len(squeezed) > MAX_LENGTH:
        return False
    ways = (tidy, squeezed, _CLOSING.sub("", squeezed), word_patterns.pattern("leave_reason").sub("", squeezed))
    keys = ("leave_queue",) if in_form else ("leave_queue", "leave_queue_bare")
    return any(_whole(key).fullmatch(way) for key in keys for way in ways)


@cache
def _whole(key: str) -> re.Pattern[str]:
    """The pattern of `key` after optional opening words."""
    return re.compile(f"(?:{word_patterns.pattern('leave_opening').pattern})*(?:{word_patterns.pattern(key).pattern})")
