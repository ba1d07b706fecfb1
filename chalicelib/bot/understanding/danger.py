"""Red flags: somebody may be hurt, trapped, on fire or standing in traffic. Fixed rules, no model.

Recall comes first; what is over, imagined, only asked about or denied is left out by rules of its own, clause by
clause, so that "다친 사람은 없는데 차에서 연기가 나요" still counts.
"""

from __future__ import annotations

import re

from chalicelib.bot.understanding import rules

_CLAUSE = re.compile(r"[.!?…\n]+|(?<=[가-힣])(?:는데|은데|ㄴ데|지만|했고|이고|고요)\s|,\s")


def dangerous(text: str) -> bool:
    """Whether a clean text tells of danger to people now."""
    if rules.pattern("danger_elsewhere").search(text):
        return False
    return any(_alarming(clause) for clause in [text, *_CLAUSE.split(text)])


def _alarming(clause: str) -> bool:
    if rules.pattern("danger_harmless").search(clause):
        return False
    return rules.pattern("danger").search(clause) is not None


def graver(text: str) -> bool:
    """Whether danger is left once it is known that somebody is hurt: "두 명 다쳤어요" answers a question, "의식이
    없어요" is an alarm all the same."""
    return dangerous(rules.pattern("hurt_mildly").sub(" ", text))
