"""The flow engine: a flow is data (`config/flows.toml`), a move is a pure function of what runs and what was said.

ask → check → next … → summary → yes. At any point: correct an earlier answer by saying it, go back, stop, come back
days later and be asked whether to go on. Words win over buttons: an answer in free words is always tried first.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, Step, Texts
from chalicelib.content.forms import applies
from chalicelib.content.message_bodies import Button, Card, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.answer_steps import TRIES, answered, confirming, taken_back, unknown
from chalicelib.dialogue.flow_steps import Move, Turn, filled, next_, saying, warnings
from chalicelib.dialogue.prompts import summary
from chalicelib.dialogue.slot_filling import NOT_GIVEN, Said, step_of, told
from chalicelib.dialogue.slot_validation import Given
from chalicelib.dialogue.state import Running
from chalicelib.nlu import dialogue_acts

__all__ = [
    "NOT_GIVEN",
    "RESUME_AFTER_MS",
    "TRIES",
    "Move",
    "Said",
    "again",
    "facts",
    "paused",
    "proceed",
    "start",
    "summary",
    "told",
]

RESUME_AFTER_MS = 30 * 60 * 1000
"""After a longer pause the bot asks whether to go on: the customer may have forgotten what was asked."""

TELLING = ("accident_type", "occurred_at", "place", "counterparty_plate")
"""A first sentence that names the kind of accident, or two of these, tells what happened."""


def start(
    flow: Flow,
    name: str,
    said: Said,
    texts: Texts,
    now: datetime,
    given: Mapping[str, str] | None = None,
    subject: str = "",
) -> Move:
    """Begins a flow with what is `given` and what the first sentence told already."""
    known = {**(given or {}), **told(flow, "", Said(said.text, slots=said.slots), {}, now)}
    story = next((step for step in flow.steps if step.story), None)
    if story and said.text and (known.get(TELLING[0]) or sum(bool(known.get(slot)) for slot in TELLING) > 1):
        known[story.slot] = said.text.strip()[:400]
    running = Running(flow=name, at=_ms(now), started=_ms(now), slots=known, subject=subject)
    move = next_(Turn(flow, said, texts, now), running, warnings(flow, known, texts))
    if flow.registers and known:
        return saying(move, (prompts.understood(flow, running, texts), *move.says))
    return move


def proceed(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    """One answer of the customer."""
    turn = Turn(flow, said, texts, now)
    if running.paused or _ms(now) - running.at > RESUME_AFTER_MS:
        return _resume(turn, running)
    return _moved(turn, replace(running, at=_ms(now)))


def again(flow: Flow, running: Running, texts: Texts, now: datetime) -> Move:
    """The question that is open, once more."""
    return next_(Turn(flow, Said(), texts, now), replace(running, at=_ms(now), paused=False))


def paused(flow: Flow, running: Running, texts: Texts, now: datetime) -> Move:
    """The question whether to go on, with what is known of an accident."""
    words = texts.say("flows", "resume", title=flow.title)
    buttons = (
        Button("flow:resume", texts.say("flows", "resume_yes"), "primary"),
        Button("flow:restart", texts.say("flows", "resume_no")),
        Button("flow:cancel", texts.say("flows", "cancel")),
    )
    known = prompts.rows(flow, running.slots, texts) if flow.registers else ()
    question = Card(words, known, "", buttons) if known else Text(words, buttons)
    return Move(replace(running, paused=True, at=_ms(now)), (question,))


def facts(flow: Flow, slots: dict[str, str]) -> dict[str, str]:
    """What a filled form says: the values that are known, without what no longer applies (how many are hurt, when
    nobody is)."""
    known = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot)}
    return {slot: value for slot, value in known.items() if not _void(flow, slot, known)}


def _void(flow: Flow, slot: str, known: dict[str, str]) -> bool:
    step = step_of(flow, slot)
    return step is not None and bool(step.when) and not applies(step, known)


def _resume(turn: Turn, running: Running) -> Move:
    flow, texts = turn.flow, turn.texts
    match turn.said.button:
        case "flow:resume":
            return next_(turn, replace(running, paused=False, at=_ms(turn.now)))
        case "flow:restart":
            begun = start(flow, running.flow, Said(), texts, turn.now, subject=running.subject).running or running
            anew = replace(begun, started=running.started, key=running.key, edits=running.edits)
            return next_(turn, anew)  # the same accident: it keeps its key
        case "flow:cancel":
            return _cancelled(turn)
    if running.paused or turn.said.form is not None:
        # Asked whether to go on, he simply went on.
        return _moved(turn, replace(running, paused=False, at=_ms(turn.now)))
    if turn.said.text and running.asking:
        on = _moved(turn, replace(running, at=_ms(turn.now)))
        if on.heard and on.running is not None and on.running.slots != running.slots:
            return on  # he remembers what was asked
    return paused(flow, running, texts, turn.now)


def _moved(turn: Turn, running: Running) -> Move:
    flow, said, texts = turn.flow, turn.said, turn.texts
    if said.form is not None:
        return _corrected_by_form(turn, running, said.form)
    if said.button == "flow:cancel" or _says(texts, "cancel_words", said) or dialogue_acts.stops(said.text):
        return _cancelled(turn)
    if said.button == "flow:back" or _says(texts, "back_words", said):
        return _back(turn, running)
    if said.button == "flow:edit" or _says(texts, "edit_words", said):
        return Move(running, prompts.form(flow, running.flow, running, texts, {}))
    if dialogue_acts.takes_back(said.text):
        return taken_back(turn, running)
    if not running.asking:
        return confirming(turn, running)
    step = step_of(flow, running.asking)
    if step is None:  # the insurer has changed the flow meanwhile
        return next_(turn, running)
    return _pressed(turn, running, step) if said.button else answered(turn, running, step)


def _pressed(turn: Turn, running: Running, step: Step) -> Move:
    button = turn.said.button
    if button == "flow:skip" and step.optional:
        return filled(turn, running, {step.slot: NOT_GIVEN})
    if button == "flow:unknown" and step.unknown:
        return unknown(turn, running, step, {}, surely=True)
    if button.startswith("choice:") and step.kind in ("choice", "insurer"):
        choice = prompts.picked(step, button.removeprefix("choice:"))
        said = Said(slots={step.slot: choice})
        return answered(Turn(turn.flow, said, turn.texts, turn.now), running, step)
    return next_(turn, running)  # of an earlier question: no answer to this one, and no failure either


def _corrected_by_form(turn: Turn, running: Running, form: Mapping[str, str]) -> Move:
    given = Given("", {}, turn.now)
    fitting, problems = prompts.filled(turn.flow, form, running, turn.texts, given)
    after = replace(running, slots=running.slots | fitting, tries=0)
    if problems:
        return Move(after, prompts.form(turn.flow, running.flow, after, turn.texts, problems))
    return next_(turn, after, warnings(turn.flow, fitting, turn.texts))


def _back(turn: Turn, running: Running) -> Move:
    if not running.path:
        return next_(turn, running)
    last = running.path[-1]
    step = step_of(turn.flow, last)
    gone = {last, step.opposite} if step and step.opposite not in running.path else {last}
    kept = {slot: value for slot, value in running.slots.items() if slot not in gone}
    return next_(turn, replace(running, slots=kept, path=running.path[:-1], tries=0))


def _cancelled(turn: Turn) -> Move:
    return Move(None, (Text(turn.texts.say("flows", "cancelled", title=turn.flow.title)),))


def _says(texts: Texts, key: str, said: Said) -> bool:
    """Whether he wrote what the button of that meaning would do."""
    return said.text.strip() in texts.say("flows", key).split("|")


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
