"""Checking an answer to a flow's question: the value as it is stored, or None where it doesn't fit."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from chalicelib.content.catalogue import Step

PLATE = re.compile(
    r"^(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\d{1,2}|\d{2,3})[가-힣]\d{4}$"
)
"""Korean registration numbers without blanks (Ministry of Land, Infrastructure and Transport, 2019 format included)."""

PHONE = re.compile(r"^(?:01[016789]\d{7,8}|050\d{8,9}|0[2-6][1-5]?\d{7,8})$")

Slots = Mapping[str, str | bool]


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-.]", "", unicodedata.normalize("NFC", text))


def _choice(step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get(step.slot, said)
    wanted = str(read).lower() if isinstance(read, bool) else read.strip()
    for option in step.options:
        if wanted == option.value or _squeezed(wanted) == _squeezed(option.label):
            return option.value
    return None


def _datetime(step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get(step.slot) or slots.get("occurred_at")
    moment = read if isinstance(read, str) else said.strip()
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return moment


def _place(step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get(step.slot) or slots.get("place")
    if isinstance(read, str) and read:
        return read
    bare = said.strip()
    return bare if 2 <= len(bare) <= 100 else None


def _plate(step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get(step.slot) or slots.get("counterparty_plate") or _squeezed(said)
    return read if isinstance(read, str) and PLATE.match(read) else None


def _phone(_step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get("phone") or _squeezed(said)
    return read if isinstance(read, str) and PHONE.match(read) else None


def _text(step: Step, said: str, slots: Slots) -> str | None:
    read = slots.get(step.slot, said)
    return read.strip() if isinstance(read, str) and len(read.strip()) >= 2 else None


_CHECKS: dict[str, Callable[[Step, str, Slots], str | None]] = {
    "choice": _choice,
    "datetime": _datetime,
    "place": _place,
    "plate": _plate,
    "phone": _phone,
    "text": _text,
}


def check(step: Step, said: str, slots: Slots, now: datetime) -> tuple[str | None, str]:
    """The value to store, or None and the key of the text that says what is wrong.

    `slots` is what the understanding read from the same words. A time may be a date alone; it may not be in the future
    (an hour is forgiven: people round, clocks differ).
    """
    value = _CHECKS[step.kind](step, said, slots)
    if value is None:
        return None, f"bad_{step.kind}"
    if step.kind == "datetime":
        moment = datetime.fromisoformat(value)
        if moment.replace(tzinfo=moment.tzinfo or now.tzinfo) > now + timedelta(hours=1):
            return None, "bad_datetime_future"
    return value, ""


def shown(step: Step, value: str) -> str:
    """A stored value as people read it."""
    if not value:
        return ""
    if step.kind == "choice":
        return next((option.label for option in step.options if option.value == value), value)
    if step.kind == "datetime":
        moment = datetime.fromisoformat(value)
        return f"{moment:%Y-%m-%d}" if len(value) == 10 else f"{moment:%Y-%m-%d %H:%M}"
    return value
