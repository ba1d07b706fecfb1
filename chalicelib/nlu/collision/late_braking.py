"""Driving into the car in front, told by one's own brakes."""

from __future__ import annotations

import re

from chalicelib.nlu.collision.event import Event
from chalicelib.nlu.collision.words import Sentence

_TOO_LATE = re.compile(
    r"(?:브레이크|브레끼|제동)[가를을이]?(?:조금|좀|너무)?(?:늦|못밟|안들|밀)|(?:나|내가|제가|저는)(?:좀|조금)?늦(?:었|어|음)|못(?:멈[췄춰추]|섰|서고|서서|세웠)"
)
"""Said of one's own brakes."""
_STOOD = re.compile(r"(?<!못)(?:섰|멈[췄춰]|서있|정차|정지|정체|신호대기|급정거)")


def braked_late(sentence: Sentence) -> Event | None:
    """Driving into the car in front, told by the brakes ("앞차 섰어요 나 브레이크 늦게 밟았어요")."""
    ahead = next((word for word in sentence.words if word.kind == "front"), None)
    if ahead is None or "behind" in sentence.kinds or not _TOO_LATE.search(sentence.joined, ahead.end):
        return None
    stood = _STOOD.search(sentence.joined, ahead.end) is not None
    span = sentence.span(ahead)
    return Event("car", True, False if stood else None, ahead.text, collision=True, kind="front", span=span)
