"""A move of a flow and what every move is made of: what is learnt, what is said first, what is asked next."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, Step, Texts
from chalicelib.content.forms import shown
from chalicelib.content.message_bodies import Body, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.slot_filling import Said
from chalicelib.dialogue.slot_validation import Slots
from chalicelib.dialogue.state import Running


@dataclass(frozen=True, slots=True)
class Move:
    """What happens next. `running` None: the flow is over; `finished`: over because everything is known and confirmed;
    `stuck`: the same question failed too often; `heard`: the words told the flow something."""

    running: Running | None
    says: tuple[Body, ...]
    finished: bool = False
    stuck: bool = False
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """What a move is made with."""

    flow: Flow
    said: Said
    texts: Texts
    now: datetime


def saying(move: Move, says: tuple[Body, ...]) -> Move:
    """The same move with other words."""
    return Move(move.running, says, move.finished, move.stuck, move.heard)


def unheard(move: Move) -> Move:
    """The same move, made without having understood."""
    return Move(move.running, move.says, move.finished, move.stuck, heard=False)


def next_(turn: Turn, running: Running, before: tuple[str, ...] = ()) -> Move:
    """Asks for the first thing not known, or shows the summary."""
    step = prompts.due(turn.flow, running)
    if step is not None:
        asked = replace(running, asking=step.slot, tries=running.tries if running.asking == step.slot else 0)
        return Move(asked, (prompts.question(step, asked, turn.texts, before),))
    words = (Text("\n".join(before)),) if before else ()
    card = prompts.confirmation(turn.flow, running, turn.texts)
    return Move(replace(running, asking=""), (*words, card))


def filled(turn: Turn, running: Running, known: dict[str, str]) -> Move:
    path = tuple(slot for slot in running.path if slot != running.asking) + (running.asking,)
    after = replace(knowing(running, known), path=path)
    return next_(turn, after, first(turn, running, known))


def knowing(running: Running, values: dict[str, str]) -> Running:
    """What runs with `values` learnt; those they replace are remembered until the next correction."""
    former = {slot: running.slots[slot] for slot in values if running.slots.get(slot, values[slot]) != values[slot]}
    return replace(running, slots=running.slots | values, former=former or running.former, tries=0, idle=0)


def asked_anew(turn: Turn, running: Running, step: Step) -> Move:
    """Somebody said that a field is wrong, not what is right."""
    kept = {slot: value for slot, value in running.slots.items() if slot not in (step.slot, step.opposite)}
    return next_(turn, replace(running, slots=kept, tries=0))


def first(turn: Turn, running: Running, known: dict[str, str]) -> tuple[str, ...]:
    """What is said before the next question: that a correction was taken, and what has to be said of values just
    learnt."""
    changed = ", ".join(
        f"{step.label} {shown(step, known[step.slot], turn.texts)}"
        for step in turn.flow.steps
        if known.get(step.slot)
        and running.slots.get(step.slot, "") not in ("", known[step.slot])
        and not step.told_only
    )
    put_right = (turn.texts.say("flows", "put_right", what=changed),) if changed else ()
    return put_right + warnings(turn.flow, known, turn.texts)


def warnings(flow: Flow, known: Slots, texts: Texts) -> tuple[str, ...]:
    """What has to be said first about values just learnt."""
    told_first = (step.warn.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.say("flows", key) for key in told_first if key)
