"""The configuration that an insurer edits: texts, queues, the bot's intents and flows. Each file is read once."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from chalicelib.content import labels
from chalicelib.content.config_files import read_toml
from chalicelib.content.contract_questions import ContractTopic
from chalicelib.content.dialogue_thresholds import ConfidenceThresholds, QuestionLimits, TimeWindows
from chalicelib.content.formatting import format_day, format_number, parse_iso_date
from chalicelib.content.hours import OpeningHours
from chalicelib.content.josa import JOSA, josa_after
from chalicelib.content.message_bodies import FieldKind, Notice, Option
from chalicelib.content.service_level import ServiceLevel

Locale = Literal["ko", "en"]
LOCALES: tuple[Locale, ...] = ("ko", "en")


class Queue(Struct, frozen=True, forbid_unknown_fields=True):
    """A queue of waiting customers. `phone` is the department's number. `on_call` are the numbers (E.164, +82…) that
    get an SMS when a customer in an emergency waits and no agent is free. A customer of another queue who asks for the
    help of an `urgent` queue is moved into it. `service_level` says when answers are due."""

    name: str
    label: str
    phone: str
    hours: OpeningHours
    service_level: ServiceLevel
    topics: tuple[str, ...] = ()
    on_call: tuple[str, ...] = ()
    urgent: bool = False


class IntentRule(Struct, frozen=True, forbid_unknown_fields=True):
    """The bot's reaction to an intent: exactly one of `contract_answer`, `claim_action`, `job_action`, `flow`, `queue`
    and `reply` (a text's key). The claim action `dispute` and job actions also have a `queue`, for customers without a
    claim or a job.

    `digression_reply` is the text that answers the intent during a flow. `handoff_reply` replaces the usual text before
    a handoff. With `keeps_queue` a customer who waits already isn't moved into `queue`. A `reply` that is said `once`
    isn't repeated to who says the same again.
    """

    label: str
    contract_answer: ContractTopic | Literal[""] = ""
    claim_action: Literal["", "progress", "checklist", "dispute"] = ""
    job_action: Literal["", "status", "cancel"] = ""
    flow: str = ""
    queue: str = ""
    reply: str = ""
    digression_reply: str = ""
    handoff_reply: str = ""
    keeps_queue: bool = False
    once: bool = False


ValueFormat = FieldKind | Literal["number", "insurer"]
"""How a value is written."""

SlotKind = ValueFormat | Literal["yes_no", "person", "facility", "destination", "noun"]
"""The type of a slot, from `dialogue/slot_types.py`."""

FORMATS: dict[SlotKind, ValueFormat] = {
    "yes_no": "choice",
    "person": "choice",
    "facility": "text",
    "destination": "text",
    "noun": "text",
}
"""The formats of types that are written like another one."""

SlotCondition = dict[str, tuple[str, ...]]
"""Slot → the values that it may have; "" means unknown."""


class FlowStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A question of a flow. It is asked if all conditions of `when` hold, none of `unless` and not all of `unless_all`.

    `allows_unknown`: whether "I don't know" is an answer, `at_once` or after a second question with a hint. `narrative`
    marks the question that a first message with a description answers. `ask_time` asks for the time of day if only the
    day is known. `notice_on` is the text that comes first after a choice of that value. A step that is `never_asked` is
    filled from unsolicited answers only; one that is `desk_only` isn't shown to customers. `inverse_of` is the slot
    with the opposite meaning. `aliases` are words for the slot ("시간은 8시예요"), `option_synonyms` words for a
    choice, by its value; `detail` is the reader of `nlu/change_details.py` that finds the answer in any message of the
    flow, or "choice" for the option that it names. A yes without such words means the choice `yes_means`, a no
    `no_means`.

    `read_from` are the entities that fill the slot, the surest first, by default the one of its name. A new value
    `overwrites` the known one also where it is told in passing; so do the `severe` values, and they are replaced by
    corrections only. With `needs_event` only a sentence about the event replaces a value without correcting it. A first
    message `describes` the event if it fills this slot `alone`, or `together` with another such slot.

    `ask_more` asks once for more than was told unasked, where `more_when` holds. An answer to the question also fills
    the slots of `answer_fills`, each by the entity that it names. Steps of one `card` are asked together. `ask_simply`
    asks in simpler words after a second answer that wasn't understood. `sympathy_on` is a text by value, said once a
    conversation. `format` is how the value is written.
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
    unless_all: SlotCondition = {}
    narrative: bool = False
    ask_time: str = ""
    notice_on: dict[str, str] = {}
    never_asked: bool = False
    desk_only: bool = False
    inverse_of: str = ""
    read_from: tuple[str, ...] = ()
    overwrites: bool = False
    severe: tuple[str, ...] = ()
    needs_event: bool = False
    describes: Literal["", "alone", "together"] = ""
    card: str = ""
    ask_simply: str = ""
    ask_more: str = ""
    more_when: SlotCondition = {}
    answer_fills: dict[str, str] = {}
    sympathy_on: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    option_synonyms: dict[str, tuple[str, ...]] = {}
    detail: str = ""
    yes_means: str = ""
    no_means: str = ""
    format: ValueFormat = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        """Sets what follows from other fields. Raises ValueError for another `format` than that of the type."""
        written = FORMATS.get(self.kind, self.kind)
        if self.format not in (None, written):
            raise ValueError(f"the format of {self.kind} is {written}")
        force_setattr(self, "format", written)
        force_setattr(self, "read_from", self.read_from or (self.slot,))


class QuestionCard(Struct, frozen=True, forbid_unknown_fields=True):
    """Questions with a few choices that are asked in one message: its text, the label of the button that sets the
    likely answers (the first option of each) and the words that do the same."""

    ask: str
    usual: str
    usual_words: str


class AfterReport(Struct, frozen=True, forbid_unknown_fields=True):
    """When a form follows a registered accident: `when` the report says so, with `values` of its own and those `copied`
    from the report, slot by slot."""

    when: SlotCondition
    values: dict[str, str] = {}
    copied: dict[str, str] = {}


class Flow(Struct, frozen=True, forbid_unknown_fields=True):
    """A form that ends with a handoff to `queue`, or `registers_claim`, or makes a `booking`: a call or a letter about
    a claim (slots `channel`, `window`, `phone`, `address`, `grounds`), or `requests_job`: roadside service, whose price
    its summary tells. It starts with the slots extracted so far; one with `after_report` also after an accident.
    `desk_order` names slots in the order of the agents' page; the others follow. `cards` are the questions that are
    asked together. `opening` is the text in front of its first question where nothing was told before."""

    title: str
    queue: str
    steps: tuple[FlowStep, ...]
    registers_claim: bool = False
    booking: Literal["", "identity", "dispute"] = ""
    desk_order: tuple[str, ...] = ()
    opening: str = ""
    cards: dict[str, QuestionCard] = {}
    requests_job: bool = False
    after_report: AfterReport | None = None


class Insurer(Struct, frozen=True, forbid_unknown_fields=True):
    """Another driver's insurer: its stored name and the one shown in English. `aliases` are recognised in any message,
    `short_aliases` only in an answer."""

    name: str
    english: str
    aliases: tuple[str, ...]
    short_aliases: tuple[str, ...] = ()


class BotRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The bot's side of the configuration. An unfinished accident form is kept `draft_days` after its last
    change; a customer has `max_drafts` of them at most. A contract can be renewed `renewal_days` before its end. An
    emergency that only the classifier sees, less likely than `ask_danger_below`, is asked about first.
    `postponing_reply` is the text that puts a question off until the form is registered. Those of `photo_replies` ask
    for photos of the accident."""

    failures_before_handoff: int
    draft_days: int
    max_drafts: int
    renewal_days: int
    ask_danger_below: float
    no_contract_queue: str
    postponing_reply: str
    photo_replies: tuple[str, ...]
    agent_intent: str
    greeting_buttons: tuple[str, ...]
    confidence: ConfidenceThresholds
    questions: QuestionLimits
    time_windows: TimeWindows
    intents: dict[str, IntentRule]


Sections = dict[str, dict[str, str]]


class _PlaceholderValue(str):
    """The value of a placeholder. `{title:을/를}` appends the particle that follows its last sound."""

    __slots__ = ()

    def __format__(self, format_spec: str) -> str:
        if format_spec in JOSA:
            return f"{self!s}{josa_after(self, format_spec)}"
        return super().__format__(format_spec)


class Texts:
    """The texts and labels of a language (`locale`) by section and key. A wrong key or placeholder raises KeyError."""

    def __init__(self, sections: Sections, locale: Locale = "ko") -> None:
        self.sections, self.locale = sections, locale

    def render(self, section: str, key: str, **data: str | int) -> str:
        """The text with its placeholders filled. ISO dates and integers are formatted in the language."""
        filled = {name: _PlaceholderValue(self._localised(value)) for name, value in data.items()}
        return self.sections[section][key].format_map(filled)

    def label(self, section: str, name: str) -> str:
        """The label of a name; the name itself if the configuration no longer has it."""
        return self.sections[section].get(name, name)

    def labels(self, section: str, names: Iterable[str]) -> tuple[str, ...]:
        """The labels of several names, as `label`."""
        known = self.sections[section]
        return tuple(known.get(name, name) for name in names)

    def _localised(self, value: str | int) -> str:
        if isinstance(value, int):
            return format_number(value)
        day = parse_iso_date(value)
        return format_day(day, self.sections["dates"]) if day else value

    def notice(self, code: str, **data: str) -> Notice:
        """A system notice by its code. `queue_status` is only rendered into the text; what it was made of is stored
        beside the text. A label in this locale (`queue_ko`) replaces the name that it belongs to (`queue`)."""
        kept = {name: value for name, value in data.items() if name != "queue_status"}
        ending = f"_{self.locale}"
        own = {name.removesuffix(ending): label for name, label in data.items() if name.endswith(ending)}
        return Notice(code=code, text=self.render("notices", code, **data | own), data=kept)


@cache
def texts(locale: str) -> Texts:
    """The texts of a language, cached; Korean for an unknown one."""
    known: Locale = "en" if locale == "en" else "ko"
    return Texts(msgspec.convert(labels.flatten_sections(read_toml(f"texts/{known}.toml")), Sections), known)


@cache
def queues(locale: str = "ko") -> dict[str, Queue]:
    """Queues by name, in the order of the file, with the labels of a language, cached."""
    raw = labels.label_queues(read_toml("queues.toml")["queues"], texts(locale).sections)
    return {queue.name: queue for queue in msgspec.convert(raw, list[Queue])}


@cache
def queue_for(topic: str) -> Queue:
    """The queue of a topic, cached; the first queue of the file if none has the topic."""
    return next((queue for queue in queues().values() if topic in queue.topics), next(iter(queues().values())))


@cache
def topics() -> frozenset[str]:
    """The topics of conversations."""
    return frozenset(topic for queue in queues().values() for topic in queue.topics)


@cache
def bot_rules(locale: str = "ko") -> BotRules:
    """The rules of `dialogue.toml`, with the labels of a language, cached."""
    raw = read_toml("dialogue.toml")
    return msgspec.convert({**raw, "intents": labels.label_intents(raw["intents"], texts(locale).sections)}, BotRules)


@cache
def flows(locale: str = "ko") -> dict[str, Flow]:
    """Flows by name, with the labels of a language, cached."""
    return msgspec.convert(
        labels.label_flows(read_toml("flows.toml")["flows"], texts(locale).sections), dict[str, Flow]
    )


def queue_of_intent(intent: str, rules: BotRules) -> str:
    """The queue where agents do what an intent asks for: the rule's own, or its flow's; "" for none."""
    rule = rules.intents[intent]
    return rule.queue or (flows()[rule.flow].queue if rule.flow else "")


@cache
def insurers() -> tuple[Insurer, ...]:
    """Other drivers' insurers, cached."""
    return msgspec.convert(read_toml("insurers.toml")["insurers"], tuple[Insurer, ...])
