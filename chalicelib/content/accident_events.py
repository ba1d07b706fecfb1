"""What an accident happened with, and which of the two moved: an object made of facts of the accident form."""

from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import Texts

EVENT_SLOTS = ("event_with", "event_noun", "own_moving", "other_moving")
"""The slots of the accident form that an event is made of."""


class AccidentEvent(Struct, frozen=True):
    """`own_moving`, `other_moving`: null where nobody has said it."""

    with_: Literal["car", "thing", "animal", "person", "water", "fire", "thief", "door", "unknown"] = msgspec.field(
        name="with"
    )
    own_moving: bool | None
    other_moving: bool | None


def accident_event(facts: Mapping[str, str]) -> AccidentEvent:
    """The event of an accident form; of one from before events were kept, an unknown one."""
    moved = {"true": True, "false": False}
    own, other = (moved.get(facts.get(slot, "")) for slot in ("own_moving", "other_moving"))
    met = facts.get("event_with") or "unknown"
    return msgspec.convert({"with": met, "own_moving": own, "other_moving": other}, AccidentEvent)


def event_summary(facts: Mapping[str, str], texts: Texts) -> str:
    """The event in one line for agents ("자전거 · 내 차 정차 중"); "" where nothing is known."""
    met, own, other = (facts.get(slot, "") for slot in ("event_with", "own_moving", "other_moving"))
    parts = (
        facts.get("event_noun") or (texts.label("options.event_with", met) if met else ""),
        texts.render("event", f"own_moving_{own}") if own else "",
        texts.render("event", f"other_moving_{other}") if other else "",
    )
    return " · ".join(filter(None, parts))
