"""Moves that words make: an answer, a correction, the yes that confirms, a correction taken back."""

from msgspec.structs import replace

from chalicelib.content.configuration import Step
from chalicelib.content.forms import shown
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.flow_steps import Move, Turn, asked_anew, filled, first, knowing, next_, unheard
from chalicelib.dialogue.slot_extraction import hear
from chalicelib.dialogue.slot_filling import NOT_GIVEN, named, told, with_opposites
from chalicelib.dialogue.state import Running
from chalicelib.nlu import dialogue_acts

TRIES = 2
"""Failed answers to one question before a human is offered."""

PATIENCE = 5
"""Courtesies and questions that cost no try."""


def answered(turn: Turn, running: Running, step: Step) -> Move:
    said, texts = turn.said, turn.texts
    others = told(turn.flow, step.slot, said, running.slots, turn.now)
    heard = hear(turn.flow, step, said, running.slots, turn.now, beside=bool(others))
    if heard.value is not None:
        return filled(turn, running, with_opposites(turn.flow, others | {step.slot: heard.value}, running.slots))
    if heard.unknown and step.unknown:
        return unknown(turn, running, step, others, surely=False)
    if others:
        return next_(turn, knowing(running, others), first(turn, running, others))
    wrong, _ = named(turn.flow, said.text)
    if wrong and wrong.slot in running.slots and dialogue_acts.amends(said.text):
        return asked_anew(turn, running, wrong)
    tried = replace(running, tries=running.tries + 1)
    if heard.idle and running.idle < PATIENCE:
        again = replace(running, idle=running.idle + 1)
        return unheard(next_(turn, again, (texts.say("flows", heard.problem),)))
    if tried.tries >= TRIES and step.unknown:  # he has an answer that the form has no room for: it stands in the thread
        return unheard(filled(turn, running, {step.slot: running.slots.get(step.slot, NOT_GIVEN)}))
    if tried.tries >= TRIES and not step.optional:
        return Move(tried, (), stuck=True, heard=False)
    return unheard(next_(turn, tried, (texts.say("flows", heard.problem),)))


def unknown(turn: Turn, running: Running, step: Step, others: dict[str, str], *, surely: bool) -> Move:
    known = running.slots.get(step.slot, "")
    if step.unknown == "after_hint" and not surely and not known and running.tries == 0 and not others:
        return next_(turn, replace(running, tries=1), (turn.texts.say("flows", f"hint_{step.kind}"),))
    return filled(turn, running, others | with_opposites(turn.flow, {step.slot: known}, running.slots))


def confirming(turn: Turn, running: Running) -> Move:
    """Only the button or a bare yes confirms; a sentence corrects, or is met with the summary again."""
    flow, said, texts = turn.flow, turn.said, turn.texts
    corrected = told(flow, "", said, running.slots, turn.now) if not said.button else {}
    if corrected:
        return next_(turn, knowing(running, corrected), first(turn, running, corrected))
    if said.button == "flow:confirm" or (not said.button and _confirms(said.text)):
        return Move(None, (Text(texts.say("flows", "finished", title=flow.title)),), finished=True)
    if said.button:
        return next_(turn, running)
    wrong, rest = named(flow, said.text)
    if wrong is not None and (not rest or dialogue_acts.amends(said.text)) and not dialogue_acts.asks(said.text):
        return asked_anew(turn, running, wrong)
    if dialogue_acts.agrees(said.text, "confirm") is False or dialogue_acts.amends(said.text):
        return Move(running, prompts.form(flow, running.flow, running, texts, {}))
    if (dialogue_acts.idle(said.text) or dialogue_acts.asks(said.text)) and running.idle < PATIENCE:
        return unheard(next_(turn, replace(running, idle=running.idle + 1)))
    tried = replace(running, tries=running.tries + 1)
    return Move(tried, (), stuck=True, heard=False) if tried.tries >= TRIES else unheard(next_(turn, tried))


def _confirms(text: str) -> bool:
    return (
        dialogue_acts.only_agrees(text, "confirm")
        and dialogue_acts.agrees(text, "confirm") is True
        and not dialogue_acts.asks(text)
    )


def taken_back(turn: Turn, running: Running) -> Move:
    """The values that the last correction replaced, once more; where there was none, the open question."""
    steps = (step for step in turn.flow.steps if step.slot in running.former and not step.told_only)
    what = ", ".join(f"{step.label} {shown(step, running.former[step.slot], turn.texts)}" for step in steps)
    words = (turn.texts.say("flows", "taken_back", what=what),) if what else ()
    return next_(turn, replace(running, slots=running.slots | running.former, former={}, tries=0), words)
