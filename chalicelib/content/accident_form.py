"""The accident form as agents edit it: the slots of the flow that registers claims."""

from functools import cache

from msgspec import Struct

from chalicelib.content.configuration import FlowStep, Texts, ValueFormat, flows, texts
from chalicelib.content.forms import VALUE_PATTERNS
from chalicelib.content.message_bodies import MAX_SHORT_TEXT_CHARS, Option


class AccidentFormField(Struct, frozen=True, omit_defaults=True):
    """A slot of the accident form. `pattern` is an ECMAScript regular expression that values must match; those of a
    `plate` or `phone` in NFKC, without spaces, hyphens and dots. `narrative` marks the description of the accident.
    A field that is `only_if_known` is shown where it has a value."""

    slot: str
    label: str
    kind: ValueFormat
    options: tuple[Option, ...] = ()
    pattern: str = ""
    narrative: bool = False
    only_if_known: bool = False


class AccidentForm(Struct, frozen=True):
    """The accident form in display order. Values have at most `max_length` characters; an empty one means unknown."""

    fields: tuple[AccidentFormField, ...]
    max_length: int = MAX_SHORT_TEXT_CHARS


@cache
def accident_form(locale: str) -> AccidentForm:
    """The form with the labels of a language, cached. Slots that `desk_order` doesn't name come last."""
    flow = next(flow for flow in flows(locale).values() if flow.registers_claim)
    steps = {step.slot: step for step in flow.steps}
    return AccidentForm(
        tuple(_form_field(steps[slot], texts(locale)) for slot in dict.fromkeys((*flow.desk_order, *steps)))
    )


def _form_field(step: FlowStep, words: Texts) -> AccidentFormField:
    desk_labels = words.sections.get(f"desk_options.{step.slot}", {})
    return AccidentFormField(
        step.slot,
        step.label,
        step.format,
        tuple(Option(option.value, desk_labels.get(option.value, option.label)) for option in step.options),
        VALUE_PATTERNS.get(step.format, ""),
        step.narrative,
        step.never_asked and step.optional,
    )
