"""Detects a car that stands in traffic, from one message, several together, or a partial accident form."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chalicelib.content.configuration import BotRules
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.dialogue.context import RecentTexts
from chalicelib.dialogue.emergency_detection import is_past_event
from chalicelib.nlu.emergency_rules import says_emergency_lasts
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.stranded_vehicle import detects_stranded_vehicle, extract_stranded_evidence, is_fast_road
from chalicelib.nlu.text import repair_typos


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
    return found.is_stranded or detects_stranded_vehicle(" ".join([*earlier(), text]))


def is_newly_stranded(before: Mapping[str, str], after: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the last answer made the form show it; a resumed form raises no second alarm."""
    return form_shows_stranded(after, now, rules) and not form_shows_stranded(before, now, rules)


def form_shows_stranded(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the slots of an accident form show it: the accident has just happened on a fast road, and the car doesn't
    move. Its time must be known."""
    still = form.get("drivable") == "false" or form.get("tow_needed") == "true"
    if not still or not form.get("occurred_at") or _has_left_road(form.get("description", "")):
        return False
    return is_fast_road(form.get("place", "")) and not is_past_event("", dict(form), now, rules)


def _has_left_road(description: str) -> bool:
    """Whether the description says that the car stands elsewhere by now: at a service area, on a parking place."""
    return extract_stranded_evidence(description, repair_typos(description)).ruled_out


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
