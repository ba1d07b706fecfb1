"""The transition of a flow and its parts: filling slots, notices, the next question."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts
from chalicelib.content.forms import display_value
from chalicelib.content.message_bodies import Body, Text
from chalicelib.dialogue import prompts
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.slot_readers import Slots
from chalicelib.dialogue.state import ActiveFlow


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
    """Asks for the first unknown slot, or shows the summary. `before` are texts in front of the question."""
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


def fill_slots(
    turn: TurnContext, active: ActiveFlow, known: dict[str, str], before: tuple[str, ...] = ()
) -> Transition:
    """Fills slots with an answer to the open question and advances; `before` are texts in front of the question."""
    path = tuple(slot for slot in active.asked_slots if slot != active.requested_slot) + (active.requested_slot,)
    after = replace(with_slots(active, known), asked_slots=path)
    return advance(turn, after, before + preamble(turn, active, known))


def with_slots(active: ActiveFlow, values: dict[str, str]) -> ActiveFlow:
    """The flow with `values` filled in; the values they replace are kept until the next correction."""
    former = {slot: active.slots[slot] for slot in values if active.slots.get(slot, values[slot]) != values[slot]}
    return replace(
        active,
        slots=active.slots | values,
        previous_values=former or active.previous_values,
        failed_attempts=0,
        idle_turns=0,
    )


def ask_again(turn: TurnContext, active: ActiveFlow, step: FlowStep) -> Transition:
    """Clears a slot that the customer called wrong without the right value, and asks for it."""
    kept = {slot: value for slot, value in active.slots.items() if slot not in (step.slot, step.inverse_of)}
    return advance(turn, replace(active, slots=kept, failed_attempts=0))


def preamble(turn: TurnContext, active: ActiveFlow, known: dict[str, str]) -> tuple[str, ...]:
    """Texts before the next question: that a correction was accepted, and notices on new values."""
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
    """Notices that the configuration attaches to new values."""
    notice_keys = (step.notice_on.get(str(known.get(step.slot, ""))) for step in flow.steps)
    return tuple(texts.render("flows", key) for key in notice_keys if key)
