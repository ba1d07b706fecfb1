"""Validates the whole configuration: every file of `config/`, and every reference between files, in both languages.

Packaging and the centre on a developer's machine call it at their start, `make check` runs this module. Lambda
functions read only the files that they need and don't validate them again.
"""

import re
from string import Formatter

from chalicelib.content.claim_rules import claim_rules, validate_claim_rules
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
from chalicelib.content.forms import PHONE, squeeze
from chalicelib.content.hours import validate_hours
from chalicelib.content.josa import JOSA
from chalicelib.content.labels import validate_labels
from chalicelib.dialogue.safety_rules import safety_rules, validate_safety_rules
from chalicelib.files.rules import file_rules, validate_file_rules
from chalicelib.notifications.rules import push_rules, validate_push_rules

_E164 = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)


def validate_configuration() -> None:
    """Reads all files. Raises ValueError that names the first error, msgspec.ValidationError for a wrong type."""
    korean = texts("ko").sections
    _validate_languages(korean, texts("en").sections)
    _validate_queues()
    _validate_bot_rules(bot_rules())
    for name, wish in bot_rules().wishes.items():
        _validate_wish(name, wish, korean["bot"])
    if sum(flow.registers for flow in flows().values()) != 1:
        raise ValueError("flows.toml: exactly one flow must register")
    for name, flow in flows().items():
        _validate_flow(name, flow, korean["flows"])
    _validate_booking_flows(set(claim_rules().appointments.windows))
    if not insurers():
        raise ValueError("insurers.toml: there must be an insurer")
    validate_claim_rules(claim_rules())
    _validate_all_labels(korean)
    validate_desk_rules(desk_rules())
    validate_file_rules(file_rules())
    validate_push_rules(push_rules(), korean)
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
    """Both languages have the same keys: what Korean has a label for, English has."""
    rules, known = claim_rules(), flows()
    steps = {step.slot: step for flow in known.values() for step in flow.steps}
    chosen = {f"options.{slot}": [each.value for each in step.options] for slot, step in steps.items() if step.options}
    validate_labels(
        sections,
        {
            "queues": queues(),
            "wishes": bot_rules().wishes,
            "titles": known,
            "fields": steps,
            "departments": rules.departments,
            "coverages": rules.coverages,
            "stages": rules.stages,
            "next": rules.stages,
            "papers": {paper.item for paper in rules.papers},
            **chosen,
        },
    )
    if stray := set(sections["paper_hints"]) - {paper.item for paper in rules.papers}:
        raise ValueError(f"texts: section paper_hints names no paper: {', '.join(sorted(stray))}")


def placeholder_names(words: str) -> set[str]:
    """The names in braces. Raises ValueError for braces that don't close."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _validate_queues() -> None:
    topics = [topic for queue in queues().values() for topic in queue.topics]
    if not queues() or len(topics) != len(set(topics)):
        raise ValueError("queues.toml: there must be a queue, and a topic has one queue at most")
    for queue in queues().values():
        if not PHONE.match(squeeze(queue.phone)):
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
        raise ValueError(f"bot.toml: no_contract_queue names no queue: {rules.no_contract_queue}")
    for name in rules.greeting_buttons:
        if name not in rules.wishes:
            raise ValueError(f"bot.toml: greeting_buttons names no wish: {name}")
    if not 1 <= rules.draft_days <= 365:
        raise ValueError("bot.toml: draft_days must be between 1 and 365")
    if "emergency" not in rules.wishes or not rules.wishes["emergency"].agent:
        raise ValueError("bot.toml: emergency must go to an agent's queue")


def _validate_wish(name: str, wish: IntentRule, known: dict[str, str]) -> None:
    ways = (wish.answer, wish.claims, wish.flow, wish.agent if wish.claims != "dispute" else "", wish.say)
    if sum(map(bool, ways)) != 1 or (wish.claims == "dispute" and not wish.agent):
        raise ValueError(f"bot.toml: {name} needs exactly one of answer, claims, flow, agent, say")
    if wish.agent and wish.agent not in queues():
        raise ValueError(f"bot.toml: {name} names no queue: {wish.agent}")
    if wish.flow and wish.flow not in flows():
        raise ValueError(f"bot.toml: {name} names no flow: {wish.flow}")
    for text in (wish.say, wish.aside, wish.first):
        if text and text not in known:
            raise ValueError(f"bot.toml: {name} names no text: {text}")


def _validate_booking_flows(windows: set[str]) -> None:
    for kind in ("identity", "dispute"):
        found = [flow for flow in flows().values() if flow.books == kind]
        if len(found) != 1:
            raise ValueError(f"flows.toml: exactly one flow must book {kind}")
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
    for step in flow.steps:
        hint = f"hint_{step.kind}" if step.unknown == "after_hint" else ""
        for text in (step.ask, *filter(None, (step.hour, hint)), *step.warn.values()):
            if text not in known:
                raise ValueError(f"flows.toml: {name}.{step.slot} names no text: {text}")
        if unknown := {*step.when, *step.unless, *filter(None, (step.opposite,))} - slots:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no slot: {', '.join(sorted(unknown))}")
        if (step.kind == "choice") != bool(step.options):
            raise ValueError(f"flows.toml: {name}.{step.slot}: options belong to a choice, and only there")
        if unknown := set(step.called) - {option.value for option in step.options}:
            raise ValueError(f"flows.toml: {name}.{step.slot} names no option: {', '.join(sorted(unknown))}")


if __name__ == "__main__":
    validate_configuration()
