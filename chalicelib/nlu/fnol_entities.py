"""Slots of the accident form (FNOL) in a sentence, and in answers to the form's questions. A slot that isn't stated is
absent."""

from __future__ import annotations

import re
from datetime import datetime, time

from chalicelib.nlu import accident_entities, dialogue_acts, phones, plates, slots, times, word_patterns
from chalicelib.nlu.days import extract_days
from chalicelib.nlu.injury import extract_injured_count
from chalicelib.nlu.text import clean_text
from chalicelib.nlu.time_of_day import extract_times_ago, extract_times_of_day
from chalicelib.nlu.types import SlotValues

_OTHERS_PHONE = re.compile(r"상대|그쪽|저쪽|가해|그\s?차|그\s?분|택시|기사|뒤차|앞차|옆차|차주|라이더|피해자|트럭")
_OWN_PHONE = re.compile(r"(?:제|내|저희|본인|저의|나의)\s?(?:번호|연락처|전화|폰|휴대폰|핸드폰|핸폰)")
_MORE_THAN_A_PLACE = re.compile(
    r"[,.!?]|아니|말고|(?:에서|다가|는데|하고|해서|인데|였는데|이고|지만|까지)(?:\s|$)|사고"
)
_MAX_PLACE_LENGTH = 40
_JUST_NOW = re.compile(r"^(?:음\s?|아\s?)?(?:바로\s?)?(?:지금(?![은도])|방금|조금\s?전|좀\s?전|막)")
_ELAPSED = re.compile(r"(분|시간|시간\s?반)\s?(?:정도|쯤|가량)?\s?(?:됐|되었|된|지났)[가-힣]*")
_DATE = len("2026-11-22")
_SAID = ("occurred_at", "place", "accident_type", "injured", "tow_needed")


def extract_fnol_slots(text: str, now: datetime) -> SlotValues:
    """Every slot of the accident form that a sentence fills; `unknown` lists the slots that are said to be unknown."""
    tidy = clean_text(text)
    found = slots.extract_intent_slots(tidy, now, _SAID)
    found_cars = extract_vehicle_plates(tidy)
    if others := [car.number for car in found_cars if not car.own]:
        found["plates"] = " ".join(others)
    if own := [car.number for car in found_cars if car.own]:
        found["own_plate"] = own[-1]
    for phone in phones.extract_phone_numbers(tidy):
        before = tidy[: phone.start]
        if _OWN_PHONE.search(before[-14:]):
            continue
        found["counterparty_phone" if _OTHERS_PHONE.search(before) else "phone"] = phone.digits
    if accident_entities.says_towed(tidy):
        found["drivable"] = False
    found |= _extract_circumstances(tidy)
    if found.get("hospital") and found.get("place") == found["hospital"]:
        del found["place"]  # the hospital is not the place of the accident
    return found


def extract_vehicle_plates(text: str) -> list[plates.PlateNumber]:
    """Registration numbers, without the digits of telephone numbers."""
    for phone in phones.extract_phone_numbers(text):
        text = text[: phone.start] + "\x00" * (phone.end - phone.start) + text[phone.end :]
    return plates.extract_plates(text)


def _extract_circumstances(text: str) -> SlotValues:
    found: SlotValues = {}
    driver = next(
        (name for name, pattern in word_patterns.pattern_group("driver_mention") if pattern.search(text)), None
    )
    if driver:
        found["driver"] = driver
    for slot in ("police", "dashcam"):
        said = _match_yes_no(text, slot)
        if said is not None:
            found["police_reported" if slot == "police" else slot] = said
    hurt = extract_injured_count(text)
    if hurt:
        found["injured_count"] = str(hurt)
        found["injured"] = True
    unknown = _unknown_slots(text)
    if unknown:
        found["unknown"] = " ".join(unknown)
    hospital = word_patterns.pattern("hospital_mention").search(text)
    if hospital:
        found["hospital"] = hospital["name"].strip()
    return found


def _unknown_slots(text: str) -> list[str]:
    """Slots that are said to be unknown, or that are unknown because nobody was present."""
    nobody = word_patterns.pattern("nobody_present").search(text)
    return [slot for slot, pattern in word_patterns.pattern_group("unknown_slot") if nobody or pattern.search(text)]


def _match_yes_no(text: str, topic: str) -> bool | None:
    said = dialogue_acts.correct_spelling(text)
    if word_patterns.pattern(f"{topic}_no").search(said):
        return False
    return True if word_patterns.pattern(f"{topic}_yes").search(said) else None


def extract_topical_yes_no(slot: str, text: str) -> bool | None:
    """The answer to a yes/no question of the form, where the words are about its subject; a bare yes or no is not."""
    tidy = clean_text(text)
    if slot == "injured":
        said = accident_entities.extract_injured(tidy)
    elif slot == "drivable":
        tow = accident_entities.extract_tow_needed(tidy)
        said = None if tow is None else not (tow or accident_entities.says_towed(tidy))
    elif slot == "tow_needed":
        said = accident_entities.extract_tow_needed(tidy)
    else:
        said = None
    return _match_yes_no(tidy, _TOPICS[slot]) if said is None and slot in _TOPICS else said


def resolve_place_answer(text: str, read: str, now: datetime) -> str:
    """The place in an answer: all of its words if they are only a place, else `read`, the place extracted from them."""
    rest = dialogue_acts.strip_answer(clean_text(text))
    whole = read in rest and not times.time_spans(rest, now.date()) and not _MORE_THAN_A_PLACE.search(rest)
    return rest if whole and len(rest) <= _MAX_PLACE_LENGTH else read


_TOPICS = {
    "injured": "injured",
    "drivable": "drivable",
    "police_reported": "police",
    "dashcam": "dashcam",
    "tow_needed": "tow_needed",
}


def resolve_time_answer(text: str, now: datetime, known: str = "") -> str | None:
    """The time in an answer. A time of day without a date belongs to the date of `known` (ISO 8601, or a date)."""
    tidy = clean_text(text)
    said = slots.extract_intent_slots(tidy, now, ("occurred_at",)).get("occurred_at")
    if said is None and _ELAPSED.search(tidy):
        said = slots.extract_intent_slots(_ELAPSED.sub(r"\1 전", tidy), now, ("occurred_at",)).get("occurred_at")
    if said is None and _JUST_NOW.search(tidy):
        return now.isoformat(timespec="minutes")
    if not isinstance(said, str) or not known:
        return said if isinstance(said, str) else None
    before = datetime.fromisoformat(known)
    if len(said) == _DATE and len(known) > _DATE:
        return datetime.combine(datetime.fromisoformat(said).date(), before.timetz()).isoformat(timespec="minutes")
    if extract_days(tidy, now.date()) or extract_times_ago(tidy) or not extract_times_of_day(tidy):
        return said
    end = datetime.combine(before.date(), time(23, 59), now.tzinfo)
    on_that_day = slots.extract_intent_slots(
        tidy, min(now, end) if end.date() == now.date() else end, ("occurred_at",)
    )["occurred_at"]
    found = datetime.fromisoformat(str(on_that_day))
    if len(known) > _DATE and found.date() == before.date() and not any(c.part for c in extract_times_of_day(tidy)):
        other = found.replace(hour=(found.hour + 12) % 24)
        said_hour = {clock.hour for clock in extract_times_of_day(tidy)}
        nearer = min((found, other), key=lambda option: abs(option - before.replace(tzinfo=found.tzinfo)))
        found = nearer if max(said_hour) <= 12 and nearer <= now else found
    return found.isoformat(timespec="minutes")
