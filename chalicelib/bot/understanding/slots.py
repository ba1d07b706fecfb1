"""All slots of an utterance, and which of them an intent carries."""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.bot.understanding.nouns import Slots

_MOBILE = re.compile(r"(?<!\d)01[016789][-. ]?\d{3,4}[-. ]?\d{4}(?!\d)")


def read(text: str, now: datetime) -> Slots:
    """Every slot a clean text fills, whatever its intent, relative to `now`."""
    found: Slots = {}
    phone = _MOBILE.search(text)
    if phone and now.tzinfo:
        found["phone"] = re.sub(r"\D", "", phone.group())
    return found
