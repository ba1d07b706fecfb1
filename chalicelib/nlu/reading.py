"""The reading of a message: made once, by `read_message`, and handed to everybody who asks about the message.

A message is cleaned once. Its clauses, dialogue acts, entities and intent are read at the first question for them, and
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from chalicelib.nlu import dialogue_acts, fnol_entities, slots
from chalicelib.nlu.conversation_acts import ActReading, read_conversation_acts
from chalicelib.nlu.entities import Mention, Span, Words, mentions_within, merge_clauses, read_clause, read_mentions
from chalicelib.nlu.injury import names_one_hurt
from chalicelib.nlu.people_counts import count_alone
from chalicelib.nlu.recognition import recognise
from chalicelib.nlu.text import clean_text, repair_typos
from chalicelib.nlu.types import EMERGENCY, NluResult, SlotValues, likely_intent

RecogniseIntent = Callable[["Reading"], NluResult]


@dataclass(frozen=True)
class Clause:
    """A sentence or clause of a message, as it was cleaned. `mentioned` are the slots that the words of the clause
    fill for the message, `said` those that the clause fills by itself, `time_spans` where it mentions times."""

    text: str
    mentioned: SlotValues
    said: SlotValues
    time_spans: tuple[Span, ...] = ()

    @cached_property
    def acts(self) -> frozenset[dialogue_acts.Act]:
        """What the customer does by it, besides telling facts."""
        return dialogue_acts.read_acts(self.text)

    @property
    def concedes(self) -> bool:
        """Whether what it says is admitted before something else ("있긴 한데")."""
        return self.text.endswith(("데", "지만"))

    @cached_property
    def entities(self) -> SlotValues:
        """All slots that it fills."""
        return self.mentioned | self.said


@dataclass(frozen=True)
class Reading:
    """What one message says. `raw` is what the customer wrote; `cleaned` and `repaired` are from `text`, `now` is when
    it was written. `recogniser` tells its intent. A part of a message is read from the `whole`, not once more."""

    raw: str
    cleaned: str
    repaired: str
    now: datetime
    recogniser: RecogniseIntent
    whole: Reading | None = None

    @cached_property
    def _contrast(self) -> tuple[str, str]:
        return dialogue_acts.split_contrast(self.cleaned)

    @property
    def kept(self) -> str:
        """The cleaned message without what it denies."""
        return self._contrast[1]

    @cached_property
    def denied(self) -> Reading | None:
        """What the message denies: "A" in "A가 아니라 B"."""
        words = self._contrast[0]
        return self.part(words) if words else None

    @property
    def _start(self) -> int:
        """Where the part begins in what the whole keeps; -1 for no part of it."""
        return self.whole.kept.find(self.kept) if self.whole else -1

    @cached_property
    def _words(self) -> Words:
        start = self._start
        if self.whole is None or start < 0:
            return Words(self.kept, self.now, self._contrast[0])
        return self.whole._words.part(start, start + len(self.kept))

    @cached_property
    def _mentions(self) -> dict[str, Mention]:
        start = self._start
        if self.whole is None or start < 0:
            return read_mentions(self._words)
        return mentions_within(self.whole._mentions, start, start + len(self.kept))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentences and clauses of `kept`, in order."""
        return tuple(
            self._clause(text, start) for text, start in _located(dialogue_acts.split_sentences(self.kept), self.kept)
        )

    def _clause(self, text: str, start: int) -> Clause:
        end = start + len(text)
        mentioned = {
            slot: mention.value
            for slot, mention in self._mentions.items()
            if not mention.spans or any(start <= first < end for first, _ in mention.spans)
        }
        spans = tuple((first - start, last - start) for first, last in self._words.times if start <= first < end)
        known = {clause.text: clause.said for clause in self.whole.clauses} if self.whole else {}
        said = known[text] if text in known else read_clause(text, self._words.plain[start:end])
        return Clause(text, mentioned, said, spans)

    @cached_property
    def acts(self) -> frozenset[dialogue_acts.Act]:
        """The dialogue acts of the message as a whole."""
        return dialogue_acts.read_acts(self.cleaned)

    @cached_property
    def about_conversation(self) -> ActReading:
        """What the message says about going on, and the words beside it."""
        return read_conversation_acts(self.cleaned, self.repaired)

    @cached_property
    def entities(self) -> SlotValues:
        """The slots that the message fills, without what it denies. `unknown` lists those that are said to be
        unknown."""
        found = {slot: mention.value for slot, mention in self._mentions.items()}
        found |= merge_clauses(clause.said for clause in self.clauses)
        said = [clause for clause in self.clauses if clause.said.get("injured") is not None]
        hurt = [clause for clause in said if clause.said["injured"]]
        if hurt and "injured_count" not in found:
            counted = [count for clause in self.clauses if (count := count_alone(clause.text))]
            if len(counted) == 1:
                found["injured_count"] = str(counted[0])
            elif len(hurt) == 1 < len(said) and names_one_hurt(hurt[0].text):
                found["injured_count"] = "1"  # the others are said to be well
        if len(hurt) == 1 and "injured_count" not in found and names_one_hurt(hurt[0].text):
            found["hurt_one"] = "1"  # all, where it answers who is hurt
        if "hospital" in found and found.get("place") == found["hospital"]:
            del found["place"]  # the hospital is not the place of the accident
        return found

    def time(self, known: str, *, asked: bool) -> str | None:
        """The time of the accident that the message tells, beside the one `known` before: a time of day without a date
        belongs to that date. Words such as "now" tell it only where it was `asked` for."""
        said = self.entities.get("occurred_at")
        if not isinstance(said, str):
            minutes = fnol_entities.correct_minutes(self.kept, known) if self.denied else None
            if minutes:
                return minutes
            return fnol_entities.elapsed_time(self._words.plain, self.now) if asked else None
        return fnol_entities.relate_time(said, self._words.plain, self.now, known)

    @cached_property
    def understood(self) -> NluResult:
        """The intent with the slots that belong to it."""
        return self.recogniser(self)

    def part(self, words: str) -> Reading:
        """The reading of a part of the message; `words` are from `cleaned`."""
        return (
            self
            if words == self.cleaned
            else replace(self, raw=words, cleaned=words, repaired=repair_typos(words), whole=self)
        )


def _located(parts: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    """The parts of a text, in order, with where each begins."""
    end = 0
    for part in parts:
        start = max(text.find(part, end), 0)
        end = start + len(part)
        yield part, start


def recognise_intent(reading: Reading) -> NluResult:
    """The intent of a message, with the slots that belong to it."""
    decision, is_emergency = recognise(
        reading.cleaned, reading.repaired, lambda: str(reading.entities.get("place", ""))
    )
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
