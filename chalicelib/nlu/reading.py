"""The reading of a message: made once, by `read_message`, and handed to everybody who asks about the message.

A message is cleaned once. Its clauses, dialogue acts, entities and intent are read at the first question for them, and
once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from chalicelib.nlu import dialogue_acts, fnol_entities, slots
from chalicelib.nlu.recognition import recognise
from chalicelib.nlu.text import clean_text, repair_typos
from chalicelib.nlu.types import EMERGENCY, NluResult, SlotValues, likely_intent

RecogniseIntent = Callable[["Reading"], NluResult]


@dataclass(frozen=True)
class Clause:
    """A sentence or clause of a message, as it was cleaned."""

    text: str
    now: datetime

    @cached_property
    def acts(self) -> frozenset[dialogue_acts.Act]:
        """What the customer does by it, besides telling facts."""
        return dialogue_acts.read_acts(self.text)

    @cached_property
    def entities(self) -> SlotValues:
        """The slots that it fills."""
        return fnol_entities.extract_fnol_slots(self.text, self.now)


@dataclass(frozen=True)
class Reading:
    """What one message says. `raw` is what the customer wrote; `cleaned` and `repaired` are from `text`, `now` is when
    it was written. `recogniser` tells its intent."""

    raw: str
    cleaned: str
    repaired: str
    now: datetime
    recogniser: RecogniseIntent

    @cached_property
    def _contrast(self) -> tuple[str, str]:
        return dialogue_acts.split_contrast(self.cleaned)

    @property
    def denied(self) -> str:
        """What the message denies: "A" in "A가 아니라 B"; "" for nothing."""
        return self._contrast[0]

    @property
    def kept(self) -> str:
        """The cleaned message without what it denies."""
        return self._contrast[1]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentences and clauses of `kept`, in order."""
        return tuple(Clause(part, self.now) for part in dialogue_acts.split_sentences(self.kept))

    @cached_property
    def acts(self) -> frozenset[dialogue_acts.Act]:
        """The dialogue acts of the message as a whole."""
        return dialogue_acts.read_acts(self.cleaned)

    @cached_property
    def entities(self) -> SlotValues:
        """The slots that the message fills, without what it denies."""
        carried = slots.extract_intent_slots(self.kept, self.now, slots.OTHER_INTENT_SLOTS)
        return carried | fnol_entities.extract_fnol_slots(self.kept, self.now)

    @cached_property
    def understood(self) -> NluResult:
        """The intent with the slots that belong to it."""
        return self.recogniser(self)

    def part(self, words: str) -> Reading:
        """The reading of a part of the message; `words` are from `cleaned`."""
        return replace(self, raw=words, cleaned=words, repaired=repair_typos(words))


def recognise_intent(reading: Reading) -> NluResult:
    """The intent of a message, with the slots that belong to it."""
    decision, is_emergency = recognise(reading.cleaned, reading.repaired)
    intent = likely_intent(decision.intent, decision.clarification_intents)
    found = slots.slots_of_intent(intent, reading.entities)
    if intent == EMERGENCY and found.get("occurred_at") == reading.now.isoformat(timespec="minutes"):
        del found["occurred_at"]  # "now" is no time of an accident while the emergency goes on
    return NluResult(
        decision.intent, decision.confidence, found, decision.ranked, is_emergency, decision.clarification_intents
    )


def read_message(text: str, now: datetime, recogniser: RecogniseIntent = recognise_intent) -> Reading:
    """The reading of `text`, written at `now` (an aware datetime). Neither it nor what is asked of it raises an
    exception, for any text."""
    cleaned = clean_text(text)
    return Reading(text, cleaned, repair_typos(cleaned), now, recogniser)
