"""The models of a story: its script and its outcome."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.content.accident_events import EVENT_SLOTS

SEOUL = timezone(timedelta(hours=9))


class InvalidStory(Exception):
    """A line that isn't a story."""


class InsuredContract(Struct, frozen=True, forbid_unknown_fields=True):
    """The customer's contract, unless it is full cover in force at the time."""

    plate: str = ""
    starts_on: str = ""
    ends_on: str = ""
    cover: str = "full"


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the file. `answers` are by slot; `then` follows the opening; `otherwise` answers all other questions.

    Optional: `contract`; `same_customer_as` is the id of an earlier story; `breaks`: slot → days that pass before its
    question is answered from another device; `flags`: the outcome lists the flags that staff see; `timed`: the outcome
    has the time that the customer would need; `expect` and `why` are for readers and tests, ignored here.
    """

    id: str
    now: str
    opening: str
    answers: dict[str, str] = {}
    then: tuple[str, ...] = ()
    otherwise: str = "모르겠어요"
    confirm: bool = True
    contract: InsuredContract = InsuredContract()
    same_customer_as: str = ""
    breaks: dict[str, int] = {}
    flags: bool = False
    timed: bool = False
    expect: Any = None
    why: str = ""

    @property
    def moment(self) -> datetime:
        """When the story begins; in Korean time without an offset."""
        moment = datetime.fromisoformat(self.now)
        return (moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)).astimezone(UTC)


def parse_story(line: bytes) -> Story:
    """The story of a line of the file. Raises InvalidStory."""
    try:
        story = msgspec.json.decode(line, type=Story)
        _ = story.moment
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidStory(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise InvalidStory(f"{error} - at `$.now`") from error
    return story


@dataclass
class Outcome:
    """The outcome of a story. `turns` counts the customer's messages and buttons; `seconds` is the time that they would
    take, reported where the story asks for it."""

    id: str
    outcome: str = "abandoned"
    turns: int = 0
    asked: list[str] = field(default_factory=list)
    claim: dict[str, Any] = field(default_factory=dict)
    coverages: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    flags: list[str] | None = None
    seconds: float = 0

    def line(self, *, timed: bool = False) -> str:
        """The outcome as JSON."""
        left_out = {"" if timed else "seconds", "flags" if self.flags is None else ""}
        shown = {name: value for name, value in self.__dict__.items() if name not in left_out}
        return msgspec.json.encode(shown).decode()


def values(facts: dict[str, str]) -> dict[str, Any]:
    """Facts with booleans and numbers in place of their stored texts."""
    return {slot: _value(slot, value) for slot, value in facts.items() if value}


def with_event(facts: dict[str, str], event: dict[str, Any]) -> dict[str, Any]:
    """The values of facts, with the `event` as an object in place of its own."""
    return values({slot: value for slot, value in facts.items() if slot not in EVENT_SLOTS}) | {"event": event}


def _value(slot: str, value: str) -> Any:
    if value in ("true", "false"):
        return value == "true"
    return int(value) if slot == "injured_count" and value.isdigit() else value
