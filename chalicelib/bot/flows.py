"""The flow engine: a flow is data (`config/flows.toml`), a move is a pure function of what runs and what was said.

ask → check → next … → summary → yes. At any point: correct an earlier answer by saying it, go back, stop, come back
days later and be asked whether to go on. Words win over buttons: an answer in free words is always tried first.
"""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.bot.checking import Slots, check
from chalicelib.bot.state import Running
from chalicelib.content.bodies import Body, Button, Card, Row, Text
from chalicelib.content.catalogue import Flow, Step, Texts
from chalicelib.content.forms import shown

RESUME_AFTER_MS = 30 * 60 * 1000
"""After a longer pause the bot asks whether to go on: the customer may have forgotten what was asked."""

TRIES = 2
"""Failed answers to one question before a human is offered."""

NOT_GIVEN = ""
"""What an optional step holds when it was skipped."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came from the customer: words and the slots read from them, or a button, or a filled form."""

    text: str = ""
    button: str = ""
    slots: Slots = ()  # type: ignore[assignment]
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What happens next. `running` None: the flow is over; `finished`: over because everything is known and confirmed;
    `stuck`: the same question failed too often."""

    running: Running | None
    says: tuple[Body, ...]
    finished: bool = False
    stuck: bool = False


def start(flow: Flow, name: str, slots: Slots, texts: Texts, now: datetime) -> Move:
    """Begins a flow with what the first sentence told already."""
    known = _taken(flow, "", dict(slots), now)
    return _next(flow, Running(flow=name, at=_ms(now), slots=known), texts, before=())


def proceed(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    """One answer of the customer."""
    if running.paused or _ms(now) - running.at > RESUME_AFTER_MS:
        return _resume(flow, running, said, texts, now)
    return _moved(flow, replace(running, at=_ms(now)), said, texts, now)


def _resume(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    match said.button:
        case "flow:resume":
            return _next(flow, replace(running, paused=False, at=_ms(now)), texts, before=())
        case "flow:restart":
            return start(flow, running.flow, {}, texts, now)
        case "flow:cancel":
            return _cancelled(flow, texts)
    if not running.paused:
        question = Text(
            texts.say("flows", "resume", title=flow.title),
            (
                Button("flow:resume", texts.say("flows", "resume_yes"), "primary"),
                Button("flow:restart", texts.say("flows", "resume_no")),
                Button("flow:cancel", texts.say("flows", "cancel")),
            ),
        )
        return Move(replace(running, paused=True, at=_ms(now)), (question,))
    # Asked whether to go on, he simply went on.
    return _moved(flow, replace(running, paused=False, at=_ms(now)), said, texts, now)


def _moved(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    if said.button == "flow:cancel" or _says(texts, "cancel_words", said):
        return _cancelled(flow, texts)
    if said.button == "flow:back" or _says(texts, "back_words", said):
        return _back(flow, running, texts)
    if not running.asking:
        return _confirming(flow, running, said, texts, now)
    step = _step(flow, running.asking)
    if step is None:  # the insurer has changed the flow meanwhile
        return _next(flow, running, texts, before=())
    if said.button == "flow:skip" and step.optional:
        return _filled(flow, running, {step.slot: NOT_GIVEN}, texts)
    if said.button.startswith("choice:") and step.kind == "choice":
        said = Said(text=said.button.removeprefix("choice:"))
    elif said.button:  # of an earlier question: no answer to this one, and no failure either
        return _next(flow, running, texts, before=())
    return _answered(flow, running, step, said, texts, now)


def _answered(flow: Flow, running: Running, step: Step, said: Said, texts: Texts, now: datetime) -> Move:
    known = _taken(flow, step.slot, dict(said.slots), now)
    value, problem = check(step, said.text, said.slots or {}, now)
    told = step.slot in said.slots or step.kind in said.slots
    # Any words would do for a text or a place: where they told something else, they weren't meant for this question.
    if value is not None and (told or not known or step.kind not in ("text", "place")):
        return _filled(flow, running, known | {step.slot: value}, texts)
    if known:
        return _next(flow, replace(running, slots=running.slots | known, tries=0), texts, before=())
    tried = replace(running, tries=running.tries + 1)
    if tried.tries >= TRIES and not step.optional:
        return Move(tried, (), stuck=True)
    return _next(flow, tried, texts, before=(texts.say("flows", problem),))


def _confirming(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    corrected = _taken(flow, "", dict(said.slots), now)
    if corrected:
        return _next(flow, replace(running, slots=running.slots | corrected, tries=0), texts, before=())
    if said.button == "flow:confirm" or said.wish == "affirm":
        return Move(None, (Text(texts.say("flows", "finished", title=flow.title)),), finished=True)
    if said.button:
        return _next(flow, running, texts, before=())
    if said.wish == "deny" and running.path:
        return _back(flow, running, texts)
    tried = replace(running, tries=running.tries + 1)
    return Move(tried, (), stuck=True) if tried.tries >= TRIES else _next(flow, tried, texts, before=())


def _filled(flow: Flow, running: Running, known: dict[str, str], texts: Texts) -> Move:
    path = tuple(slot for slot in running.path if slot != running.asking) + (running.asking,)
    return _next(flow, replace(running, slots=running.slots | known, path=path, tries=0), texts, before=())


def _back(flow: Flow, running: Running, texts: Texts) -> Move:
    if not running.path:
        return _next(flow, running, texts, before=())
    last = running.path[-1]
    kept = {slot: value for slot, value in running.slots.items() if slot != last}
    return _next(flow, replace(running, slots=kept, path=running.path[:-1], tries=0), texts, before=())


def _cancelled(flow: Flow, texts: Texts) -> Move:
    return Move(None, (Text(texts.say("flows", "cancelled", title=flow.title)),))


def _next(flow: Flow, running: Running, texts: Texts, before: tuple[str, ...]) -> Move:
    """Asks for the first thing not known, or shows the summary."""
    for step in flow.steps:
        if step.slot not in running.slots:
            words = "\n".join((*before, texts.say("flows", step.ask)))
            return Move(replace(running, asking=step.slot), (Text(words, _buttons(step, running, texts)),))
    buttons = (
        Button("flow:confirm", texts.say("flows", "confirm"), "primary"),
        *_ways_out(running, texts),
    )
    card = Card(
        texts.say("flows", "confirm_title", title=flow.title),
        tuple(Row(label, value) for label, value in summary(flow, running.slots, texts).items()),
        texts.say("flows", "confirm_note"),
        buttons,
    )
    return Move(replace(running, asking=""), (card,))


def _buttons(step: Step, running: Running, texts: Texts) -> tuple[Button, ...]:
    choices = tuple(Button(f"choice:{option.value}", option.label) for option in step.options)
    skip = (Button("flow:skip", texts.say("flows", "skip")),) if step.optional else ()
    return choices + skip + _ways_out(running, texts)


def _ways_out(running: Running, texts: Texts) -> tuple[Button, ...]:
    back = (Button("flow:back", texts.say("flows", "back")),) if running.path else ()
    return (*back, Button("flow:cancel", texts.say("flows", "cancel")))


def summary(flow: Flow, slots: dict[str, str], texts: Texts) -> dict[str, str]:
    """What is known, label → value as people read it."""
    return {
        step.label: shown(step, slots[step.slot]) or texts.say("flows", "not_given")
        for step in flow.steps
        if step.slot in slots
    }


def _step(flow: Flow, slot: str) -> Step | None:
    return next((step for step in flow.steps if step.slot == slot), None)


def _taken(flow: Flow, asked: str, slots: dict[str, str | bool], now: datetime) -> dict[str, str]:
    """Values the understanding read for this flow's other steps, as far as they pass the check."""
    taken: dict[str, str] = {}
    for step in flow.steps:
        if step.slot in slots and step.slot != asked:
            value, _ = check(step, "", {step.slot: slots[step.slot]}, now)
            if value is not None:
                taken[step.slot] = value
    return taken


def _says(texts: Texts, key: str, said: Said) -> bool:
    """Whether he wrote what the button of that meaning would do."""
    return said.text.strip() in texts.say("flows", key).split("|")


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
