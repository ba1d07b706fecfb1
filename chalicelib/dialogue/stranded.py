"""A car that stands in traffic, as one message tells it, several together, or a half-filled accident form."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chalicelib.content.configuration import BotRules
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.dialogue.intent_resolution import is_past_event
from chalicelib.dialogue.ports import RecentTexts
from chalicelib.dialogue.slot_validation import Slots
from chalicelib.nlu.emergency_rules import says_danger_lasts
from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence, is_fast_road
from chalicelib.nlu.text import clean_text


def is_stranded_in_traffic(
    text: str, slots: Slots, earlier: RecentTexts, form: Mapping[str, str], now: datetime, rules: BotRules
) -> bool:
    """Whether the car stands in traffic now, by what `text` tells alone or with what was said before it. `form` holds
    the slots of an accident form that is being filled: an accident of hours ago isn't now."""
    found = extract_stranded_evidence(text)
    if not (found.is_stranded or found.is_partial):
        return False
    known = {**{slot: value for slot, value in form.items() if slot == "occurred_at" and value}, **slots}
    if is_past_event(clean_text(text), known, now, rules) and not says_danger_lasts(text):
        return False
    if form.get("drivable") == "true" and not found.stopped:
        return False
    return found.is_stranded or extract_stranded_evidence(" ".join([*earlier(), text])).is_stranded


def is_newly_stranded(before: Mapping[str, str], after: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the last answer completed the picture; a form taken up again raises no second alarm."""
    return form_shows_stranded(after, now, rules) and not form_shows_stranded(before, now, rules)


def form_shows_stranded(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether the slots of an accident form tell of it: it has just happened, on a road where others drive fast, and
    the car doesn't move. It must be known when."""
    still = form.get("drivable") == "false" or form.get("tow_needed") == "true"
    if not still or not form.get("occurred_at"):
        return False
    return is_fast_road(form.get("place", "")) and not is_past_event("", dict(form), now, rules)


def just_happened_on_fast_road(form: Mapping[str, str], now: datetime, rules: BotRules) -> bool:
    """Whether an accident has happened within the hour on a road where others drive fast, and the car may stand there
    still: nothing says that it drives."""
    told = form.get("occurred_at", "")
    if len(told) <= ISO_DATE_LENGTH or form.get("drivable") == "true":
        return False
    since = now - datetime.fromisoformat(told)
    return timedelta() <= since <= rules.time_windows.just_happened_within and is_fast_road(form.get("place", ""))
