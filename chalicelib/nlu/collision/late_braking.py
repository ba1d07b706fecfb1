"""Collisions told without a verb of hitting: by one's own brakes, or by what one didn't see."""

from __future__ import annotations

import re

from chalicelib.nlu.collision.event import Event
from chalicelib.nlu.collision.motions import motions
from chalicelib.nlu.collision.words import CARS, VERBS, Sentence

_TOO_LATE = re.compile(
    r"(?:브레이크|브레끼|제동)[가를을이]?(?:조금|좀|너무)?(?:늦|못밟|안들|밀)|(?:나|내가|제가|저는)(?:좀|조금)?늦(?:었|어|음)|못(?:멈[췄춰추]|섰|서고|서서|세웠)"
)
"""Said of one's own brakes."""
_STOOD = re.compile(r"(?<!못)(?:섰|멈[췄춰]|서있|정차|정지|정체|신호대기|급정거)")

_OVERLOOKED = re.compile(r"(?:을|를|은|는)?(?:미처|제대로|잘|뒤늦게)?못(?:보[고았]|봤|봐|봄|본)")
"""After a car: one's own driver didn't see it."""


def overlooked(sentence: Sentence) -> Event | None:
    """Driving into a car that wasn't seen ("후진하다가 뒤차를 못 봤어요"). Who drove away unseen was not hit."""
    if sentence.kinds & (VERBS | {"fled", "damage", "parked"}):
        return None
    seen = (word for word in sentence.words if word.kind in CARS)
    car = next((word for word in seen if _OVERLOOKED.match(sentence.joined, word.start + len(word.text))), None)
    if car is None or not motions(sentence, None)[0].moving:
        return None
    return Event("car", True, None, car.text, collision=True, kind=car.kind, span=sentence.span(car))


def braked_late(sentence: Sentence) -> Event | None:
    """Driving into the car in front, told by the brakes ("앞차 섰어요 나 브레이크 늦게 밟았어요")."""
    ahead = next((word for word in sentence.words if word.kind == "front"), None)
    if ahead is None or "behind" in sentence.kinds or not _TOO_LATE.search(sentence.joined, ahead.end):
        return None
    stood = _STOOD.search(sentence.joined, ahead.end) is not None
    span = sentence.span(ahead)
    return Event("car", True, False if stood else None, ahead.text, collision=True, kind="front", span=span)
