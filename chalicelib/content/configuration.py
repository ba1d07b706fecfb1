"""The data an insurer edits: texts, queues, the bot's intents and flows. Read once, checked when read."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from chalicelib.content import labels
from chalicelib.content.dialogue_thresholds import ConfidenceThresholds, QuestionLimits, TimeWindows
from chalicelib.content.formatting import format_day, format_number
from chalicelib.content.hours import OpeningHours
from chalicelib.content.josa import JOSA, josa_after
from chalicelib.content.message_bodies import FieldKind, Notice, Option

CONFIG = Path(__file__).parent.parent / "config"

Locale = Literal["ko", "en"]
LOCALES: tuple[Locale, ...] = ("ko", "en")


class Queue(Struct, frozen=True, forbid_unknown_fields=True):
    """A line in which customers wait. `phone` reaches the department without chat; `on_call` are the telephones that
    get a text message when somebody in danger waits and no agent is free, as +82… (E.164). Who waits elsewhere and asks
    for the help of an `urgent` one is moved into it."""

    name: str
    label: str
    phone: str
    hours: OpeningHours
    topics: tuple[str, ...] = ()
    on_call: tuple[str, ...] = ()
    urgent: bool = False


class IntentRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What the bot does with an intent: exactly one of answer, claims, flow, agent (a queue), say (a text).

    `answer` tells from the contract, `claims` from the customer's claims, or books what only people can settle of them
    (`dispute`; `agent` then takes who has no claim); `aside` is the text that answers it in the
    middle of a flow, where nothing else of it would; `first` what is said instead of the usual words before an agent,
    and `locate` offers a button below it that sends the place, unless that was told.
    `stays`: who waits in a line already isn't moved into the queue `agent` by it.
    """

    label: str
    contract_answer: Literal["", "policy_summary", "coverages", "renewal"] = ""
    claim_action: Literal["", "progress", "checklist", "dispute"] = ""
    flow: str = ""
    queue: str = ""
    reply: str = ""
    digression_reply: str = ""
    handoff_reply: str = ""
    keeps_queue: bool = False
    asks_location: bool = False


SlotKind = FieldKind | Literal["number", "insurer"]

SlotCondition = dict[str, tuple[str, ...]]
"""Slot → values it may have; "" among them stands for not known."""


class FlowStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A question of a flow, asked where all of `when` holds and none of `unless`.

    `unknown`: whether "I don't know" is an answer, `at_once` or only after a helpful second question. `story` marks the
    question that a first sentence which tells the matter has answered. `hour` asks for the clock time where only the
    day is known. `warn` is said first once a choice has that value. `told_only`: never asked. `opposite` names the slot
    that says the contrary. `named` are words by which people mean this field ("시간은 8시예요"), `called` those by
    which they mean a choice, by its value.
    """

    slot: str
    kind: SlotKind
    label: str
    ask: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    allows_unknown: Literal["", "at_once", "after_hint"] = ""
    when: SlotCondition = {}
    unless: SlotCondition = {}
    narrative: bool = False
    ask_time: str = ""
    notice_on: dict[str, str] = {}
    never_asked: bool = False
    inverse_of: str = ""
    aliases: tuple[str, ...] = ()
    option_synonyms: dict[str, tuple[str, ...]] = {}


class Flow(Struct, frozen=True, forbid_unknown_fields=True):
    """Questions with a queue at the end; where it `registers`, with a claim; where it `books`, with a call or a letter
    about a claim (slots `channel`, `window`, `phone`, `address`, `grounds`). It begins with what was understood."""

    title: str
    queue: str
    steps: tuple[FlowStep, ...]
    registers_claim: bool = False
    booking: Literal["", "identity", "dispute"] = ""


class Insurer(Struct, frozen=True, forbid_unknown_fields=True):
    """An insurer of the other side: `called` in any sentence, `short` only as an answer."""

    name: str
    aliases: tuple[str, ...]
    short_aliases: tuple[str, ...] = ()


class BotRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The bot's side of the configuration. An unfinished accident form is kept `draft_days` after its last
    change; a customer has `max_drafts` of them at most."""

    failures_before_handoff: int
    draft_days: int
    max_drafts: int
    no_contract_queue: str
    greeting_buttons: tuple[str, ...]
    confidence: ConfidenceThresholds
    questions: QuestionLimits
    time_windows: TimeWindows
    intents: dict[str, IntentRule]


Sections = dict[str, dict[str, str]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _PlaceholderValue(str):
    """What fills a placeholder. `{title:을/를}` puts the particle behind it that its sound asks for."""

    __slots__ = ()

    def __format__(self, wanted: str) -> str:
        return f"{self!s}{josa_after(self, wanted)}" if wanted in JOSA else super().__format__(wanted)


class Texts:
    """Sentences and labels of a language (`locale`) by section and key; a wrong key or placeholder raises KeyError,
    which the tests make sure of."""

    def __init__(self, sections: Sections, locale: Locale = "ko") -> None:
        self.sections, self.locale = sections, locale

    def render(self, section: str, key: str, **data: str | int) -> str:
        """The sentence with its placeholders filled; days (ISO) and numbers are written as people of this language
        write them."""
        filled = {name: _PlaceholderValue(self._localised(value)) for name, value in data.items()}
        return self.sections[section][key].format_map(filled)

    def label(self, section: str, name: str) -> str:
        """What something is called; the name itself of what the configuration doesn't know any more."""
        return self.sections[section].get(name, name)

    def _localised(self, value: str | int) -> str:
        if isinstance(value, int):
            return format_number(value)
        if not _DAY.fullmatch(value):
            return value
        try:
            return format_day(date.fromisoformat(value), self.sections["dates"])
        except ValueError:  # no day of any calendar: a number of something else
            return value

    def notice(self, code: str, **data: str) -> Notice:
        """A system notice by its code. `queue_status` is only rendered into the text; what it was made of is stored
        beside the text. A label in this locale (`queue_ko`) replaces the name that it belongs to (`queue`)."""
        kept = {name: value for name, value in data.items() if name != "queue_status"}
        ending = f"_{self.locale}"
        own = {name.removesuffix(ending): label for name, label in data.items() if name.endswith(ending)}
        return Notice(code=code, text=self.render("notices", code, **data | own), data=kept)


def _load_toml(name: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads((CONFIG / name).read_text("utf-8"))


@cache
def texts(locale: str) -> Texts:
    """The catalogue of a language; Korean where there is no other."""
    known: Locale = "en" if locale == "en" else "ko"
    return Texts(msgspec.convert(labels.flatten_sections(_load_toml(f"texts/{known}.toml")), Sections), known)


@cache
def queues(locale: str = "ko") -> dict[str, Queue]:
    """Queues by name, in the order of the file, with the labels of a language."""
    raw = labels.label_queues(_load_toml("queues.toml")["queues"], texts(locale).sections)
    return {queue.name: queue for queue in msgspec.convert(raw, list[Queue])}


def queue_for(topic: str) -> Queue:
    """The queue of a topic; the first of the file where none claims it."""
    return next((queue for queue in queues().values() if topic in queue.topics), next(iter(queues().values())))


@cache
def topics() -> frozenset[str]:
    """What a conversation can be opened on."""
    return frozenset(topic for queue in queues().values() for topic in queue.topics)


@cache
def bot_rules(locale: str = "ko") -> BotRules:
    """Wishes and thresholds of the bot, with the labels of a language."""
    raw = _load_toml("dialogue.toml")
    return msgspec.convert({**raw, "intents": labels.label_intents(raw["intents"], texts(locale).sections)}, BotRules)


@cache
def flows(locale: str = "ko") -> dict[str, Flow]:
    """Flows by name, with the labels of a language."""
    return msgspec.convert(
        labels.label_flows(_load_toml("flows.toml")["flows"], texts(locale).sections), dict[str, Flow]
    )


@cache
def insurers() -> tuple[Insurer, ...]:
    """Insurers of other drivers."""
    return msgspec.convert(_load_toml("insurers.toml")["insurers"], tuple[Insurer, ...])
