"""The messages of a flow: questions with buttons, summaries, the correction form."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from chalicelib.content.configuration import BotRules, Flow, FlowStep, Texts, ValueFormat
from chalicelib.content.forms import ISO_DATE_LENGTH, is_moment, step_applies
from chalicelib.content.message_bodies import Body, Button, Card, CardRow, Field, FieldKind, Form, Option, Text
from chalicelib.dialogue.form_summary import flow_summary
from chalicelib.dialogue.slot_filling import NOT_GIVEN, with_inverse_slots
from chalicelib.dialogue.slot_readers import MAX_TEXT_CHARS, Candidate
from chalicelib.dialogue.slot_types import PLACE_KINDS, choice_buttons, shown_options, type_of, validate_answer
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.nlu.places import is_vague

CONFIRM_BUTTON = "flow:confirm"
"""The button that confirms a summary."""

USUAL_BUTTON = "card:usual"
"""The button of a card that sets the likely answers."""

FIELD_KINDS: dict[ValueFormat, FieldKind] = {"number": "text", "insurer": "choice"}
"""Formats that pages display as another kind of field."""


def next_step(flow: Flow, active: ActiveFlow) -> FlowStep | None:
    """The first step whose slot is unknown, known without its clock time, or a place that could be anywhere. The time
    of a day that was told is asked before the story."""
    left = _unanswered(flow, active)
    first = next((step for step in left if step_applies(step, active.slots)), None)
    if first is None or not first.narrative:
        return first
    return next((step for step in left if step.ask_time and lacks_time(step, active)), first)


def _unanswered(flow: Flow, active: ActiveFlow) -> tuple[FlowStep, ...]:
    """The steps without a whole value, also those that don't apply. More than what was said unasked is asked for once,
    where that leaves out what matters."""
    half_known = {
        step.slot
        for step in flow.steps
        if (step.ask_time and lacks_time(step, active))
        or (step.kind in PLACE_KINDS and _is_anywhere(step, active))
        or (
            step.ask_more
            and active.slots.get(step.slot)
            and step.slot not in active.asked_slots
            and all(active.slots.get(slot, "") in values for slot, values in step.more_when.items())
        )
    }
    return tuple(
        step
        for step in flow.steps
        if not step.never_asked and (step.slot not in active.slots or step.slot in half_known)
    )


def lacks_time(step: FlowStep, active: ActiveFlow) -> bool:
    """Whether the day is known, and its clock time wasn't asked for yet."""
    return (
        bool(step.ask_time)
        and len(active.slots.get(step.slot, "")) == ISO_DATE_LENGTH
        and step.slot not in active.asked_slots
    )


def _is_anywhere(step: FlowStep, active: ActiveFlow) -> bool:
    """Whether the place could be anywhere, and wasn't asked for yet."""
    return is_vague(active.slots.get(step.slot, "")) and step.slot not in active.asked_slots


def card_steps(flow: Flow, step: FlowStep, known: Mapping[str, str]) -> tuple[FlowStep, ...]:
    """The steps that are asked together with a step; none where it is asked alone."""
    if not step.card:
        return ()
    group = tuple(
        each for each in flow.steps if each.card == step.card and each.slot not in known and step_applies(each, known)
    )
    return group if len(group) > 1 else ()


def progress(flow: Flow, active: ActiveFlow, texts: Texts) -> tuple[str, ...]:
    """How many questions are left, the open one among them; nothing where it is the last."""
    open_steps = (step for step in _unanswered(flow, active) if step_applies(step, active.slots))
    left = len({step.card or step.slot for step in open_steps})
    return (texts.render("flows", "progress", left=left),) if left > 1 else ()


def card_form(
    flow: Flow, group: tuple[FlowStep, ...], active: ActiveFlow, texts: Texts, before: tuple[str, ...]
) -> Form:
    """The questions of a card in one message, none of them answered beforehand."""
    card = flow.cards[active.requested_card]
    say = texts.render
    fields = tuple(
        Field(step.slot, step.label, field_kind(step), False, type_of(step).options(step), say("flows", step.ask))
        for step in group
    )
    return Form(
        card_form_name(active),
        say("flows", card.ask),
        fields,
        say("flows", "card_submit"),
        text="\n".join(before)[:MAX_TEXT_CHARS],
        buttons=(
            Button(USUAL_BUTTON, say("flows", card.usual)),
            Button("flow:unknown", say("flows", "unknown")),
            *navigation_buttons(active, texts),
        ),
        requested_slots=tuple(step.slot for step in group),
    )


def card_form_name(active: ActiveFlow) -> str:
    """The name of the form of a card."""
    return f"{active.flow}.{active.requested_card}"


def question_message(
    step: FlowStep, active: ActiveFlow, texts: Texts, rules: BotRules, before: tuple[str, ...]
) -> Text:
    """A question, after the texts `before`; with the offer of a person where several in a row had failed answers."""
    ask = step.ask_time if lacks_time(step, active) else step.ask
    if step.ask_more and active.slots.get(step.slot):
        ask = step.ask_more
    if step.ask_simply and active.failed_attempts > 1:
        ask = step.ask_simply
    buttons = _question_buttons(step, active, texts)
    if active.failed_attempts and active.missed_questions >= rules.questions.offer_agent_after:
        before = (*before, texts.render("flows", "offer_agent"))
        buttons = (*buttons, Button(f"intent:{rules.agent_intent}", rules.intents[rules.agent_intent].label))
    return Text("\n".join((*before, texts.render("flows", ask))), buttons, field_kind(step), step.slot)


def field_kind(step: FlowStep) -> FieldKind:
    """The kind of field that pages display for a step."""
    return FIELD_KINDS.get(step.format, step.format)  # type: ignore[arg-type]


def confirmation_card(flow: Flow, active: ActiveFlow, texts: Texts) -> Card:
    """The summary to confirm."""
    return Card(
        texts.render("flows", "confirm_title", title=flow.title),
        summary_rows(flow, active.slots, texts, active.unanswered),
        texts.render("flows", "confirm_note"),
        (
            Button(CONFIRM_BUTTON, texts.render("flows", "confirm"), "primary"),
            Button("flow:edit", texts.render("flows", "edit")),
            *navigation_buttons(active, texts),
        ),
    )


def understood_card(flow: Flow, active: ActiveFlow, texts: Texts) -> Card:
    """The slots filled from the first sentence."""
    card_rows = summary_rows(flow, {slot: value for slot, value in active.slots.items() if value}, texts)
    edit = Button("flow:edit", texts.render("flows", "edit"))
    return Card(texts.render("flows", "understood_title"), card_rows, texts.render("flows", "understood_note"), (edit,))


def summary_rows(
    flow: Flow, slots: Mapping[str, str], texts: Texts, unanswered: Mapping[str, str] = MappingProxyType({})
) -> tuple[CardRow, ...]:
    """The rows of a summary."""
    return tuple(CardRow(label, value[:400]) for label, value in flow_summary(flow, slots, texts, unanswered).items())


def correction_form(
    flow: Flow,
    name: str,
    active: ActiveFlow,
    texts: Texts,
    errors: Mapping[str, str] = MappingProxyType({}),
    before: tuple[str, ...] = (),
) -> tuple[Body, ...]:
    """A form of all fields: those with an error first, then those with a known value, as people correct what was
    understood. `errors` are the error texts of a submitted one, by slot; `before` are texts in front of them."""
    steps = sorted(
        (step for step in flow.steps if _is_in_form(step, active)),
        key=lambda step: (step.slot not in errors, not active.slots.get(step.slot)),
    )
    fields = tuple(_field(step, active.slots.get(step.slot, ""), errors.get(step.slot, ""), texts) for step in steps)
    say = texts.render
    problems = [f"• {step.label}: {errors[step.slot]}" for step in steps if step.slot in errors]
    page = Form(
        name,
        say("flows", "form_title", title=flow.title),
        fields,
        say("flows", "form_submit"),
        text=say("flows", "form_lead"),
        buttons=(Button("flow:keep", say("flows", "form_keep")),),
    )
    return (Text("\n".join((*before, say("flows", "form_problems"), *problems))), page) if errors else (page,)


def _is_in_form(step: FlowStep, active: ActiveFlow) -> bool:
    if step.never_asked:
        return step.slot in active.slots and not step.desk_only and step_applies(step, active.slots)
    return step_applies(step, active.slots)


def _field(step: FlowStep, value: str, problem: str, texts: Texts) -> Field:
    options: tuple[Option, ...] = type_of(step).options(step)
    if not step.options:  # stored by their labels
        value = next((option.value for option in options if option.label == value), "" if options else value)
    required = not (step.optional or step.allows_unknown)
    return Field(step.slot, step.label, field_kind(step), required, shown_options(step, texts), problem, value)


def validate_form(
    flow: Flow, submitted: Mapping[str, str], active: ActiveFlow, texts: Texts, candidate: Candidate
) -> tuple[dict[str, str], dict[str, str]]:
    """Validates a submitted form: valid values, and error texts of the others, by slot."""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for step in flow.steps:
        entered = submitted.get(step.slot, "").strip()
        if step.slot not in submitted or _is_same(step, entered, active.slots.get(step.slot, "")):
            continue
        if not entered:
            if step.optional or step.allows_unknown:
                values[step.slot] = NOT_GIVEN
            else:
                errors[step.slot] = texts.render("flows", "field_required")
            continue
        chosen = type_of(step).chosen(step, entered)
        value, problem = validate_answer(step, Candidate("", {step.read_from[0]: chosen}, candidate.now))
        if value is None:
            errors[step.slot] = texts.render("flows", problem)
        else:
            values[step.slot] = value
    return with_inverse_slots(flow, values, active.slots), errors


def _is_same(step: FlowStep, entered: str, known: str) -> bool:
    """Whether a page sent a value back unchanged: it may write the same time with seconds."""
    if step.format == "datetime" and is_moment(entered) and is_moment(known):
        lengths = {len(entered) == ISO_DATE_LENGTH, len(known) == ISO_DATE_LENGTH}
        return len(lengths) == 1 and datetime.fromisoformat(entered) == datetime.fromisoformat(known)
    return entered == known


def navigation_buttons(active: ActiveFlow, texts: Texts) -> tuple[Button, ...]:
    """Back, if anything was asked before, and cancel."""
    back = (Button("flow:back", texts.render("flows", "back")),) if active.asked_slots else ()
    return (*back, Button("flow:cancel", texts.render("flows", "cancel")))


def _question_buttons(step: FlowStep, active: ActiveFlow, texts: Texts) -> tuple[Button, ...]:
    choices = choice_buttons(step, texts)
    skip = (Button("flow:skip", texts.render("flows", "skip")),) if step.optional else ()
    unknown = (Button("flow:unknown", texts.render("flows", "unknown")),) if step.allows_unknown else ()
    return choices + skip + unknown + navigation_buttons(active, texts)
