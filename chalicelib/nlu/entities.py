"""Entities of a message: the values of slots, and where they stand. A reader of `MESSAGE_READERS` reads a message once,
because what it looks for may be spread over clauses; one of `CLAUSE_READERS` reads each clause once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from chalicelib.nlu import (
    accident_entities,
    accident_types,
    car_faults,
    dialogue_acts,
    gazetteer,
    months,
    phones,
    places,
    plates,
    times,
    word_patterns,
)
from chalicelib.nlu.accident_types import Accident
from chalicelib.nlu.destinations import stated_destination
from chalicelib.nlu.fnol_entities import (
    HOSPITAL_CUE,
    hospital_span,
    says_phone_is_others,
    says_phone_is_own,
    says_yes_or_no,
    stated_driver,
    stated_hospital,
    unknown_slots,
)
from chalicelib.nlu.injury import extract_injured_count
from chalicelib.nlu.jamo import with_letters_joined
from chalicelib.nlu.types import SlotValues

Span = tuple[int, int]

_LABEL = re.compile(r"(?<=[가-힣)])\s?:(?=\s|[가-힣])")
"""What divides a field's name from its value ("인명피해: 없음")."""

_TENSE = str.maketrans(
    {"졋": "졌", "쳣": "쳤", "렷": "렸", "겻": "겼", "혓": "혔", "햇": "했", "엇": "었", "앗": "았", "됏": "됐"}
)
"""Endings of the past as they are often mistyped."""
MAX_READ_CHARS = 1000
"""Characters of a message in which entities are looked for."""


class Mention(NamedTuple):
    """The value of a slot and the spans of the words that say it; no spans where the whole message does."""

    value: str | bool
    spans: tuple[Span, ...] = ()


class Words:
    """A clean message as its readers get it: without telephone numbers and plates (`bare`), and also without names of
    places that look like other words, and days that the message takes back (`plain`). All have the length of `text`.
    `denied`: what was cut from it because the message denies it."""

    def __init__(self, text: str, now: datetime, denied: str = "") -> None:
        self.text, self.now = text[:MAX_READ_CHARS], now
        self.phones = phones.extract_phone_numbers(self.text)
        bare = _without(self.text, [(phone.start, phone.end) for phone in self.phones])
        self.plates = plates.extract_plates(bare)
        self.bare = _without(bare, [(car.start, car.end) for car in self.plates])
        self.plain = times.without_denied_days(gazetteer.blank_place_names(self.bare), denied, now.date())
        self.times = times.time_spans(self.plain, now.date())

    def part(self, start: int, end: int) -> Words:
        """The words from `start` to `end`."""
        words = copy(self)
        vars(words).pop("accident", None)
        words.text, words.bare, words.plain = self.text[start:end], self.bare[start:end], self.plain[start:end]
        words.times = _within(self.times, start, end)
        return words

    @cached_property
    def accident(self) -> Accident:
        """What hit what."""
        return accident_types.read_accident(with_letters_joined(self.plain).translate(_TENSE))


def read_mentions(words: Words) -> dict[str, Mention]:
    """What the readers of `MESSAGE_READERS` find."""
    return {slot: mention for read in MESSAGE_READERS.values() for slot, mention in read(words)}


def mentions_within(mentions: dict[str, Mention], start: int, end: int) -> dict[str, Mention]:
    """The mentions of a message that belong to its words from `start` to `end`, or to no words."""
    parts = ((slot, mention, tuple(_within(mention.spans, start, end))) for slot, mention in mentions.items())
    return {slot: Mention(mention.value, spans) for slot, mention, spans in parts if spans or not mention.spans}


def _within(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    return [(first - start, last - start) for first, last in spans if start <= first < end]


def read_clause(text: str, plain: str) -> SlotValues:
    """What the readers of `CLAUSE_READERS` find in a clause; `plain` is its part of `Words.plain`."""
    text, plain = _LABEL.sub("", text), _LABEL.sub("", plain)
    known = dialogue_acts.remove_dont_know_clause(text)
    bare = dialogue_acts.remove_dont_know_clause(plain)
    return {slot: value for read in CLAUSE_READERS.values() for slot, value in read(known, bare)}


def merge_clauses(clauses: Iterable[SlotValues]) -> SlotValues:
    """What the clauses of a message say together: somebody is hurt if one clause says so; the first clause that says
    who drove counts."""
    each = tuple(clauses)
    found: SlotValues = {}
    for said in each:
        for slot, value in said.items():
            if slot not in found or value is _PREVAILING.get(slot):
                found[slot] = value
    if found.get("injured_count"):
        found["injured"] = True
    if any(said.get("tow_needed") is False and said.get("drivable") is False for said in each):
        found["tow_needed"] = False  # it has been towed
    if found.pop(_PULLED_OUT, None):
        found.pop("tow_needed", None), found.pop("drivable", None)  # where it stood stuck, it stands no more
    return found


_PULLED_OUT = "pulled_out"
_PREVAILING = {
    "injured": True,
    "driver": "self",
    "tow_needed": True,
    "drivable": False,
    "police_reported": False,
    "dashcam": False,
}
"""The value of a slot that counts where clauses say different ones: who says "제가 운전했고" drove."""


def _without(text: str, spans: list[Span]) -> str:
    """`text` with the spans blanked out; its length stays."""
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


Mentions = Iterable[tuple[str, Mention]]


def _read_time(words: Words) -> Mentions:
    value = times.extract_occurred_at(words.plain, words.now)
    if value is not None:
        yield "occurred_at", Mention(value, tuple(words.times))


def _read_place(words: Words) -> Mentions:
    hospital = hospital_span(words.bare) if HOSPITAL_CUE.search(words.bare) else None  # not the accident's place
    elsewhere = [hospital] if hospital else []
    goal = stated_destination(words.bare)
    if goal is not None:
        start = words.bare.find(goal)
        elsewhere.append((start, start + len(goal)))
        yield "destination", Mention(goal, (elsewhere[-1],))
    value = places.extract_place(words.bare, (*words.times, *elsewhere))
    if value is not None:
        start = words.bare.find(value)
        yield "place", Mention(value, ((start, start + len(value)),) if start >= 0 else ())


def _read_accident(words: Words) -> Mentions:
    spans = (words.accident.span,) if words.accident.span else ()
    for slot, value in accident_types.event_slots(words.accident, words.plain).items():
        yield slot, Mention(value, spans)


def _read_plates(words: Words) -> Mentions:
    others = [car for car in words.plates if not car.own]
    own = [car for car in words.plates if car.own]
    if others:
        spans = tuple((car.start, car.end) for car in others)
        yield "plates", Mention(" ".join(car.number for car in others), spans)
    if own:
        yield "own_plate", Mention(own[-1].number, ((own[-1].start, own[-1].end),))


def _read_phones(words: Words) -> Mentions:
    for phone in words.phones:
        before = words.text[: phone.start]
        others = "counterparty_phone" if says_phone_is_others(before) else "phone"
        slot = "own_phone" if says_phone_is_own(before) else others
        yield slot, Mention(phone.digits, ((phone.start, phone.end),))


def _read_service(words: Words) -> Mentions:
    value = accident_entities.extract_service(words.plain)
    if value is not None:
        faults = car_faults.read_faults(words.plain)
        several = len(faults) > 1 and value != "tow"
        value = faults[0] if several else value
        yield "service", Mention(value)
        if others := [fault for fault in faults if fault != value and (several or value in ("tow", "winch"))]:
            yield "faults", Mention(" ".join(others))
    if damage := car_faults.read_tyre_damage(words.plain):
        yield "damage", Mention(damage)
    for slot, value in accident_entities.extract_roadside(words.plain):
        yield slot, Mention(value)


def _read_month(words: Words) -> Mentions:
    value = months.extract_month(words.bare, words.now)
    if value is not None:
        yield "month", Mention(value)


def _read_unknown(words: Words) -> Mentions:
    timeless = ("occurred_at",) if times.spans_night(words.plain) or times.spans_hours(words.plain) else ()
    event = words.accident.event
    said = unknown_slots(words.text, hit_other=event.with_ == "car" and event.own_moving is True)
    unknown = dict.fromkeys((*said, *words.accident.unknown_slots, *timeless))
    if unknown:
        yield "unknown", Mention(" ".join(unknown))


MESSAGE_READERS: dict[str, Callable[[Words], Mentions]] = {
    "time": _read_time,
    "place": _read_place,
    "accident": _read_accident,
    "plates": _read_plates,
    "phones": _read_phones,
    "service": _read_service,
    "month": _read_month,
    "unknown": _read_unknown,
}

Values = Iterable[tuple[str, str | bool]]


def _read_injured(_text: str, plain: str) -> Values:
    value = accident_entities.extract_injured(plain)
    if value is not None:
        yield "injured", value


def _read_tow(_text: str, plain: str) -> Values:
    if word_patterns.pattern("pulled_out").search(plain):
        yield _PULLED_OUT, True
        return
    needed = accident_entities.extract_tow_needed(plain)
    if needed is not None:
        yield "tow_needed", needed
        yield "drivable", not (needed or accident_entities.says_towed(plain))


def _read_immobile(text: str, _plain: str) -> Values:
    if word_patterns.pattern("car_immobile").search(text):
        yield "drivable", False


def _read_driver(text: str, _plain: str) -> Values:
    value = stated_driver(text)
    if value is not None:
        yield "driver", value


def _read_yes_no(slot: str) -> Callable[[str, str], Values]:
    def read(text: str, _plain: str) -> Values:
        value = says_yes_or_no(slot, text)
        if value is not None:
            yield slot, value

    return read


def _read_injured_count(text: str, _plain: str) -> Values:
    count = extract_injured_count(text)
    if count:
        yield "injured_count", str(count)


def _read_hospital(text: str, _plain: str) -> Values:
    value = stated_hospital(text)
    if value is not None:
        yield "hospital", value


CLAUSE_READERS: dict[str, Callable[[str, str], Values]] = {
    "injured": _read_injured,
    "tow": _read_tow,
    "immobile": _read_immobile,
    "driver": _read_driver,
    "police_reported": _read_yes_no("police_reported"),
    "dashcam": _read_yes_no("dashcam"),
    "injured_count": _read_injured_count,
    "hospital": _read_hospital,
}
