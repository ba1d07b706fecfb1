"""Detects a car that stands in traffic, from one message, several together, or a partial accident form."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chalicelib.content.configuration import BotRules
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.dialogue.context import RecentTexts
from chalicelib.dialogue.emergency_detection import is_past_event
from chalicelib.nlu import word_patterns
from chalicelib.nlu.emergency_rules import detects_harm, says_emergency_lasts
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.stranded_vehicle import (
    StrandedEvidence,
    detects_stranded_vehicle,
    extract_stranded_evidence,
    is_fast_road,
    says_out_of_traffic,
)
from chalicelib.nlu.text import repair_typos

_COLLISION = {"accident_type", "event_with"}


def is_stranded_in_traffic(reading: Reading, earlier: RecentTexts, form: Mapping[str, str], rules: BotRules) -> bool:
    """Whether the car stands in traffic now, according to a message alone or with earlier texts. `form` holds the
    slots of an active accident form: an accident of hours ago doesn't count."""
    text = reading.cleaned
    found = extract_stranded_evidence(text, reading.repaired)
    if not (found.is_stranded or found.is_partial):
        return False
    known = {**{slot: value for slot, value in form.items() if slot == "occurred_at" and value}, **reading.entities}
    if is_past_event(text, known, reading.now, rules) and not says_emergency_lasts(text):
        return False
    if form.get("drivable") == "true" and not found.stopped:
        return False
    if not found.in_traffic_now and _was_some_time_ago(known, reading.now, rules):
        return False
    if _had_accident_off_fast_roads(reading, found):
        return False
    together = " ".join([*earlier(), text])
    if is_collision_left_behind(together, known | dict(form)):
        return False
    return found.is_stranded or detects_stranded_vehicle(together)


def _was_some_time_ago(known: Mapping[str, object], now: datetime, rules: BotRules) -> bool:
    """Whether a collision is told with a time at which its car may have been towed by now: the form asks."""
    at = str(known.get("occurred_at", ""))
    return (
        bool(_COLLISION & known.keys())
        and len(at) > ISO_DATE_LENGTH
        and not stands_there_surely({"occurred_at": at}, now, rules)
    )


def is_collision_left_behind(text: str, known: Mapping[str, object]) -> bool:
    """Whether a text reports a collision after which people wait off the road, or cars that drive were moved aside, and
    no other danger. `known`: the slots of the accident. The form goes on with advice."""
    collided = word_patterns.pattern("collision").search(text) is not None or bool(_COLLISION & known.keys())
    return collided and says_out_of_traffic(repair_typos(text)) and not detects_harm(text)


def _had_accident_off_fast_roads(reading: Reading, found: StrandedEvidence) -> bool:
    """Whether a car doesn't move after an accident that is just reported, and only the name of the place is a road,
    without fast traffic: the report comes first, and asks for a tow."""
    place = str(reading.entities.get("place", ""))
    if not (place and found.other_road and "event_with" in reading.entities):
        return False
    elsewhere = extract_stranded_evidence(*(text.replace(place, " ") for text in (reading.cleaned, reading.repaired)))
    calm = not (found.fast_road or found.in_traffic_now or elsewhere.other_road)
    return calm and not says_emergency_lasts(reading.cleaned)


def is_newly_stranded(before: Mapping[str, str], after: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the last answer made the form show it; a resumed form raises no second alarm."""
    return form_shows_stranded(after, now, rules) and not form_shows_stranded(before, now, rules)


def stands_there_surely(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether an accident is so recent that its car, which doesn't drive, can't have been towed yet. After that the
    customer is asked whether there is danger."""
    return now - datetime.fromisoformat(form["occurred_at"]) <= rules.time_windows.untowed_within


def form_shows_stranded(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the slots of an accident form show it: the accident has just happened on a fast road, and the car doesn't
    move. Its time must be known."""
    still = form.get("drivable") == "false" or form.get("tow_needed") == "true"
    if not still or not form.get("occurred_at") or _has_left_road(form.get("description", "")):
        return False
    return is_fast_road(form.get("place", "")) and not is_past_event("", dict(form), now, rules)


def _has_left_road(description: str) -> bool:
    """Whether the description says that the car stands elsewhere by now: at a service area, on a parking place."""
    repaired = repair_typos(description)
    return extract_stranded_evidence(description, repaired).ruled_out or says_out_of_traffic(repaired)


def just_happened_on_fast_road(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether an accident happened within `just_happened_minutes` on a fast road, and the car may still stand there:
    nothing says that it drives."""
    occurred_at = form.get("occurred_at", "")
    if len(occurred_at) <= ISO_DATE_LENGTH or form.get("drivable") == "true":
        return False
    since = now - datetime.fromisoformat(occurred_at)
    if not (timedelta() <= since <= rules.time_windows.just_happened_within and is_fast_road(form.get("place", ""))):
        return False
    return not _has_left_road(form.get("description", ""))
