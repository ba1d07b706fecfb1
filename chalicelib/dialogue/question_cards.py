"""Answers to a card of questions: choices, the button for the likely answers, or words."""

from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, FlowStep, Texts
from chalicelib.dialogue import prompts
from chalicelib.dialogue.flow_steps import (
    Transition,
    TurnContext,
    advance,
    as_not_understood,
    say_and_advance,
    with_slots,
)
from chalicelib.dialogue.missed_questions import MAX_NOTE_CHARS
from chalicelib.dialogue.slot_corrections import match_alias
from chalicelib.dialogue.slot_extraction import answer_of_clauses, candidate_clauses
from chalicelib.dialogue.slot_filling import NOT_GIVEN, find_step, unsolicited_slots, with_inverse_slots
from chalicelib.dialogue.slot_readers import stated
from chalicelib.dialogue.slot_types import means_unknown, type_of, validate_answer
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput, as_candidate
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.reading import Clause, Reading


def open_card(turn: TurnContext, active: ActiveFlow) -> tuple[FlowStep, ...]:
    """The steps of the card that is asked; none where a single question is."""
    if active.requested_card not in turn.flow.cards:
        return ()
    step = find_step(turn.flow, active.requested_slot)
    return () if step is None else prompts.card_steps(turn.flow, step, active.slots) or (step,)


def answer_card(turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...]) -> Transition:
    """The transition for a message or button while a card is asked."""
    user_input, texts = turn.user_input, turn.texts
    if user_input.button == prompts.USUAL_BUTTON or says_all_usual(turn.flow, active, user_input, texts):
        return _fill(turn, active, group, _usual(group))
    if user_input.button == "flow:unknown":
        return _fill(turn, active, group, {})
    if user_input.button:
        return advance(turn, active)
    parts = candidate_clauses(turn.flow, group[0], user_input)
    values = _values_in_words(turn, active, group, parts)
    if dialogue_acts.says_rest_as_usual(user_input.text):
        return _fill(turn, active, group, _usual(group) | values)
    others = unsolicited_slots(turn.flow, active.requested_slot, user_input, active.slots, turn.now)
    found = with_inverse_slots(turn.flow, others | values, active.slots)
    if any(step.slot in found for step in group):
        after = replace(with_slots(active, found), asked_slots=_path(active, group), missed_questions=0)
        return say_and_advance(turn, active, _once_more(after), found)
    if any("dont_know" in part.acts for part in parts):
        return _fill(turn, active, group, found)
    if found:
        return say_and_advance(turn, active, with_slots(active, found), found)
    if not parts:
        return as_not_understood(advance(turn, active))
    return as_not_understood(_miss_card(turn, active, group))


def _usual(group: tuple[FlowStep, ...]) -> dict[str, str]:
    """The likely answers: the first option of each question."""
    return {step.slot: type_of(step).options(step)[0].value for step in group}


def says_all_usual(flow: Flow, active: ActiveFlow, user_input: UserInput, texts: Texts) -> bool:
    """Whether a message to a card says that everything is as usual, by the words of its button or others."""
    if active.requested_card not in flow.cards:
        return False
    words = texts.render("flows", flow.cards[active.requested_card].usual_words).split("|")
    return user_input.text.strip(" .!~") in words or dialogue_acts.says_as_usual(user_input.text)


def _miss_card(turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...]) -> Transition:
    """The card once more, or on without it; then the customer's words are kept as a note."""
    say = turn.texts.render
    tried = replace(_once_more(active), missed_words=(*active.missed_words, turn.user_input.raw))
    if tried.card_turns < turn.rules.questions.max_card_turns:
        return advance(turn, tried, (say("flows", "bad_choice"),))
    note = f"{', '.join(step.label for step in group)}: {' / '.join(tried.missed_words)}"[:MAX_NOTE_CHARS]
    after = replace(tried, notes=(*tried.notes, note))
    return _fill(turn, after, group, {}, say("flows", "passed_over"))


def _once_more(active: ActiveFlow) -> ActiveFlow:
    return replace(active, card_turns=active.card_turns + 1)


def submit_card(
    turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...], submitted: Mapping[str, str]
) -> Transition:
    """The transition for chosen answers. What nobody touched is unknown."""
    offered = {step.slot: {option.value for option in type_of(step).options(step)} for step in group}
    chosen = {slot: submitted[slot] for slot, values in offered.items() if submitted.get(slot) in values}
    return _fill(turn, active, group, chosen)


def _fill(
    turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...], values: dict[str, str], *words: str
) -> Transition:
    """Fills the steps of the card: those without a value are unknown. `words` are said before the next question."""
    unknown = {step.slot: NOT_GIVEN for step in group if step.slot not in values}
    known = with_inverse_slots(turn.flow, unknown | values, active.slots)
    after = replace(with_slots(active, known), asked_slots=_path(active, group), missed_questions=0)
    return say_and_advance(turn, active, after, known, *words)


def _path(active: ActiveFlow, group: tuple[FlowStep, ...]) -> tuple[str, ...]:
    slots = tuple(step.slot for step in group)
    return (*(slot for slot in active.asked_slots if slot not in slots), *slots)


def _values_in_words(
    turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...], parts: tuple[Clause, ...]
) -> dict[str, str]:
    """What the clauses say for each question, which they may name. A bare yes or no belongs to the one question that
    takes it (`yes_means`), or to none of several."""
    reading = turn.user_input.reading
    if reading is None:
        return {}
    found: dict[str, str] = {}
    unnamed: list[Clause] = []
    for clause in parts:
        named, rest = match_alias(turn.flow, clause.text)
        value = None
        if named in group and rest and not (clause.concedes and clause is not parts[-1]):
            value, _ = validate_answer(named, as_candidate(clause, reading, active.slots, rest))
        if named is None or value is None:
            unnamed.append(clause)
        else:
            found[named.slot] = value
    for step in (step for step in group if step.slot not in found):
        about = tuple(
            clause
            for before, clause in zip((None, *unnamed), unnamed, strict=False)
            if len(group) == 1
            or _is_about(step, clause)
            or (before and before.concedes and _goes_on(step, before, clause))
        )
        value = answer_of_clauses(step, about, reading, active.slots)
        unknown = (clause.text for clause in about if not dialogue_acts.is_dont_know(clause.text))
        if value is None and any(means_unknown(step, words) for words in unknown):
            value = NOT_GIVEN  # there is none
        if value is not None:
            found[step.slot] = value
    return found or _yes_or_no_in_words(turn, active, group, reading)


def _yes_or_no_in_words(
    turn: TurnContext, active: ActiveFlow, group: tuple[FlowStep, ...], reading: Reading
) -> dict[str, str]:
    """What a yes or a no without other words says for the question that takes it."""
    for step in group:
        for clause in candidate_clauses(turn.flow, step, turn.user_input) if step.yes_means else ():
            value, _ = validate_answer(step, as_candidate(clause, reading, active.slots))
            if value is not None:
                return {step.slot: value}
    return {}


def _goes_on(step: FlowStep, conceded: Clause, clause: Clause) -> bool:
    """Whether a clause goes on about the subject of a question that was `conceded` before it: "블박은 있는데 안
    찍혔어요"."""
    return _is_about(step, conceded) and not dialogue_acts.is_off_topic(step.slot, clause.text)


def _is_about(step: FlowStep, clause: Clause) -> bool:
    """Whether a clause is about the subject of a question, and not only a yes or a no."""
    if stated(step, clause.entities) is not None:
        return True
    if dialogue_acts.has_subject(step.slot):
        return dialogue_acts.names_subject(step.slot, clause.text)
    return not dialogue_acts.is_bare_yes_no(clause.text)
