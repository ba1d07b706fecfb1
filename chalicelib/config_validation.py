"""Validates the whole configuration: every file of `config/`, and every reference between files, in both languages.

Packaging and the centre on a developer's machine call it at their start, `make check` runs this module. Lambda
functions read only the files that they need and don't validate them again.
"""

import re

from chalicelib.amendments.rules import amendment_rules, validate_amendment_rules
from chalicelib.calls.rules import call_rules, validate_call_rules
from chalicelib.certificates.rules import certificate_rules, validate_certificate_rules
from chalicelib.claims.rules import claim_rules
from chalicelib.claims.rules_validation import validate_claim_rules
from chalicelib.config_flows import validate_flows, validate_form_references
from chalicelib.config_texts import placeholder_names, validate_all_labels, validate_languages, validate_window_labels
from chalicelib.config_types import validate_types
from chalicelib.content.config_files import require_between
from chalicelib.content.configuration import (
    LOCALES,
    BotRules,
    IntentRule,
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
from chalicelib.content.service_level import validate_service_level
from chalicelib.content.wrap_up import validate_wrap_up, wrap_up_rules
from chalicelib.contracts.coverage_rules import coverage_rules, validate_coverage_rules
from chalicelib.contracts.feed_formats import feed_rules, validate_feed_rules
from chalicelib.contracts.money_rules import money_rules, validate_money_rules
from chalicelib.contracts.roadside_rules import roadside_rules, validate_roadside_rules
from chalicelib.contracts.tariff import tariff, validate_tariff
from chalicelib.dialogue.safety_rules import safety_rules, validate_safety_rules
from chalicelib.dispatch.arrival_rules import coming_rules, validate_coming_rules
from chalicelib.dispatch.garages import garages, validate_garages
from chalicelib.dispatch.rules import dispatch_rules, validate_dispatch_rules
from chalicelib.files.rules import file_rules, validate_file_rules
from chalicelib.nlu.thresholds import nlu_thresholds, validate_nlu_thresholds
from chalicelib.notifications.rules import push_rules, validate_push_hosts, validate_push_rules
from chalicelib.presence.rules import presence_rules, validate_presence_rules
from chalicelib.reminders.rules import reminder_rules, validate_reminder_rules
from chalicelib.reporting.rules import reporting_rules, validate_reporting_rules
from chalicelib.routing.rules import routing_rules, validate_routing_rules, validate_waiting_rules, waiting_rules
from chalicelib.search.rules import search_rules, validate_search_rules

_E164 = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)


def validate_configuration() -> None:
    """Reads all files. Raises ValueError that names file, key and what is allowed."""
    validate_types()
    korean = texts("ko").sections
    validate_languages(korean, texts("en").sections)
    _validate_queues()
    _validate_bot_rules(bot_rules())
    _validate_named_rules(bot_rules())
    for name, rule in bot_rules().intents.items():
        _validate_intent(name, rule, korean["bot"])
    validate_flows(korean["flows"], set(claim_rules().appointments.windows))
    _validate_insurers()
    validate_claim_rules(claim_rules())
    validate_form_references(claim_rules())
    validate_wrap_up(wrap_up_rules(), queues(), korean)
    validate_all_labels(korean)
    for locale in LOCALES:
        validate_window_labels(locale, texts(locale).sections)
    validate_money_rules(money_rules())
    validate_tariff(tariff())
    validate_coverage_rules(coverage_rules())
    validate_roadside_rules(roadside_rules())
    validate_feed_rules(feed_rules(), frozenset(topic for queue in queues().values() for topic in queue.topics))
    validate_desk_rules(desk_rules())
    validate_file_rules(file_rules())
    validate_push_rules(push_rules(), korean)
    validate_push_hosts(push_rules())
    validate_presence_rules(presence_rules())
    validate_reporting_rules(reporting_rules())
    validate_waiting_rules(waiting_rules())
    validate_routing_rules(routing_rules())
    validate_search_rules(search_rules())
    validate_call_rules(call_rules())
    validate_certificate_rules(certificate_rules())
    validate_amendment_rules(amendment_rules())
    validate_reminder_rules(reminder_rules(), korean)
    validate_dispatch_rules(dispatch_rules(), korean)
    validate_coming_rules(coming_rules())
    validate_garages(garages())
    validate_nlu_thresholds(nlu_thresholds())
    validate_safety_rules(safety_rules(), korean)


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
        try:
            validate_service_level(queue.service_level)
        except ValueError as error:
            raise ValueError(f"queues.toml: service_level of {queue.name}: {error}") from error


def _validate_named_rules(rules: BotRules) -> None:
    if rules.agent_intent not in rules.intents:
        raise ValueError(f"dialogue.toml: agent_intent names no intent: {rules.agent_intent}")
    if all(rule.digression_reply != rules.postponing_reply for rule in rules.intents.values()):
        raise ValueError(f"dialogue.toml: postponing_reply is no digression_reply: {rules.postponing_reply}")
    for name in rules.photo_replies:
        if name not in texts("ko").sections["bot"]:
            raise ValueError(f"dialogue.toml: photo_replies names no text: {name}")


def _validate_bot_rules(rules: BotRules) -> None:
    if rules.no_contract_queue not in queues():
        raise ValueError(f"dialogue.toml: no_contract_queue names no queue: {rules.no_contract_queue}")
    for name in rules.greeting_buttons:
        if name not in rules.intents:
            raise ValueError(f"dialogue.toml: greeting_buttons names no intent: {name}")
    for name, low, high in (
        ("draft_days", 1, 365),
        ("failures_before_handoff", 1, 10),
        ("max_drafts", 1, 20),
        ("renewal_days", 2, 365),
    ):
        require_between("dialogue.toml", name, getattr(rules, name), low, high)
    validate_thresholds(rules.confidence, rules.questions, rules.time_windows)
    _validate_emergencies(rules)


def _validate_emergencies(rules: BotRules) -> None:
    if not 0 < rules.ask_danger_below <= 1:
        raise ValueError(f"dialogue.toml: ask_danger_below is {rules.ask_danger_below}: set it above 0, at most 1")
    if "emergency" not in rules.intents or not rules.intents["emergency"].queue:
        raise ValueError("dialogue.toml: emergency must go to an agent's queue")


def _validate_intent(name: str, rule: IntentRule, known: dict[str, str]) -> None:
    with_queue = rule.claim_action == "dispute" or bool(rule.job_action)
    actions = (
        rule.contract_answer,
        rule.claim_action,
        rule.flow,
        rule.job_action,
        rule.queue if not with_queue else "",
        rule.reply,
    )
    if sum(map(bool, actions)) != 1 or (with_queue and not rule.queue):
        raise ValueError(
            f"dialogue.toml: {name} needs exactly one of contract_answer, claim_action, job_action, flow, queue, reply"
        )
    if rule.queue and rule.queue not in queues():
        raise ValueError(f"dialogue.toml: {name} names no queue: {rule.queue}")
    if rule.flow and rule.flow not in flows():
        raise ValueError(f"dialogue.toml: {name} names no flow: {rule.flow}")
    for text in (rule.reply, rule.digression_reply, rule.handoff_reply):
        if text and text not in known:
            raise ValueError(f"dialogue.toml: {name} names no text: {text}")
    if rule.digression_reply and placeholder_names(known[rule.digression_reply]) - {"due"}:
        raise ValueError(f"texts: bot.{rule.digression_reply} takes no placeholder but {{due}}")


def _validate_insurers() -> None:
    if not insurers():
        raise ValueError("insurers.toml: there must be an insurer")
    for insurer in insurers():
        if not all(word.strip() for word in (insurer.name, insurer.english, *insurer.aliases, *insurer.short_aliases)):
            raise ValueError(f"insurers.toml: {insurer.name or 'an insurer'} has an empty name or alias")


if __name__ == "__main__":
    validate_configuration()
