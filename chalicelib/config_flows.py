"""Validates the flows: their texts, slots and options, and what `claims.toml` says about the accident form."""

from collections.abc import Mapping
from itertools import chain
from typing import get_args

from chalicelib.claims.rules import ClaimRules
from chalicelib.content.configuration import Flow, FlowStep, flows, queues
from chalicelib.contracts.holder import RoadsideCode
from chalicelib.dialogue.job_requests import CAR_SLOT, FAULTS_SLOT, SERVICE_SLOT, TOWED_FOR_SLOT
from chalicelib.nlu.change_details import CHANGE_DETAILS


def validate_flows(known: Mapping[str, str], windows: set[str]) -> None:
    """Raises ValueError that names the first error. `known`: the texts; `windows`: those of calls in `claims.toml`."""
    if sum(flow.registers_claim for flow in flows().values()) != 1:
        raise ValueError("flows.toml: set registers_claim in exactly one flow")
    for name, flow in flows().items():
        _validate_flow(name, flow, known)
    _validate_booking_flows(windows)
    _validate_job_flow()


def validate_form_references(rules: ClaimRules) -> None:
    """Raises ValueError if `claims.toml` names a slot or an option that the accident form doesn't have."""
    _validate_conditions(rules)
    _validate_events_of_types(rules.event_with_of_type)


def _validate_events_of_types(events: Mapping[str, str]) -> None:
    form = next(flow for flow in flows().values() if flow.registers_claim)
    options = {step.slot: {option.value for option in step.options} for step in form.steps}
    for slot, named in (("accident_type", set(events)), ("event_with", set(events.values()))):
        if unknown := named - options.get(slot, set()):
            raise ValueError(
                f"claims.toml: event_with_of_type: {slot} has no such option: {', '.join(sorted(unknown))}"
            )


def _validate_conditions(rules: ClaimRules) -> None:
    """Conditions may use the slots of the accident form, and what `claims.fnol.coverages_to_open` adds to them."""
    form = next(flow for flow in flows().values() if flow.registers_claim)
    known = {step.slot: {option.value for option in step.options} for step in form.steps}
    known |= {name: {"true"} for name in ("counterparty", "property", "own_people_hurt")}
    conditions = [
        *(("without_counterparty", condition) for condition in rules.without_counterparty),
        *((f"exposures: {rule.coverage}", rule.when) for rule in rules.exposures),
        *((f"department_notifications: {rule.department}", rule.when) for rule in rules.department_notifications),
        *((f"documents: {rule.item}", rule.when) for rule in rules.documents),
    ]
    for name, condition in conditions:
        for slot, values in condition.items():
            if slot not in known:
                raise ValueError(f"claims.toml: {name}: when names no slot of the accident form: {slot}")
            if unknown := set(values) - known[slot] - {""}:
                raise ValueError(f"claims.toml: {name}: {slot} has no such option: {', '.join(sorted(unknown))}")
            if not values:
                raise ValueError(f"claims.toml: {name}: {slot} must have a value, or it is never fulfilled")


def _validate_booking_flows(windows: set[str]) -> None:
    for kind in ("identity", "dispute"):
        found = [flow for flow in flows().values() if flow.booking == kind]
        if len(found) != 1:
            raise ValueError(f'flows.toml: set booking = "{kind}" in exactly one flow')
        steps = {step.slot: {option.value for option in step.options} for step in found[0].steps}
        if steps.get("channel") != {"call", "letter"} or steps.get("window") != windows:
            raise ValueError(f"flows.toml: {kind} must offer call and letter, and the windows of claims.toml")
        if not {"phone", "address"} <= set(steps):
            raise ValueError(f"flows.toml: {kind} must ask for phone and address")


JOB_SLOTS = frozenset(
    {"location", SERVICE_SLOT, FAULTS_SLOT, TOWED_FOR_SLOT, "damage", "destination", "passengers", "access", CAR_SLOT}
)
"""The slots that a job of roadside service is made of."""


def _validate_job_flow() -> None:
    found = [(name, flow) for name, flow in flows().items() if flow.requests_job]
    if len(found) != 1:
        raise ValueError("flows.toml: set requests_job in exactly one flow")
    name, flow = found[0]
    options = {step.slot: {option.value for option in step.options} for step in flow.steps}
    if missing := JOB_SLOTS - set(options):
        raise ValueError(f"flows.toml: {name} must ask for {', '.join(sorted(missing))}")
    if options["service"] != set(get_args(RoadsideCode)):
        raise ValueError(f"flows.toml: {name}: service has the options {', '.join(get_args(RoadsideCode))}")
    report = next(flow for flow in flows().values() if flow.registers_claim)
    asked = {step.slot for step in report.steps}
    after = flow.after_report
    if after is None:
        return
    if unknown := {*after.when, *after.copied.values()} - asked:
        raise ValueError(f"flows.toml: {name}: after_report names no slot of the report: {', '.join(sorted(unknown))}")
    if unknown := {*after.values, *after.copied} - set(options):
        raise ValueError(f"flows.toml: {name}: after_report names no slot: {', '.join(sorted(unknown))}")


def _validate_flow(name: str, flow: Flow, known: Mapping[str, str]) -> None:
    if flow.queue not in queues():
        raise ValueError(f"flows.toml: {name} names no queue: {flow.queue}")
    if flow.opening and flow.opening not in known:
        raise ValueError(f"flows.toml: {name} names no text: {flow.opening}")
    if not flow.steps:
        raise ValueError(f"flows.toml: {name} asks for nothing: steps must have a slot")
    if len({step.slot for step in flow.steps}) != len(flow.steps):
        raise ValueError(f"flows.toml: {name} asks for something twice")
    slots = {step.slot for step in flow.steps}
    if unknown := set(flow.desk_order) - slots:
        raise ValueError(f"flows.toml: {name}: desk_order names no slot: {', '.join(sorted(unknown))}")
    options = {step.slot: {option.value for option in step.options} for step in flow.steps}
    _validate_cards(name, flow, known)
    for step in flow.steps:
        _validate_step(f"{name}.{step.slot}", step, slots, known)
        _validate_step_conditions(f"{name}.{step.slot}", step, options)


def _validate_cards(name: str, flow: Flow, known: Mapping[str, str]) -> None:
    for card, rule in flow.cards.items():
        for text in (rule.ask, rule.usual, rule.usual_words):
            if text not in known:
                raise ValueError(f"flows.toml: {name}: card {card} names no text: {text}")
    for step in flow.steps:
        if step.card and (step.card not in flow.cards or not step.options or not step.allows_unknown):
            raise ValueError(f"flows.toml: {name}.{step.slot}: a card is one of cards, of choices that may be left out")


def _validate_step(name: str, step: FlowStep, slots: set[str], known: Mapping[str, str]) -> None:
    hint = f"hint_{step.format}" if step.allows_unknown == "after_hint" else ""
    optional = filter(None, (step.ask_time, step.ask_simply, step.ask_more, hint))
    for text in (step.ask, *optional, *step.notice_on.values(), *step.sympathy_on.values()):
        if text not in known:
            raise ValueError(f"flows.toml: {name} names no text: {text}")
    conditions = {*step.when, *step.unless, *step.unless_all, *step.more_when}
    if unknown := {*conditions, *step.answer_fills, *filter(None, (step.inverse_of,))} - slots:
        raise ValueError(f"flows.toml: {name} names no slot: {', '.join(sorted(unknown))}")
    if (step.format == "choice") != bool(step.options):
        raise ValueError(f"flows.toml: {name}: options belong to a choice, and only there")
    if step.detail and step.detail not in ({"choice"} if step.options else CHANGE_DETAILS):
        raise ValueError(f"flows.toml: {name}: detail is none of choice, for options, and {', '.join(CHANGE_DETAILS)}")
    if not all(word.strip() for word in (*step.aliases, *chain.from_iterable(step.option_synonyms.values()))):
        raise ValueError(f"flows.toml: {name} has an empty alias or synonym")
    if unknown := set(step.severe) - {option.value for option in step.options}:
        raise ValueError(f"flows.toml: {name}: severe names no option: {', '.join(sorted(unknown))}")
    named = {*step.option_synonyms, *filter(None, (step.yes_means, step.no_means))}
    if unknown := named - {option.value for option in step.options}:
        raise ValueError(f"flows.toml: {name} names no option: {', '.join(sorted(unknown))}")


def _validate_step_conditions(name: str, step: FlowStep, options: Mapping[str, set[str]]) -> None:
    conditions = (step.when, step.unless, step.unless_all, step.more_when)
    for slot, values in chain.from_iterable(condition.items() for condition in conditions):
        if unknown := set(values) - options[slot] - {""}:
            raise ValueError(f"flows.toml: {name}: {slot} has no such option: {', '.join(sorted(unknown))}")
        if not values:
            raise ValueError(f"flows.toml: {name}: the condition on {slot} must have a value")
    for key, named in (("notice_on", step.notice_on), ("sympathy_on", step.sympathy_on)):
        if unknown := set(named) - options[step.slot]:
            raise ValueError(f"flows.toml: {name}: {key} names no option: {', '.join(sorted(unknown))}")
