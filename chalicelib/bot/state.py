"""What the bot remembers of a conversation."""

from msgspec import Struct

from chalicelib.content.bodies import Body


class Running(Struct, frozen=True, omit_defaults=True):
    """A flow under way: `asking` is the slot asked for, "" while the summary waits for a yes; `path` the slots asked
    so far, for going back; `tries` failed answers to this question; `at` when it last moved (ms since 1970 UTC)."""

    flow: str
    at: int
    slots: dict[str, str] = {}
    asking: str = ""
    path: tuple[str, ...] = ()
    tries: int = 0
    paused: bool = False


class Spoken(Struct, frozen=True):
    """A sentence on its way: kept with the state before it is said, so that a crash can't swallow it."""

    number: int
    body: Body


class Handover(Struct, frozen=True):
    """The bot gives the conversation to people."""

    queue: str
    danger: bool = False


class BotState(Struct, frozen=True, omit_defaults=True):
    """One conversation's memory. `answered` is the last customer seq dealt with, `number` the bot's last message
    number, `version` rises with every save; `summary` is what the agent is shown, label → value;
    `asked_about` the words that were asked back about, until the next message answers."""

    version: int = 0
    answered: int = 0
    number: int = 0
    failures: int = 0
    running: Running | None = None
    spoken: tuple[Spoken, ...] = ()
    handover: Handover | None = None
    summary: dict[str, str] = {}
    asked_about: str = ""
