"""One input of the customer, and its clauses as possible answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from chalicelib.content.messages import Message
from chalicelib.dialogue.slot_readers import Candidate, Slots
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.reading import Clause, Reading


@dataclass(frozen=True, slots=True)
class UserInput:
    """One input of the customer: a message with the slots that it fills, a button, or a submitted form.
    `source_message` is the message that offered the button or form; `is_stranded`: the car stands in traffic. `text` is
    the clean message, "" without one."""

    reading: Reading | None = None
    button: str = ""
    slots: Slots = field(default_factory=dict)
    intent: str = ""
    form_values: Mapping[str, str] | None = None
    source_message: Message | None = None
    is_stranded: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.reading.cleaned if self.reading else "")

    @classmethod
    def of(cls, reading: Reading, *, is_stranded: bool = False) -> Self:
        """A message."""
        return cls(reading, slots=reading.entities, is_stranded=is_stranded)

    @property
    def raw(self) -> str:
        """The message as the customer wrote it, without blanks around it."""
        return self.reading.raw.strip() if self.reading else ""


def does(user_input: UserInput, act: dialogue_acts.Act) -> bool:
    """Whether the message as a whole does this."""
    return user_input.reading is not None and act in user_input.reading.acts


def clauses_of(user_input: UserInput) -> tuple[Clause, ...]:
    """The clauses of the message, without what it denies."""
    return user_input.reading.clauses if user_input.reading else ()


def as_candidate(clause: Clause, reading: Reading, known: Mapping[str, str], text: str | None = None) -> Candidate:
    """A clause as a possible answer; `text` is the part of it that may be one."""
    words = clause.text if text is None else text
    return Candidate(words, clause.entities, reading.now, known, reading, with_time=bool(clause.time_spans))
