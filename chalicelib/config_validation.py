"""Validates the whole configuration: every file of `config/`, and every reference between files, in both languages.

Packaging and the centre on a developer's machine call it at their start, `make check` runs this module. Lambda
functions read only the files that they need and don't validate them again.
"""

import re
from string import Formatter

from chalicelib.claims.rules import claim_rules, validate_claim_rules
from chalicelib.content.configuration import (
    BotRules,
    Flow,
    IntentRule,
    Sections,
    bot_rules,
    flows,
    insurers,
    queues,
    texts,
)
from chalicelib.content.desk_rules import desk_rules, validate_desk_rules
from chalicelib.content.dialogue_thresholds import validate_thresholds
from chalicelib.content.forms import PHONE, strip_separators
from chalicelib.content.hours import validate_hours
from chalicelib.content.josa import JOSA
from chalicelib.content.labels import validate_labels
from chalicelib.dialogue.safety_rules import safety_rules, validate_safety_rules
from chalicelib.files.rules import file_rules, validate_file_rules
from chalicelib.nlu.thresholds import nlu_thresholds, validate_nlu_thresholds
from chalicelib.notifications.rules import push_rules, validate_push_rules
from chalicelib.presence.rules import presence_rules, validate_presence_rules
from chalicelib.routing.rules import validate_waiting_rules, waiting_rules

_E164 = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)


def validate_configuration() -> None:
    """Reads all files. Raises ValueError that names the first error, msgspec.ValidationError for a wrong type."""
    korean = texts("ko").sections
    _validate_languages(korean, texts("en").sections)
    _validate_queues()
    _validate_bot_rules(bot_rules())
    for name, rule in bot_rules().intents.items():
        _validate_intent(name, rule, korean["bot"])
    if sum(flow.registers_claim for flow in flows().values()) != 1:
        raise ValueError("flows.toml: set registers_claim in exactly one flow")
    for name, flow in flows().items():
        _validate_flow(name, flow, korean["flows"])
    _validate_booking_flows(set(claim_rules().appointments.windows))
    if not insurers():
        raise ValueError("insurers.toml: there must be an insurer")
    validate_claim_rules(claim_rules())
    _validate_accident_types(claim_rules().accident_types_without_counterparty)
    _validate_all_labels(korean)
    validate_desk_rules(desk_rules())
    validate_file_rules(file_rules())
    validate_push_rules(push_rules(), korean)
    validate_presence_rules(presence_rules())
    validate_waiting_rules(waiting_rules())
    validate_nlu_thresholds(nlu_thresholds())
    validate_safety_rules(safety_rules(), korean)


def _validate_languages(korean: Sections, english: Sections) -> None:
    for section in korean.keys() | english.keys():
        if korean.get(section, {}).keys() != english.get(section, {}).keys():
            raise ValueError(f"texts: section {section} differs between ko and en")
        for key, words in korean[section].items():
            if section != "dates" and placeholder_names(words) != placeholder_names(english[section][key]):
                raise ValueError(f"texts: {section}.{key} has other placeholders in ko than in en")
    for each in (korean, english):
        if tuple(len(each["dates"][names].split("|")) for names in ("months", "weekdays", "halves")) != (12, 7, 3):
            raise ValueError("texts: dates must name twelve months, seven weekdays (Monday first) and three halves")
    _validate_particles(korean, JOSA)
    _validate_particles(english, frozenset())


def _validate_particles(sections: Sections, known: frozenset[str]) -> None:
    for section in sections.keys() - {"dates"}:
        for key, words in sections[section].items():
            wanted = [wanted for _, name, wanted, _ in Formatter().parse(words) if name is not None and wanted]
            if unknown := [each for each in wanted if each not in known]:
                raise ValueError(f"texts: {section}.{key} has a particle that there isn't: {unknown[0]}")


def _validate_all_labels(sections: Sections) -> None:
    """Both languages have the same keys."""
    rules, known = claim_rules(), flows()
    steps = {step.slot: step for flow in known.values() for step in flow.steps}
    chosen = {f"options.{slot}": [each.value for each in step.options] for slot, step in steps.items() if step.options}
    validate_labels(
        sections,
        {
            "queues": queues(),
            "intents": bot_rules().intents,
            "titles": known,
            "fields": steps,
            "departments": rules.departments,
            "coverages": rules.coverages,
            "stages": rules.stages,
            "next_steps": rules.stages,
            "documents": {document.item for document in rules.documents},
            **chosen,
        },
    )
    for section in (name for name in sections if name.startswith("desk_options.")):
        slot = section.removeprefix("desk_options.")
        if stray := set(sections[section]) - set(chosen.get(f"options.{slot}", ())):
            raise ValueError(f"texts: section {section} names no option: {', '.join(sorted(stray))}")
    if stray := set(sections["document_hints"]) - {document.item for document in rules.documents}:
        raise ValueError(f"texts: section document_hints names no document: {', '.join(sorted(stray))}")


def placeholder_names(words: str) -> set[str]:
    """The names in braces. Raises ValueError for braces that don't close."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _validate_queues() -> None:
    topics = [topic for queue in queues().values() for topic in queue.topics]
    if not queues() or len(topics) != len(set(topics)):
        raise ValueError("queues.toml: there must be a queue, and a topic has one queue at most")
    for queue in queues().values():
        if not PHONE.match(strip_separators(queue.phone)):
            raise ValueError(f"queues.toml: {queue.name} has no telephone number: {queue.phone}")
        for number in queue.on_call:
            if not _E164.fullmatch(number):
                raise ValueError(f"queues.toml: {queue.name}: on_call takes numbers as +821012345678: {number}")
        try:
            validate_hours(queue.hours)
        except ValueError as error:
            raise ValueError(f"queues.toml: hours of {queue.name}: {error}") from error


def _validate_bot_rules(rules: BotRules) -> None:
    if rules.no_contract_queue not in queues():
        raise ValueError(f"dialogue.toml: no_contract_queue names no queue: {rules.no_contract_queue}")
    for name in rules.greeting_buttons:
        if name not in rules.intents:
            raise ValueError(f"dialogue.toml: greeting_buttons names no intent: {name}")
    if not 1 <= rules.draft_days <= 365:
        raise ValueError("dialogue.toml: draft_days must be between 1 and 365")
    for name, value, high in (
        ("failures_before_handoff", rules.failures_before_handoff, 10),
        ("max_drafts", rules.max_drafts, 20),
    ):
        if not 1 <= value <= high:
            raise ValueError(f"dialogue.toml: {name} is {value}: set it between 1 and {high}")
    validate_thresholds(rules.confidence, rules.questions, rules.time_windows)
    if "emergency" not in rules.intents or not rules.intents["emergency"].queue:
        raise ValueError("dialogue.toml: emergency must go to an agent's queue")


def _validate_intent(name: str, rule: IntentRule, known: dict[str, str]) -> None:
    actions = (
        rule.contract_answer,
        rule.claim_action,
        rule.flow,
        rule.queue if rule.claim_action != "dispute" else "",
        rule.reply,
    )
    if sum(map(bool, actions)) != 1 or (rule.claim_action == "dispute" and not rule.queue):
        raise ValueError(
            f"dialogue.toml: {name} needs exactly one of contract_answer, claim_action, flow, queue, reply"
        )
    if rule.queue and rule.queue not in queues():
        raise ValueError(f"dialogue.toml: {name} names no queue: {rule.queue}")
    if rule.flow and rule.flow not in flows():
        raise ValueError(f"dialogue.toml: {name} names no flow: {rule.flow}")
    for text in (rule.reply, rule.digression_reply, rule.handoff_reply):
        if text and text not in known:
            raise ValueError(f"dialogue.toml: {name} names no text: {text}")


def _validate_accident_types(named: tuple[str, ...]) -> None:
    form = next(flow for flow in flows().values() if flow.registers_claim)
    known = {option.value for step in form.steps if step.slot == "accident_type" for option in step.options}
    if unknown := set(named) - known:
        raise ValueError(f"claims.toml: no such accident type: {', '.join(sorted(unknown))}")


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


def _validate_flow(name: str, flow: Flow, known: dict[str, str]) -> None:
    if flow.queue not in queues():
        raise ValueError(f"flows.toml: {name} names no queue: {flow.queue}")
    if len({step.slot for step in flow.steps}) != len(flow.steps):
        raise ValueError(f"flows.toml: {name} asks for something twice")
    slots = {step.slot for step in flow.steps}
    if unknown := set(flow.desk_order) - slots:
        raise ValueError(f"flows.toml: {name}: desk_order names no slot: {', '.join(sorted(unknown))}")
    for step in flow.steps:
        hint = f"hint_{step.kind}" if step.allows_unknown == "after_hint" else ""
        for text in (step.ask, *filter(None, (step.ask_time, hint)), *step.notice_on.values()):
            if text not in known:
                raise ValueError(f"flows.toml: {name}.{step.slot} names no text: {text}")
        if unknown := {*step.when, *step.unless, *filter(None, (step.inverse_of,))} - slots:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no slot: {', '.join(sorted(unknown))}")
        if (step.kind == "choice") != bool(step.options):
            raise ValueError(f"flows.toml: {name}.{step.slot}: options belong to a choice, and only there")
        if unknown := set(step.option_synonyms) - {option.value for option in step.options}:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no option: {', '.join(sorted(unknown))}")


if __name__ == "__main__":
    validate_configuration()
