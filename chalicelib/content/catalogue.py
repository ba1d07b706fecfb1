"""The data an insurer edits: texts, queues, the bot's wishes and flows. Read once, checked when read."""

from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

import msgspec
from msgspec import Struct

from chalicelib.content.bodies import FieldKind, Notice, Option

CONFIG = Path(__file__).parent.parent / "config"

Locale = Literal["ko", "en"]


class Queue(Struct, frozen=True, forbid_unknown_fields=True):
    """A line in which customers wait."""

    name: str
    label: str
    topics: tuple[str, ...] = ()


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """What the bot does with an intent: exactly one of answer, claims, flow, agent (a queue), say (a text).

    `answer` tells from the contract, `claims` from the customer's claims, or books what only people can settle of them
    (`dispute`; `agent` then takes who has no claim); `aside` is the text that answers it in the
    middle of a flow, where nothing else of it would; `first` what is said instead of the usual words before an agent.
    """

    label: str
    answer: Literal["", "policy_summary", "coverages", "renewal"] = ""
    claims: Literal["", "progress", "checklist", "dispute"] = ""
    flow: str = ""
    agent: str = ""
    say: str = ""
    aside: str = ""
    first: str = ""


StepKind = FieldKind | Literal["number", "insurer"]

Condition = dict[str, tuple[str, ...]]
"""Slot → values it may have; "" among them stands for not known."""


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A question of a flow, asked where all of `when` holds and none of `unless`.

    `unknown`: whether "I don't know" is an answer, `at_once` or only after a helpful second question. `story` marks the
    question that a first sentence which tells the matter has answered. `hour` asks for the clock time where only the
    day is known. `warn` is said first once a choice has that value. `told_only`: never asked. `opposite` names the slot
    that says the contrary. `named` are words by which people mean this field ("시간은 8시예요"), `called` those by
    which they mean a choice, by its value.
    """

    slot: str
    kind: StepKind
    label: str
    ask: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    unknown: Literal["", "at_once", "after_hint"] = ""
    when: Condition = {}
    unless: Condition = {}
    story: bool = False
    hour: str = ""
    warn: dict[str, str] = {}
    told_only: bool = False
    opposite: str = ""
    named: tuple[str, ...] = ()
    called: dict[str, tuple[str, ...]] = {}


class Flow(Struct, frozen=True, forbid_unknown_fields=True):
    """Questions with a queue at the end; where it `registers`, with a claim; where it `books`, with a call or a letter
    about a claim (slots `channel`, `window`, `phone`, `address`, `grounds`). It begins with what was understood."""

    title: str
    queue: str
    steps: tuple[Step, ...]
    registers: bool = False
    books: Literal["", "identity", "dispute"] = ""


class Insurer(Struct, frozen=True, forbid_unknown_fields=True):
    """An insurer of the other side: `called` in any sentence, `short` only as an answer."""

    name: str
    called: tuple[str, ...]
    short: tuple[str, ...] = ()


class BotRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The bot's side of the configuration."""

    failures_before_agent: int
    no_contract_queue: str
    greeting_buttons: tuple[str, ...]
    wishes: dict[str, Wish]


Sections = dict[str, dict[str, str]]


class Texts:
    """Sentences by section and key; a wrong key or placeholder raises KeyError, which the tests make sure of."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections

    def say(self, section: str, key: str, **data: str | int) -> str:
        """The sentence with its placeholders filled."""
        return self.sections[section][key].format_map(data)

    def notice(self, code: str, **data: str) -> Notice:
        """A system notice by its code."""
        return Notice(code=code, text=self.say("notices", code, **data), data=data)


def _read(name: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads((CONFIG / name).read_text("utf-8"))


@cache
def texts(locale: str) -> Texts:
    """The catalogue of a language; Korean where there is no other."""
    return Texts(msgspec.convert(_read(f"texts/{'en' if locale == 'en' else 'ko'}.toml"), dict[str, dict[str, str]]))


@cache
def queues() -> dict[str, Queue]:
    """Queues by name, in the order of the file."""
    return {queue.name: queue for queue in msgspec.convert(_read("queues.toml")["queues"], list[Queue])}


def queue_for(topic: str) -> Queue:
    """The queue of a topic; the first of the file where none claims it."""
    return next((queue for queue in queues().values() if topic in queue.topics), next(iter(queues().values())))


@cache
def topics() -> frozenset[str]:
    """What a conversation can be opened on."""
    return frozenset(topic for queue in queues().values() for topic in queue.topics)


@cache
def bot_rules() -> BotRules:
    """Wishes and thresholds of the bot."""
    return msgspec.convert(_read("bot.toml"), BotRules)


@cache
def flows() -> dict[str, Flow]:
    """Flows by name."""
    return msgspec.convert(_read("flows.toml")["flows"], dict[str, Flow])


@cache
def insurers() -> tuple[Insurer, ...]:
    """Insurers of other drivers."""
    return msgspec.convert(_read("insurers.toml")["insurers"], tuple[Insurer, ...])


def check() -> None:
    """Reads everything and checks what refers to what. Raises ValueError naming the first thing wrong, and
    msgspec.ValidationError for what has the wrong shape."""
    from chalicelib.content.claim_rules import check as check_claims
    from chalicelib.content.claim_rules import claim_rules
    from chalicelib.content.push_rules import check as check_pushes
    from chalicelib.content.push_rules import push_rules
    from chalicelib.content.upload_rules import check as check_uploads
    from chalicelib.content.upload_rules import upload_rules

    korean = texts("ko").sections
    _check_languages(korean, texts("en").sections)
    _check_queues()
    _check_rules(bot_rules())
    for name, wish in bot_rules().wishes.items():
        _check_wish(name, wish, korean["bot"])
    for name, flow in flows().items():
        _check_flow(name, flow, korean["flows"])
    _check_bookings(set(claim_rules().appointments.windows))
    if not insurers():
        raise ValueError("insurers.toml: there must be an insurer")
    check_claims(claim_rules())
    check_uploads(upload_rules())
    check_pushes(push_rules(), korean)


def _check_languages(korean: Sections, english: Sections) -> None:
    for section in korean.keys() | english.keys():
        if korean.get(section, {}).keys() != english.get(section, {}).keys():
            raise ValueError(f"texts: section {section} differs between ko and en")
        for key, words in korean[section].items():
            if placeholders(words) != placeholders(english[section][key]):
                raise ValueError(f"texts: {section}.{key} has other placeholders in ko than in en")


def placeholders(words: str) -> set[str]:
    """The names in braces. Raises ValueError for braces that don't close."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _check_queues() -> None:
    topics = [topic for queue in queues().values() for topic in queue.topics]
    if not queues() or len(topics) != len(set(topics)):
        raise ValueError("queues.toml: there must be a queue, and a topic has one queue at most")


def _check_rules(rules: BotRules) -> None:
    if rules.no_contract_queue not in queues():
        raise ValueError(f"bot.toml: no_contract_queue names no queue: {rules.no_contract_queue}")
    for name in rules.greeting_buttons:
        if name not in rules.wishes:
            raise ValueError(f"bot.toml: greeting_buttons names no wish: {name}")
    if "emergency" not in rules.wishes or not rules.wishes["emergency"].agent:
        raise ValueError("bot.toml: emergency must go to an agent's queue")


def _check_wish(name: str, wish: Wish, known: dict[str, str]) -> None:
    ways = (wish.answer, wish.claims, wish.flow, wish.agent if wish.claims != "dispute" else "", wish.say)
    if sum(map(bool, ways)) != 1 or (wish.claims == "dispute" and not wish.agent):
        raise ValueError(f"bot.toml: {name} needs exactly one of answer, claims, flow, agent, say")
    if wish.agent and wish.agent not in queues():
        raise ValueError(f"bot.toml: {name} names no queue: {wish.agent}")
    if wish.flow and wish.flow not in flows():
        raise ValueError(f"bot.toml: {name} names no flow: {wish.flow}")
    for text in (wish.say, wish.aside, wish.first):
        if text and text not in known:
            raise ValueError(f"bot.toml: {name} names no text: {text}")


def _check_bookings(windows: set[str]) -> None:
    for kind in ("identity", "dispute"):
        found = [flow for flow in flows().values() if flow.books == kind]
        if len(found) != 1:
            raise ValueError(f"flows.toml: exactly one flow must book {kind}")
        steps = {step.slot: {option.value for option in step.options} for step in found[0].steps}
        if steps.get("channel") != {"call", "letter"} or steps.get("window") != windows:
            raise ValueError(f"flows.toml: {found[0].title} must offer call and letter, and the windows of claims.toml")
        if not {"phone", "address"} <= set(steps):
            raise ValueError(f"flows.toml: {found[0].title} must ask for phone and address")


def _check_flow(name: str, flow: Flow, known: dict[str, str]) -> None:
    if flow.queue not in queues():
        raise ValueError(f"flows.toml: {name} names no queue: {flow.queue}")
    if len({step.slot for step in flow.steps}) != len(flow.steps):
        raise ValueError(f"flows.toml: {name} asks for something twice")
    slots = {step.slot for step in flow.steps}
    for step in flow.steps:
        hint = f"hint_{step.kind}" if step.unknown == "after_hint" else ""
        for text in (step.ask, *filter(None, (step.hour, hint)), *step.warn.values()):
            if text not in known:
                raise ValueError(f"flows.toml: {name}.{step.slot} names no text: {text}")
        if unknown := {*step.when, *step.unless, *filter(None, (step.opposite,))} - slots:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no slot: {', '.join(sorted(unknown))}")
        if (step.kind == "choice") != bool(step.options):
            raise ValueError(f"flows.toml: {name}.{step.slot}: options belong to a choice, and only there")
        if unknown := set(step.called) - {option.value for option in step.options}:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no option: {', '.join(sorted(unknown))}")
