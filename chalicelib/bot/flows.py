"""The flow engine: a flow is data (`config/flows.toml`), a move is a pure function of what runs and what was said.

ask → check → next … → summary → yes. At any point: correct an earlier answer by saying it, go back, stop, come back
days later and be asked whether to go on. Words win over buttons: an answer in free words is always tried first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.bot import asking
from chalicelib.bot.asking import summary
from chalicelib.bot.checking import Given, Slots, applies
from chalicelib.bot.filling import NOT_GIVEN, Said, named, step_of, told, with_opposites
from chalicelib.bot.hearing import hear
from chalicelib.bot.state import Running
from chalicelib.bot.understanding import replies
from chalicelib.content.bodies import Body, Button, Text
from chalicelib.content.catalogue import Flow, Step, Texts
from chalicelib.content.forms import shown

__all__ = [
    "NOT_GIVEN",
    "RESUME_AFTER_MS",
    "TRIES",
    "Move",
    "Said",
    "again",
    "facts",
    "proceed",
    "start",
    "summary",
    "told",
]

RESUME_AFTER_MS = 30 * 60 * 1000
"""After a longer pause the bot asks whether to go on: the customer may have forgotten what was asked."""

TRIES = 2
"""Failed answers to one question before a human is offered."""

PATIENCE = 5
"""Courtesies and questions that cost no try."""

TELLING = ("accident_type", "occurred_at", "place", "counterparty_plate")
"""A first sentence that names the kind of accident, or two of these, tells what happened."""


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
class _Turn:
    """What a move is made with."""

    flow: Flow
    said: Said
    texts: Texts
    now: datetime


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
    if story and said.text and (known.get(TELLING[0]) or sum(slot in known for slot in TELLING) > 1):
        known[story.slot] = said.text.strip()[:400]
    running = Running(flow=name, at=_ms(now), started=_ms(now), slots=known, subject=subject)
    move = _next(_Turn(flow, said, texts, now), running, _warnings(flow, known, texts))
    if flow.registers and known:
        return replace_says(move, (asking.understood(flow, running, texts), *move.says))
    return move


def proceed(flow: Flow, running: Running, said: Said, texts: Texts, now: datetime) -> Move:
    """One answer of the customer."""
    turn = _Turn(flow, said, texts, now)
    if running.paused or _ms(now) - running.at > RESUME_AFTER_MS:
        return _resume(turn, running)
    return _moved(turn, replace(running, at=_ms(now)))


def again(flow: Flow, running: Running, texts: Texts, now: datetime) -> Move:
    """The question that is open, once more."""
    return _next(_Turn(flow, Said(), texts, now), replace(running, at=_ms(now), paused=False))


def facts(flow: Flow, slots: dict[str, str]) -> dict[str, str]:
    """What a filled form says: the values that are known, without what no longer applies (how many are hurt, when
    nobody is)."""
    known = {step.slot: slots[step.slot] for step in flow.steps if slots.get(step.slot)}
    return {slot: value for slot, value in known.items() if not _void(flow, slot, known)}


def _void(flow: Flow, slot: str, known: dict[str, str]) -> bool:
    step = step_of(flow, slot)
    return step is not None and bool(step.when) and not applies(step, known)


def replace_says(move: Move, says: tuple[Body, ...]) -> Move:
    """The same move with other words."""
    return Move(move.running, says, move.finished, move.stuck, move.heard)


def _resume(turn: _Turn, running: Running) -> Move:
    flow, texts = turn.flow, turn.texts
    match turn.said.button:
        case "flow:resume":
            return _next(turn, replace(running, paused=False, at=_ms(turn.now)))
        case "flow:restart":
            return start(flow, running.flow, Said(), texts, turn.now, subject=running.subject)
        case "flow:cancel":
            return _cancelled(turn)
    if running.paused or turn.said.form is not None:
        # Asked whether to go on, he simply went on.
        return _moved(turn, replace(running, paused=False, at=_ms(turn.now)))
    if turn.said.text and running.asking:
        on = _moved(turn, replace(running, at=_ms(turn.now)))
        if on.heard and on.running is not None and on.running.slots != running.slots:
            return on  # he remembers what was asked
    question = Text(
        texts.say("flows", "resume", title=flow.title),
        (
            Button("flow:resume", texts.say("flows", "resume_yes"), "primary"),
            Button("flow:restart", texts.say("flows", "resume_no")),
            Button("flow:cancel", texts.say("flows", "cancel")),
        ),
    )
    return Move(replace(running, paused=True, at=_ms(turn.now)), (question,))


def _moved(turn: _Turn, running: Running) -> Move:
    flow, said, texts = turn.flow, turn.said, turn.texts
    if said.form is not None:
        return _corrected_by_form(turn, running, said.form)
    if said.button == "flow:cancel" or _says(texts, "cancel_words", said) or replies.stops(said.text):
        return _cancelled(turn)
    if said.button == "flow:back" or _says(texts, "back_words", said):
        return _back(turn, running)
    if said.button == "flow:edit" or _says(texts, "edit_words", said):
        return Move(running, asking.form(flow, running.flow, running, texts, {}))
    if replies.takes_back(said.text):
        return _taken_back(turn, running)
    if not running.asking:
        return _confirming(turn, running)
    step = step_of(flow, running.asking)
    if step is None:  # the insurer has changed the flow meanwhile
        return _next(turn, running)
    return _pressed(turn, running, step) if said.button else _answered(turn, running, step)


def _pressed(turn: _Turn, running: Running, step: Step) -> Move:
    button = turn.said.button
    if button == "flow:skip" and step.optional:
        return _filled(turn, running, {step.slot: NOT_GIVEN})
    if button == "flow:unknown" and step.unknown:
        return _unknown(turn, running, step, {}, surely=True)
    if button.startswith("choice:") and step.kind in ("choice", "insurer"):
        choice = asking.picked(step, button.removeprefix("choice:"))
        said = Said(slots={step.slot: choice})
        return _answered(_Turn(turn.flow, said, turn.texts, turn.now), running, step)
    return _next(turn, running)  # of an earlier question: no answer to this one, and no failure either


def _answered(turn: _Turn, running: Running, step: Step) -> Move:
    said, texts = turn.said, turn.texts
    others = told(turn.flow, step.slot, said, running.slots, turn.now)
    heard = hear(turn.flow, step, said, running.slots, turn.now, beside=bool(others))
    if heard.value is not None:
        return _filled(turn, running, others | with_opposites(turn.flow, {step.slot: heard.value}))
    if heard.unknown and step.unknown:
        return _unknown(turn, running, step, others, surely=False)
    if others:
        return _next(turn, _knowing(running, others), _first(turn, running, others))
    wrong, _ = named(turn.flow, said.text)
    if wrong and wrong.slot in running.slots and replies.amends(said.text):
        return _asked_anew(turn, running, wrong)
    tried = replace(running, tries=running.tries + 1)
    if heard.idle and running.idle < PATIENCE:
        again = replace(running, idle=running.idle + 1)
        return replace_heard(_next(turn, again, (texts.say("flows", heard.problem),)))
    if tried.tries >= TRIES and step.unknown:  # he has an answer that the form has no room for: it stands in the thread
        return replace_heard(_filled(turn, running, {step.slot: running.slots.get(step.slot, NOT_GIVEN)}))
    if tried.tries >= TRIES and not step.optional:
        return Move(tried, (), stuck=True, heard=False)
    return replace_heard(_next(turn, tried, (texts.say("flows", heard.problem),)))


def replace_heard(move: Move) -> Move:
    """The same move, made without having understood."""
    return Move(move.running, move.says, move.finished, move.stuck, heard=False)


def _unknown(turn: _Turn, running: Running, step: Step, others: dict[str, str], *, surely: bool) -> Move:
    known = running.slots.get(step.slot, "")
    if step.unknown == "after_hint" and not surely and not known and running.tries == 0 and not others:
        return _next(turn, replace(running, tries=1), (turn.texts.say("flows", f"hint_{step.kind}"),))
    return _filled(turn, running, others | with_opposites(turn.flow, {step.slot: known}))


def _confirming(turn: _Turn, running: Running) -> Move:
    """Only the button or a bare yes confirms; a sentence corrects, or is met with the summary again."""
    flow, said, texts = turn.flow, turn.said, turn.texts
    corrected = told(flow, "", said, running.slots, turn.now) if not said.button else {}
    if corrected:
        return _next(turn, _knowing(running, corrected), _first(turn, running, corrected))
    if (
        said.button == "flow:confirm"
        or (replies.only_agrees(said.text, "confirm")
        and replies.agrees(said.text, "confirm"))
    ):
        return Move(None, (Text(texts.say("flows", "finished", title=flow.title)),), finished=True)
    if said.button:
        return _next(turn, running)
    wrong, _ = named(flow, said.text)
    if wrong is not None and not replies.asks(said.text):
        return _asked_anew(turn, running, wrong)
    if replies.agrees(said.text, "confirm") is False or replies.amends(said.text):
        return Move(running, asking.form(flow, running.flow, running, texts, {}))
    if (replies.idle(said.text) or replies.asks(said.text)) and running.idle < PATIENCE:
        return replace_heard(_next(turn, replace(running, idle=running.idle + 1)))
    tried = replace(running, tries=running.tries + 1)
    return Move(tried, (), stuck=True, heard=False) if tried.tries >= TRIES else replace_heard(_next(turn, tried))


def _taken_back(turn: _Turn, running: Running) -> Move:
    """The values that the last correction replaced, once more; where there was none, the open question."""
    steps = (step for step in turn.flow.steps if step.slot in running.former and not step.told_only)
    what = ", ".join(f"{step.label} {shown(step, running.former[step.slot])}" for step in steps)
    words = (turn.texts.say("flows", "taken_back", what=what),) if what else ()
    return _next(turn, replace(running, slots=running.slots | running.former, former={}, tries=0), words)


def _knowing(running: Running, values: dict[str, str]) -> Running:
    """What runs with `values` learnt; those they replace are remembered until the next correction."""
    former = {slot: running.slots[slot] for slot in values if running.slots.get(slot, values[slot]) != values[slot]}
    return replace(running, slots=running.slots | values, former=former or running.former, tries=0, idle=0)


def _asked_anew(turn: _Turn, running: Running, step: Step) -> Move:
    """Somebody said that a field is wrong, not what is right."""
    kept = {slot: value for slot, value in running.slots.items() if slot not in (step.slot, step.opposite)}
    return _next(turn, replace(running, slots=kept, tries=0))


def _corrected_by_form(turn: _Turn, running: Running, form: Mapping[str, str]) -> Move:
    given = Given("", {}, turn.now)
    fitting, problems = asking.filled(turn.flow, form, running, turn.texts, given)
    after = replace(running, slots=running.slots | fitting, tries=0)
    if problems:
        return Move(after, asking.form(turn.flow, running.flow, after, turn.texts, problems))
    return _next(turn, after, _warnings(turn.flow, fitting, turn.texts))


def _filled(turn: _Turn, running: Running, known: dict[str, str]) -> Move:
    path = tuple(slot for slot in running.path if slot != running.asking) + (running.asking,)
    after = replace(_knowing(running, known), path=path)
    return _next(turn, after, _first(turn, running, known))


def _first(turn: _Turn, running: Running, known: dict[str, str]) -> tuple[str, ...]:
    """What is said before the next question: that a correction was taken, and what has to be said of values just
    learnt."""
    changed = ", ".join(
        f"{step.label} {shown(step, known[step.slot])}"
        for step in turn.flow.steps
        if known.get(step.slot)
        and running.slots.get(step.slot, "") not in ("", known[step.slot])
        and not step.told_only
    )
    put_right = (turn.texts.say("flows", "put_right", what=changed),) if changed else ()
    return put_right + _warnings(turn.flow, known, turn.texts)


def _warnings(flow: Flow, known: Slots, texts: Texts) -> tuple[str, ...]:
    """What has to be said first about values just learnt."""
    told_first = (step.warn.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.say("flows", key) for key in told_first if key)


def _back(turn: _Turn, running: Running) -> Move:
    if not running.path:
        return _next(turn, running)
    last = running.path[-1]
    step = step_of(turn.flow, last)
    gone = {last, step.opposite} if step else {last}
    kept = {slot: value for slot, value in running.slots.items() if slot not in gone}
    return _next(turn, replace(running, slots=kept, path=running.path[:-1], tries=0))


def _cancelled(turn: _Turn) -> Move:
    return Move(None, (Text(turn.texts.say("flows", "cancelled", title=turn.flow.title)),))


def _next(turn: _Turn, running: Running, before: tuple[str, ...] = ()) -> Move:
    """Asks for the first thing not known, or shows the summary."""
    step = asking.due(turn.flow, running)
    if step is not None:
        asked = replace(running, asking=step.slot, tries=running.tries if running.asking == step.slot else 0)
        return Move(asked, (asking.question(step, asked, turn.texts, before),))
    words = (Text("\n".join(before)),) if before else ()
    card = asking.confirmation(turn.flow, running, turn.texts)
    return Move(replace(running, asking=""), (*words, card))


def _says(texts: Texts, key: str, said: Said) -> bool:
    """Whether he wrote what the button of that meaning would do."""
    return said.text.strip() in texts.say("flows", key).split("|")


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
