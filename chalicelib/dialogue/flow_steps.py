"""The transition of a flow and its parts: filling slots, notices, the next question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.slot_filling import NOT_GIVEN
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, Slots
from chalicelib.dialogue.slot_types import refines, type_of
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput

MAX_REPEATED_CHARS = 60
"""Of a changed value, so many characters are repeated to the customer."""


@dataclass(frozen=True, slots=True)
class Transition:
    """The result of one input. `active_flow` None: the flow has ended; `finished`: everything is known and confirmed;
    `needs_handoff`: too many failed answers to one question; `understood`: the input filled or changed something."""

    active_flow: ActiveFlow | None
    messages: tuple[Body, ...]
    finished: bool = False
    needs_handoff: bool = False
    understood: bool = True


@dataclass(frozen=True, slots=True)
class TurnContext:
    """The arguments of a transition."""

    flow: Flow
    user_input: UserInput
    texts: Texts
    now: datetime
    rules: BotRules


def with_messages(transition: Transition, messages: tuple[Body, ...]) -> Transition:
    """The transition with other messages."""
    return Transition(
        transition.active_flow, messages, transition.finished, transition.needs_handoff, transition.understood
    )


def as_not_understood(transition: Transition) -> Transition:
    """The transition, marked as one of an input that was not understood."""
    return Transition(
        transition.active_flow, transition.messages, transition.finished, transition.needs_handoff, understood=False
    )


def advance(turn: TurnContext, active: ActiveFlow, before: tuple[str, ...] = ()) -> Transition:
    """Asks for the first unknown slot, or for all of its card, or shows the summary. `before` are texts in front of the
    question; a card is given up after `max_card_turns` messages that left some of it open."""
    return _ask(turn, active, prompts.next_step(turn.flow, active), before)


def _ask(turn: TurnContext, active: ActiveFlow, step: FlowStep | None, before: tuple[str, ...]) -> Transition:
    if step is None:
        words = (Text("\n".join(before)),) if before else ()
        card = prompts.confirmation_card(turn.flow, active, turn.texts)
        return Transition(_requested(active, "", ""), (*words, card))
    group = prompts.card_steps(turn.flow, step, active.slots)
    if group and active.requested_card == step.card and active.card_turns >= turn.rules.questions.max_card_turns:
        unknown = dict.fromkeys((each.slot for each in group), NOT_GIVEN)
        return advance(turn, replace(active, slots=active.slots | unknown), before)
    asked = _requested(active, step.slot, step.card if group else "")
    if asked.failed_attempts == 0 and active.asked_slots and active.requested_slot != step.slot:
        before = (*before, *prompts.progress(turn.flow, asked, turn.texts))
    if group:
        return Transition(asked, (prompts.card_form(turn.flow, group, asked, turn.texts, before),))
    return Transition(asked, (prompts.question_message(step, asked, turn.texts, turn.rules, before),))


def _requested(active: ActiveFlow, slot: str, card: str) -> ActiveFlow:
    """The flow with this question open; another question begins without failed answers."""
    if card and active.requested_card == card:
        return replace(active, requested_slot=slot)
    if active.requested_slot == slot and active.requested_card == card:
        return active
    return replace(
        active,
        requested_slot=slot,
        requested_card=card,
        card_turns=0,
        failed_attempts=0,
        missed_words=(),
    )


def fill_slots(
    turn: TurnContext, active: ActiveFlow, known: dict[str, str], before: tuple[str, ...] = ()
) -> Transition:
    """Fills slots with an answer to the open question and advances; `before` are texts in front of the question."""
    path = tuple(slot for slot in active.asked_slots if slot != active.requested_slot) + (active.requested_slot,)
    missed = active.missed_questions if active.failed_attempts else 0
    after = replace(with_slots(active, known), asked_slots=path, missed_questions=missed)
    return say_and_advance(turn, active, after, known, *before)


def say_and_advance(
    turn: TurnContext, active: ActiveFlow, after: ActiveFlow, known: dict[str, str], *words: str
) -> Transition:
    """Asks the next question, after `words` and what is to be said about the values `known` that are new in `after`."""
    sympathy = () if active.sympathised else sympathy_for(turn.flow, known, turn.texts)
    annotated = with_notes(turn.flow, after)
    step = prompts.next_step(turn.flow, annotated)
    echo = _acknowledge(turn, active, known) if step else ()  # the summary shows it
    before = (*words, *put_right(turn, active, known), *echo, *sympathy, *value_notices(turn.flow, known, turn.texts))
    return _ask(turn, replace(annotated, sympathised=active.sympathised or bool(sympathy)), step, before)


def with_notes(flow: Flow, active: ActiveFlow) -> ActiveFlow:
    """The flow with the notes that wait for the narrative appended to it, once there is one."""
    story = next((step.slot for step in flow.steps if step.narrative), "")
    if not active.notes or not active.slots.get(story):
        return active
    whole = "\n".join((active.slots[story], *active.notes))[:MAX_TEXT_CHARS]
    return replace(active, slots=active.slots | {story: whole}, notes=())


def sympathy_for(flow: Flow, known: Slots, texts: Texts) -> tuple[str, ...]:
    """The sentence of sympathy that new values call for."""
    keys = (step.sympathy_on.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.render("flows", key) for key in keys if key)[:1]


def with_slots(active: ActiveFlow, values: dict[str, str]) -> ActiveFlow:
    """The flow with `values` filled in; the values they replace are kept until the next correction."""
    former = {slot: active.slots[slot] for slot in values if active.slots.get(slot, values[slot]) != values[slot]}
    return replace(
        active,
        slots=active.slots | values,
        previous_values=former or active.previous_values,
        failed_attempts=0,
        missed_words=(),
        idle_turns=0,
    )


def ask_again(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> Transition:
    """Clears a slot that the customer called wrong without the right value, and asks for it."""
    kept = {slot: value for slot, value in active.slots.items() if slot not in (step.slot, step.inverse_of)}
    return advance(turn, replace(active, slots=kept, failed_attempts=0))


def put_right(turn: TurnContext, active: ActiveFlow, known: dict[str, str]) -> tuple[str, ...]:
    """Says which known values were changed."""
    changed = ", ".join(
        f"{step.label} {display_value(step, known[step.slot], turn.texts)}"
        for step in turn.flow.steps
        if known.get(step.slot)
        and active.slots.get(step.slot, "") not in ("", known[step.slot])
        and not (step.never_asked or refines(step, active.slots[step.slot], known[step.slot]))
    )
    return (turn.texts.render("flows", "put_right", what=changed),) if changed else ()


def say_changes(turn: TurnContext, active: ActiveFlow, submitted: Mapping[str, str]) -> tuple[str, ...]:
    """Says which values a submitted form changed, filled in or emptied."""
    not_known = turn.texts.render("flows", "not_known")
    changed = ", ".join(
        f"{step.label} {_shortened(display_value(step, submitted[step.slot], turn.texts)) or not_known}"
        for step in turn.flow.steps
        if step.slot in submitted and submitted[step.slot] != active.slots.get(step.slot, "")
    )
    return (turn.texts.render("flows", "put_right", what=changed),) if changed else ()


def _shortened(value: str) -> str:
    return value if len(value) <= MAX_REPEATED_CHARS else f"{value[:MAX_REPEATED_CHARS].rstrip()}…"


def _acknowledge(turn: TurnContext, active: ActiveFlow, known: dict[str, str]) -> tuple[str, ...]:
    """Repeats the new values that were heard in words."""
    what = ", ".join(
        display_value(step, known[step.slot], turn.texts)
        for step in turn.flow.steps
        if known.get(step.slot) and type_of(step).echoed and not step.never_asked
        if not (before := active.slots.get(step.slot)) or refines(step, before, known[step.slot])
    )
    return (turn.texts.render("flows", "acknowledged", what=what),) if what else ()


def value_notices(flow: Flow, known: Slots, texts: Texts) -> tuple[str, ...]:
    """Notices that the configuration attaches to new values."""
    notice_keys = (step.notice_on.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.render("flows", key) for key in notice_keys if key)
