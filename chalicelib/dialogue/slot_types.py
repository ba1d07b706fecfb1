"""The types of slots: how an answer is read, checked and told apart from words about something else. `kind` in
`flows.toml` selects one; formats and displayed values are in `content/forms.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.content.configuration import FlowStep, SlotKind, Texts, bot_rules, insurers
from chalicelib.content.forms import ISO_DATE_LENGTH, display_value, is_partial_plate
from chalicelib.content.message_bodies import Button, Option
from chalicelib.dialogue import slot_readers
from chalicelib.dialogue.insurers import find_insurer
from chalicelib.dialogue.slot_readers import Candidate
from chalicelib.nlu import dialogue_acts, slot_answers
from chalicelib.nlu.places import is_vague
from chalicelib.nlu.reading import Clause, Reading

ReadAnswer = Callable[[FlowStep, Candidate], str | None]

MAX_AHEAD = timedelta(hours=1)
"""A time may be so far in the future: people round, and clocks differ."""


def _find_future(value: str, now: datetime) -> str:
    moment = datetime.fromisoformat(value)
    return "bad_datetime_future" if moment.replace(tzinfo=moment.tzinfo or now.tzinfo) > now + MAX_AHEAD else ""


def _says_no(step: FlowStep, words: str) -> bool:
    return dialogue_acts.detect_yes_no(words, topic(step)) is False


def _never(_step: FlowStep, _words: str) -> bool:
    return False


def _nobody(_step: FlowStep, words: str) -> bool:
    return slot_answers.says_nobody_drove(words)


def _no_insurer(step: FlowStep, words: str) -> bool:
    return _says_no(step, words) or (find_insurer(words, asked=True) is None and slot_answers.names_no_insurer(words))


def _no_hospital(_step: FlowStep, words: str) -> bool:
    return slot_answers.says_no_hospital(words)


def _is_stated_anyhow(_step: FlowStep, _clause: Clause, _value: str, _before: str) -> bool:
    return True


def _is_stated_here(_step: FlowStep, clause: Clause, _value: str, _before: str) -> bool:
    return not dialogue_acts.names_other_location(clause.text)


def _is_time_of_event(_step: FlowStep, clause: Clause, _value: str, _before: str) -> bool:
    return slot_answers.is_accident_time(clause)


def _is_new_plate(_step: FlowStep, _clause: Clause, value: str, before: str) -> bool:
    return not (before and is_partial_plate(value))


def _is_place_of_event(_step: FlowStep, clause: Clause, value: str, before: str) -> bool:
    return not before or slot_answers.is_accident_place(clause, value)


def _options(step: FlowStep) -> tuple[Option, ...]:
    return step.options


def _insurers(_step: FlowStep) -> tuple[Option, ...]:
    return tuple(Option(str(place), each.name) for place, each in enumerate(insurers()))


def _chosen(_step: FlowStep, choice: str) -> str:
    return choice


def _chosen_insurer(_step: FlowStep, choice: str) -> str:
    return insurers()[int(choice)].name if choice.isdecimal() and int(choice) < len(insurers()) else choice


def _mentioned_insurer(reading: Reading) -> str | None:
    return find_insurer(reading.kept, asked=False)


@dataclass(frozen=True, slots=True)
class SlotType:
    """How a type of slot behaves.

    `read` is its reader, `find_problem` its validator: the text key of the error in a value, or "". `says_none`: words
    that say that there is no value. `is_stated`: whether a clause that mentions a value tells it about this event, and
    not another time or place. `mentioned` finds a value that was told without being asked for, where no entity of
    nlu is one. `options` are offered as buttons, `chosen` is the value of a pressed one.

    `by_clause`: each clause is an answer or none. `takes_any_words`: almost any words may be an answer. `is_place`:
    words about where the customer is now are none. `asks_of_visit`: whoever goes there later answers it.
    `whole_message`: the answer is the message. `topic_is_slot`: the word lists name the topic of an answer by the slot.
    `has_clock`: a value may be without its time of day. `unmistakable`: what is read answers no other question, also a
    few questions later. `echoed`: a value heard is repeated to the customer.
    """

    read: ReadAnswer
    find_problem: Callable[[str, datetime], str] | None = None
    says_none: Callable[[FlowStep, str], bool] = _says_no
    is_stated: Callable[[FlowStep, Clause, str, str], bool] = _is_stated_anyhow
    mentioned: Callable[[Reading], str | None] | None = None
    options: Callable[[FlowStep], tuple[Option, ...]] = _options
    chosen: Callable[[FlowStep, str], str] = _chosen
    by_clause: bool = False
    takes_any_words: bool = False
    is_place: bool = False
    asks_of_visit: bool = False
    whole_message: bool = False
    topic_is_slot: bool = False
    has_clock: bool = False
    unmistakable: bool = False
    echoed: bool = False


_CHOICE = SlotType(slot_readers.read_choice, says_none=_never, by_clause=True, topic_is_slot=True)

SLOT_TYPES: Mapping[SlotKind, SlotType] = {
    "choice": _CHOICE,
    "yes_no": SlotType(slot_readers.read_yes_no, says_none=_never, by_clause=True, topic_is_slot=True),
    "person": SlotType(
        slot_readers.read_person, says_none=_nobody, by_clause=True, topic_is_slot=True, unmistakable=True
    ),
    "datetime": SlotType(
        slot_readers.read_datetime,
        find_problem=_find_future,
        says_none=_never,
        is_stated=_is_time_of_event,
        has_clock=True,
        echoed=True,
    ),
    "place": SlotType(
        slot_readers.read_place, is_stated=_is_place_of_event, takes_any_words=True, is_place=True, echoed=True
    ),
    "plate": SlotType(slot_readers.read_plate, is_stated=_is_new_plate, echoed=True, unmistakable=True),
    "phone": SlotType(slot_readers.read_phone, echoed=True, unmistakable=True),
    "number": SlotType(slot_readers.read_number),
    "insurer": SlotType(
        slot_readers.read_insurer,
        says_none=_no_insurer,
        mentioned=_mentioned_insurer,
        options=_insurers,
        chosen=_chosen_insurer,
        echoed=True,
    ),
    "text": SlotType(slot_readers.read_text, is_stated=_is_stated_here, takes_any_words=True, whole_message=True),
    "facility": SlotType(
        slot_readers.read_facility,
        says_none=_no_hospital,
        asks_of_visit=True,
        is_stated=_is_stated_here,
        takes_any_words=True,
        topic_is_slot=True,
    ),
    "destination": SlotType(slot_readers.read_destination, is_stated=_is_stated_here, takes_any_words=True),
    "noun": SlotType(slot_readers.read_noun, says_none=_never),
}
"""The types by the names that `kind` may have."""

PLACE_KINDS = frozenset(name for name, kind in SLOT_TYPES.items() if kind.is_place)
"""The types whose values are places."""

VISIT_KINDS = frozenset(name for name, kind in SLOT_TYPES.items() if kind.asks_of_visit)
"""The types whose values are where somebody went."""

MENTIONED_KINDS = frozenset(name for name, kind in SLOT_TYPES.items() if kind.mentioned is not None)
"""The types whose values are also found without an entity of nlu."""


def type_of(step: FlowStep) -> SlotType:
    """The type of a step's slot."""
    return SLOT_TYPES[step.kind]


def topic(step: FlowStep) -> str:
    """The topic of an answer, as the word lists name it."""
    return step.slot if type_of(step).topic_is_slot else step.kind


def validate_answer(step: FlowStep, candidate: Candidate) -> tuple[str | None, str]:
    """The value to store, or None and the text key of the error."""
    kind = SLOT_TYPES[step.kind]
    value = kind.read(step, candidate)
    if value is None:
        return None, f"bad_{step.format}"
    problem = kind.find_problem(value, candidate.now) if kind.find_problem else ""
    return (None, problem) if problem else (value, "")


def means_unknown(step: FlowStep, words: str) -> bool:
    """Whether the text says that the answer is unknown, or that there is none, including "아니요" to "do you
    know …"."""
    if dialogue_acts.is_dont_know(words) or dialogue_acts.says_none_exists(step.kind, words):
        return True
    return type_of(step).says_none(step, words)


def refines(step: FlowStep, known: str, value: str) -> bool:
    """Whether the value adds a clock time to the known day, names a place that could be anywhere, or goes on with a
    story."""
    if type_of(step).whole_message:
        return value.startswith(known)
    if type_of(step).is_place:
        return is_vague(known) and not is_vague(value)
    return type_of(step).has_clock and len(known) == ISO_DATE_LENGTH < len(value) and value.startswith(known)


def shown_options(step: FlowStep, texts: Texts, most: int | None = None) -> tuple[Option, ...]:
    """The options of a question in the language of the texts, at `most` so many. Those that no step lists are named by
    their values."""
    options = type_of(step).options(step)[:most]
    if step.options:
        return options
    return tuple(Option(option.value, display_value(step, option.label, texts)) for option in options)


def choice_buttons(step: FlowStep, texts: Texts) -> tuple[Button, ...]:
    """The options of a question, as buttons."""
    most = None if step.options else bot_rules().questions.max_insurer_buttons
    return tuple(Button(f"choice:{option.value}", option.label) for option in shown_options(step, texts, most))
