"""A move of a flow and what every move is made of: what is learnt, what is said first, what is asked next."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.slot_validation import Slots
from chalicelib.dialogue.state import ActiveFlow


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens next. `active` None: the flow is over; `finished`: over because everything is known and confirmed;
    `stuck`: the same question failed too often; `user_input`: the words told the flow something."""

    active_flow: ActiveFlow | None
    messages: tuple[Body, ...]
    finished: bool = False
    needs_handoff: bool = False
    understood: bool = True


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What a move is made with."""

    flow: Flow
    user_input: UserInput
    texts: Texts
    now: datetime
    rules: BotRules


def with_messages(transition: Transition, says: tuple[Body, ...]) -> Transition:
    """The same move with other words."""
    return Transition(
        transition.active_flow, says, transition.finished, transition.needs_handoff, transition.understood
    )


def as_not_understood(transition: Transition) -> Transition:
    """The same move, made without having understood."""
    return Transition(
        transition.active_flow, transition.messages, transition.finished, transition.needs_handoff, understood=False
    )


def advance(turn: TurnContext, active: ActiveFlow, before: tuple[str, ...] = ()) -> Transition:
    """Asks for the first thing not known, or shows the summary."""
    step = prompts.next_step(turn.flow, active)
    if step is not None:
        asked = replace(
            active,
            requested_slot=step.slot,
            failed_attempts=active.failed_attempts if active.requested_slot == step.slot else 0,
        )
        return Transition(asked, (prompts.question_message(step, asked, turn.texts, before),))
    words = (Text("\n".join(before)),) if before else ()
    card = prompts.confirmation_card(turn.flow, active, turn.texts)
    return Transition(replace(active, requested_slot=""), (*words, card))


def fill_slots(turn: TurnContext, active: ActiveFlow, known: dict[str, str]) -> Transition:
    path = tuple(slot for slot in active.asked_slots if slot != active.requested_slot) + (active.requested_slot,)
    after = replace(with_slots(active, known), asked_slots=path)
    return advance(turn, after, preamble(turn, active, known))


def with_slots(active: ActiveFlow, values: dict[str, str]) -> ActiveFlow:
    """What runs with `values` learnt; those they replace are remembered until the next correction."""
    former = {slot: active.slots[slot] for slot in values if active.slots.get(slot, values[slot]) != values[slot]}
    return replace(
        active,
        slots=active.slots | values,
        previous_values=former or active.previous_values,
        failed_attempts=0,
        idle_turns=0,
    )


def ask_again(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> Transition:
    """Somebody said that a field is wrong, not what is right."""
    kept = {slot: value for slot, value in active.slots.items() if slot not in (step.slot, step.inverse_of)}
    return advance(turn, replace(active, slots=kept, failed_attempts=0))


def preamble(turn: TurnContext, active: ActiveFlow, known: dict[str, str]) -> tuple[str, ...]:
    """What is said before the next question: that a correction was taken, and what has to be said of values just
    learnt."""
    changed = ", ".join(
        f"{step.label} {display_value(step, known[step.slot], turn.texts)}"
        for step in turn.flow.steps
        if known.get(step.slot)
        and active.slots.get(step.slot, "") not in ("", known[step.slot])
        and not step.never_asked
    )
    put_right = (turn.texts.render("flows", "put_right", what=changed),) if changed else ()
    return put_right + value_notices(turn.flow, known, turn.texts)


def value_notices(flow: Flow, known: Slots, texts: Texts) -> tuple[str, ...]:
    """What has to be said first about values just learnt."""
    told_first = (step.notice_on.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.render("flows", key) for key in told_first if key)
