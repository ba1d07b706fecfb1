"""What an answer tells for the rest of a form: slots told beside the one asked for, corrections of earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.bot.checking import Given, Slots, check
from chalicelib.bot.insurers import insurer
from chalicelib.bot.understanding import replies, report
from chalicelib.content.catalogue import Flow, Step

NOT_GIVEN = ""
"""What a step holds when it was skipped, or nobody knows."""

EXPLICIT = frozenset({"counterparty_plate", "counterparty_phone", "own_plate"})
"""Told anew, these replace what was known: nobody says another car's number in passing."""

GRAVER = {("injured", "true"), ("accident_type", "hit_and_run")}
"""Told in passing, these hold against what was known: somebody hurt, a driver who fled."""

DATE = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class Said:
    """What came from the customer: words and the slots read from them, or a button, or a filled form."""

    text: str = ""
    button: str = ""
    slots: Slots = field(default_factory=dict)
    wish: str = ""
    form: Mapping[str, str] | None = None


def step_of(flow: Flow, slot: str) -> Step | None:
    """A step by its slot."""
    return next((step for step in flow.steps if step.slot == slot), None)


def told(flow: Flow, asked: str, said: Said, known: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Values for other steps than the one `asked`, as far as they pass the check and may replace what is `known`."""
    free = not asked or replies.amends(said.text) or not said.text
    found: dict[str, str] = {}
    for step in flow.steps:
        if step.slot == asked:
            continue
        value = _read(step, said, known, now)
        if value is None or value == known.get(step.slot):
            continue
        if _may_replace(step, known.get(step.slot, ""), value, free=free):
            found[step.slot] = value
    for slot in str(said.slots.get("unknown", "")).split():
        if slot != asked and slot not in known and step_of(flow, slot) is not None:
            found.setdefault(slot, NOT_GIVEN)
    named = _by_name(flow, asked, said, known, now) if known and free else None
    return with_opposites(flow, found | (named or {}))


def _may_replace(step: Step, known: str, value: str, *, free: bool) -> bool:
    surely = step.slot in EXPLICIT or (step.slot, value) in GRAVER
    return not known or free or surely or _refines(step, known, value)


def _read(step: Step, said: Said, known: Mapping[str, str], now: datetime) -> str | None:
    read = said.slots.get(step.slot)
    if step.kind == "insurer" and read is None and said.text:
        return insurer(said.text, asked=False)
    if read is None:
        return None
    if step.kind == "datetime" and said.text:
        moment = report.moment(said.text, now, known.get(step.slot, ""))
        read = moment if moment is not None else read
    return check(step, Given("", {step.slot: read}, now))[0]


def _refines(step: Step, known: str, value: str) -> bool:
    """A clock time on the day that is known."""
    return step.kind == "datetime" and len(known) == DATE < len(value) and value.startswith(known)


def _by_name(flow: Flow, asked: str, said: Said, known: Mapping[str, str], now: datetime) -> dict[str, str] | None:
    """A field called by its name with its new value ("운전자는 아내예요")."""
    step, rest = named(flow, said.text)
    if step is None or step.slot == asked or not rest or replies.asks(said.text):
        return None
    value, _ = check(step, Given(rest, {}, now, known))
    fitting = step.kind not in ("text", "place") or replies.agrees(rest) is not False
    if value is None or not fitting or step.slot in said.slots:
        return None
    return {step.slot: value}


def named(flow: Flow, text: str) -> tuple[Step | None, str]:
    """The one step that words call by name, and what follows the name; the words that say it was wrong are none."""
    best: tuple[int, Step, int] | None = None
    for step in flow.steps:
        for word in step.named:
            at = text.find(word)
            if at >= 0 and (best is None or len(word) > best[0]):
                best = (len(word), step, at)
    if best is None:
        return None, ""
    length, step, at = best
    rest = text[at + length :].lstrip(" 은는이가도을를,:")
    return step, "" if replies.only_amends(rest) else rest


def with_opposites(flow: Flow, values: dict[str, str]) -> dict[str, str]:
    """A car that drives needs no tow, and the other way round."""
    other = {"true": "false", "false": "true", NOT_GIVEN: NOT_GIVEN}
    for step in flow.steps:
        if step.opposite and step.slot in values and step.opposite not in values:
            values = {**values, step.opposite: other[values[step.slot]]}
    return values
