"""Texts and configuration: every text that code renders exists in both languages with its placeholders, and invalid
configuration is refused at start-up."""

import ast
import importlib
import pkgutil
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import chalicelib
from chalicelib.claims import rules
from chalicelib.config_texts import placeholder_names
from chalicelib.config_validation import validate_configuration
from chalicelib.content import accident_form, configuration, desk_rules, wrap_up
from chalicelib.content.configuration import bot_rules, flows, insurers, queue_for, queues, texts
from chalicelib.content.contract_questions import ContractTopic
from chalicelib.content.message_bodies import FieldKind
from chalicelib.contracts import coverage_rules, feed_formats, money_rules, tariff
from chalicelib.contracts.answers import TOPICS
from chalicelib.dialogue import safety_rules
from chalicelib.dispatch import rules as dispatch_rules
from chalicelib.files import rules as file_rules
from chalicelib.kernel.errors import BaroError
from chalicelib.notifications import rules as push_rules
from chalicelib.routing import rules as routing_rules
from chalicelib.search import rules as search_rules

PACKAGE = Path(chalicelib.__file__).parent
SOURCES = [path for path in PACKAGE.rglob("*.py") if "nlu" not in path.relative_to(PACKAGE).parts]
"""Language understanding says nothing."""
CALLS = [
    node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
]


def errors(kind: type[BaroError] = BaroError) -> Iterator[type[BaroError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from errors(narrower)


def all_errors() -> dict[str, type[BaroError]]:
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if not module.name.startswith("chalicelib.nlu"):
            importlib.import_module(module.name)
    return {error.__name__: error for error in errors() if error.__module__.startswith("chalicelib")}


def called(call: ast.Call) -> str:
    """The last part of what is called: `render` of `know.texts.render(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def given(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def constants(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_error_has_a_text_that_its_details_fill(locale: str) -> None:
    known = all_errors()
    for error in known.values():
        assert texts(locale).render("errors", error.code, **dict.fromkeys(placeholder_names(error_text(error)), "x"))
    raised = [(known[called(call)], given(call)) for call in CALLS if called(call) in known]
    assert raised
    for error, details in raised:
        assert placeholder_names(error_text(error)) <= details, error
    assert {error.code for error in known.values()} == set(texts(locale).sections["errors"])


def error_text(error: type[BaroError]) -> str:
    return texts("ko").sections["errors"][error.code]


def test_korean_texts_are_written_in_one_way() -> None:
    """Contracted, as people say it."""
    root = PACKAGE.parent
    pages = (
        root / f"web/{name}.ts"
        for name in (
            "customer/src/texts/ko",
            "customer/src/texts/on_demand_ko",
            "panel/src/i18n/ko",
            "panel/src/claims/i18n/ko",
            "responder/src/texts/ko",
        )
    )
    files = (*sorted((PACKAGE / "config").rglob("*ko*.toml")), root / "web/panel/src/data/canned.json", *pages)
    long_forms = re.compile("되었|하였|되어요|하여요|[주하]셔요")
    found = [
        (path.name, line) for path in files for line in path.read_text("utf-8").splitlines() if long_forms.search(line)
    ]
    assert found == []


def test_error_codes_are_stable_and_distinct() -> None:
    codes = [error.code for error in all_errors().values() if error is not BaroError]
    assert len(set(codes)) == len(codes)


def test_every_text_that_code_renders_exists_and_gets_its_values() -> None:
    sections = texts("ko").sections
    said = [(constants(call), given(call)) for call in CALLS if called(call) == "render" and len(constants(call)) == 2]
    notices = [(["notices", *constants(call)], given(call)) for call in CALLS if called(call) in ("words", "notice")]
    named = [(names, data) for names, data in said + notices if len(names) == 2]
    assert len(named) > 20
    for (section, key), data in named:
        assert placeholder_names(sections[section][key]) <= data, f"{section}.{key}"


def test_every_kind_of_field_has_a_text_for_refusals() -> None:
    for kind in {step.format for flow in flows().values() for step in flow.steps} | set(get_args(FieldKind)):
        assert f"bad_{kind}" in texts("ko").sections["flows"]


def test_every_contract_answer_of_the_rules_exists() -> None:
    assert set(get_args(ContractTopic)) - set(TOPICS) == {"advice"}


def test_every_topic_has_a_queue_and_the_first_is_the_default() -> None:
    for queue in queues().values():
        for topic in queue.topics:
            assert queue_for(topic) == queue
    assert queue_for("something_else") == next(iter(queues().values()))


def clear_caches() -> None:
    customers = (safety_rules.safety_rules, file_rules.file_rules, push_rules.push_rules)
    staff = (rules.claim_rules, desk_rules.desk_rules, accident_form.accident_form)
    agents = (wrap_up.wrap_up_rules, wrap_up.wrap_up_view, search_rules.search_rules)
    routing = (routing_rules.waiting_rules, routing_rules.routing_rules, dispatch_rules.dispatch_rules)
    coverage = (coverage_rules.coverage_rules, coverage_rules.coverage_texts, coverage_rules.rider_names)
    contracts = (money_rules.money_rules, tariff.tariff, feed_formats.feed_rules, *coverage)
    for read in (
        texts,
        queues,
        queue_for,
        bot_rules,
        flows,
        insurers,
        *customers,
        *staff,
        *agents,
        *routing,
        *contracts,
    ):
        read.cache_clear()


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the configuration, read instead of the original."""
    copy = tmp_path / "config"
    shutil.copytree(configuration.CONFIG, copy)
    contexts = (rules, file_rules, push_rules, routing_rules, search_rules, dispatch_rules, money_rules, coverage_rules)
    for module in (configuration, safety_rules, desk_rules, wrap_up, feed_formats, tariff, *contexts):
        monkeypatch.setattr(module, "CONFIG", copy)
    clear_caches()
    yield copy
    clear_caches()


RULES, FLOWS, ROUTING, DISPATCH = "dialogue.toml", "flows.toml", "routing.toml", "dispatch.toml"
MONEY, TARIFF, COVERAGE = "contracts.toml", "tariff.toml", "coverage/answers.toml"
NO_OUTCOMES = "outcomes = []\noptional_in = []\ntags = []\nfree_tags = true"
WAITING = """[waiting]
staffing_notice_interval_seconds = 180
on_call_retry_seconds = 60
delay_notice_seconds = 600
"""
BROKEN = {
    "a feed without a contract": ("feeds.toml", 'contract = "policy_no"\n', "", "plug-trips: fields lacks contract"),
    "a factor of nothing": ("feeds.toml", "metres = 1000", "miles = 1000", "factors names a value"),
    "batches of one row": ("feeds.toml", "rows_at_once = 10_000", "rows_at_once = 1", "between 100 and"),
    "two formats of a folder": ("feeds.toml", 'folder = "tracks"', 'folder = "trips"', "a folder has one format"),
    "a crash on no topic": ("feeds.toml", 'topic = "general"', 'topic = "x"', "names no topic: x"),
    "a head start of a month": (ROUTING, "ing_head_start_minutes = 10", "ing_head_start_minutes = 50000", "between 0"),
    "a delay at once": ("queues.toml", "delay_notice_seconds = 600", "delay_notice_seconds = 6", "between 60"),
    "a topic that is no queue": (ROUTING, "accident = 5", "accidents = 5", "no queue: accidents"),
    "a conversation without weight": (ROUTING, "accident = 2,", "accident = 0,", "between 1 and 10"),
    "overflow to no queue": (ROUTING, 'to = ["contract"]', 'to = ["x"]', "no queue: x"),
    "nobody stands in": (ROUTING, 'compensation = ["accident"]', 'compensation = ["x"]', "no queue: x"),
    "a skill that is a queue": (ROUTING, 'skill = "english"', 'skill = "general"', "a name that no queue has"),
    "silence after a moment": (ROUTING, "silent_after_seconds = 600", "silent_after_seconds = 5", "between 60 and"),
    "steps that don't rise": (ROUTING, "up_to = 50", "up_to = 15", "must rise"),
    "a range of nothing": (ROUTING, "low_percent = 10", "low_percent = 90", "must rise"),
    "an estimate from nobody": (ROUTING, "min_served = 30", "min_served = 0", "estimate.min_served"),
    "a page without results": ("search.toml", "results = 20", "results = 0", "set it between 1 and 50"),
    "segments that are never merged": ("search.toml", "= 16384", "= 1024", "merged_conversations is smaller"),
    "an offer that ends at once": (DISPATCH, "\nseconds = 30", "\nseconds = 1", "offers.seconds is 1"),
    "silence as a reason": (DISPATCH, '"too_far"', '"silent"', "none is called silent"),
    "a batch of an hour": (DISPATCH, "batch_seconds = 30", "batch_seconds = 3600", "between 5 and 300"),
    "a service without its time": (DISPATCH, "\nwinch = 20", "", "service_minutes.winch is missing"),
    "lessons of no day": (DISPATCH, "\ndays = 28", "\ndays = 0", "learning.days is 0"),
    "a service learned from nothing": (DISPATCH, "min_services = 30", "min_services = 0", "learning.min_services"),
    "a service that nobody offers": (DISPATCH, "winch = 20", "wash = 20", "wash"),
    "a day of 23 hours": (DISPATCH, "[32, 33", "[33", "each of the 24 hours"),
    "a box upside down": (DISPATCH, "[37.42, 126.76, 37.70", "[37.70, 126.76, 37.42", "south, west, north, east"),
    "no speed": (DISPATCH, "[32, 33", "[0, 33", "speed_kmh_by_hour of metropolitan is 0"),
    "an arrival range of nothing": (DISPATCH, "low_percent = 10", "low_percent = 95", "must rise"),
    "a text missing in one language": ("texts/en.toml", "greeting_back = ", "greeting_bakc = ", "differs"),
    "another placeholder": ("texts/en.toml", "Hello {name}", "Hello {nmae}", "placeholders"),
    "an open brace": ("texts/ko.toml", "{name}님", "{name님", "expected '}'"),
    "a year of eleven months": ("texts/ko.toml", "1월|2월", "1월", "twelve months"),
    "an intent that does two things": (RULES, "renewal = { ", 'renewal = { queue = "general", ', "exactly one"),
    "an intent that does nothing": (RULES, 'reply = "greeting_back"', "", "exactly one"),
    "an intent for no queue": (RULES, 'queue = "roadside"', 'queue = "towing"', "no queue: towing"),
    "an intent for no flow": (RULES, 'flow = "policy_change"', 'flow = "policy_chance"', "no flow: policy_chance"),
    "an intent for no text": (RULES, 'reply = "greeting_back"', 'reply = "hello"', "no text: hello"),
    "an intent for no answer": (RULES, 'answer = "renewal"', 'answer = "weather"', "Invalid enum value 'weather'"),
    "an intent with a mistyped name": (RULES, 'answer = "renewal"', 'anwser = "renewal"', "unknown field"),
    "a greeting button for no intent": (RULES, '"claim_status", "policy_summary"', '"claims"', "no intent: claims"),
    "no way out of an emergency": (RULES, '{ queue = "accident" }', '{ reply = "closing" }', "emergency"),
    "no queue without a contract": (RULES, 'queue = "contract"', 'queue = "x"', "no_contract_queue"),
    "a postponing text that answers nothing": (RULES, '"digression_contract" #', '"greeting" #', "postponing_reply"),
    "photos asked for by no text": (RULES, '"answer_repair"', '"answer_garage"', "photo_replies names no text"),
    "no failure before a handoff": (RULES, "before_handoff = 2", "before_handoff = 0", "set it between 1 and 10"),
    "no room for a draft": (RULES, "max_drafts = 5", "max_drafts = 0", "set it between 1 and 20"),
    "a confidence in percent": (RULES, "act = 0.6", "act = 60", "confidence.act is 60.0: set it above 0"),
    "a threshold above a stricter one": (RULES, "likely = 0.5", "likely = 0.95", "likely below certain"),
    "a threshold in words": (RULES, "certain = 0.9", 'certain = "high"', "Expected `float`"),
    "a factor below an earlier one": (MONEY, "factor = 1.43", "factor = 1.13", "factors are 1 or more, and rise"),
    "a short rate that falls": (MONEY, "months = 6, percent = 70", "months = 6, percent = 50", "percents rise"),
    "a reason without a regime": (MONEY, 'reason = "unpaid"', 'reason = "request"', "each reason has one row"),
    "interest from no day": (MONEY, "from_day = 1,", "from_day = 2,", "days rise from day 1"),
    "a figure without a source": (MONEY, 'source = "demo"', 'source = ""', "no source"),
    "a discount without a row": (MONEY, 'code = "adas"', 'code = "child"', "each code has one row"),
    "a tariff without a scope": (TARIFF, 'scope = "couple"', 'scope = "family"', "each scope has one row"),
    "a limit below a smaller one": (TARIFF, "won = 500_000_000", "won = 100_000_000", "limits rise from share"),
    "a tariff without its source": (TARIFF, 'source = "demo"', 'source = " "', "a row has no source"),
    "an amount in words": (MONEY, "days_to_pay = 3", 'days_to_pay = "3"', "Expected `int`"),
    "a coverage answer without its terms": (COVERAGE, "articles = [21]", "articles = []", "articles of the terms"),
    "a coverage answer over none": (COVERAGE, 'over = ["flood", "storm"]', 'over = ["flod"]', "over names no entry"),
    "a coverage answer without a text": ("coverage/en.toml", "flood = {", "flod = {", "entries of answers.toml"),
    "no answer to a question": (RULES, "answers = 3", "answers = 0", "set it between 1 and 10"),
    "a pause of seconds": (RULES, "resume_after_minutes = 30", "resume_after_minutes = 1800", "between 1 and 1440"),
    "an emergency of last month": (RULES, "event_hours = 3", "event_hours = 720", "between 1 and 48"),
    "just happened, but long past": (RULES, "ened_minutes = 60", "ened_minutes = 600", "past_event_hours at most"),
    "a car towed at once": (RULES, "untowed_minutes = 30", "untowed_minutes = 0", "between 1 and 1440"),
    "danger asked about never": (RULES, "ask_danger_below = 0.6", "ask_danger_below = 0", "ask_danger_below"),
    "a form kept for no day": (RULES, "draft_days = 30", "draft_days = 0", "draft_days"),
    "two flows that register": (FLOWS, 'booking = "identity"', "registers_claim = true", "exactly one flow"),
    "words for a number": (RULES, "before_handoff = 2", 'before_handoff = "two"', "Expected `int`"),
    "a flow for no queue": (FLOWS, 'queue = "accident"', 'queue = "accidents"', "no queue: accidents"),
    "a question without words": (FLOWS, '"ask_place"', '"ask_where"', "no text: ask_where"),
    "a question of no kind": (FLOWS, 'kind = "plate"', 'kind = "colour"', "Invalid enum value 'colour'"),
    "a condition on no field": (FLOWS, "when = { injured", "when = { insured", "no slot: insured"),
    "help without words": (FLOWS, '"at_once", narrative', '"after_hint", narrative', "hint_text"),
    "a choice of nothing": (FLOWS, 'kind = "text"', 'kind = "choice"', "options"),
    "a question asked twice": (FLOWS, 'slot = "place"', 'slot = "injured"', "twice"),
    "an order of no slot": (FLOWS, '"occurred_at", "place", "acc', '"where", "acc', "desk_order names no slot: where"),
    "a desk label for nothing": ("texts/{both}.toml", 'desk_options.driver', 'desk_options.place', "no option: nobody"),
    "a topic of two queues": ("queues.toml", 'topics = ["accident"]', 'topics = ["general"]', "one queue"),
    "a number that nobody can dial": ("safety.toml", '"1588-2504"', '"1588"', "road_operator is no telephone number"),
    "a number without words": ("safety.toml", "roadside = ", "towing = ", "towing has no text"),
    "an emergency without its number": ("safety.toml", '"fire", "police", "roadside"', '"sea"', "names no number: sea"),
    "a number offered twice": ("safety.toml", '"fire", "police", "roadside"', '"fire", "fire"', "a number twice"),
    "no police for emergencies": ("safety.toml", '"fire", "police", "roadside"', '"fire"', "must offer 112 and 119"),
    "a kind of file that is none": ("files.toml", "[kinds.pdf]", "[kinds.txt]", "Invalid enum value 'txt'"),
    "parts that S3 refuses": ("files.toml", "part_size = 8_388_608", "part_size = 1_000", "part_size must be"),
    "an answer soon before it is asked": ("desk.toml", "soon_seconds = 60", "soon_seconds = -1", "answer_soon_seconds"),
    "an answer due at once": ("queues.toml", "first_minutes = 3", "first_minutes = 0", "general: first_minutes"),
    "a goal beyond all": ("queues.toml", "goal_percent = 80", "goal_percent = 101", "general: goal_percent"),
    "a negative number of days": ("desk.toml", "due_soon_days = 2", "due_soon_days = -1", "due_soon_days must be"),
    "a contract that always ends": ("desk.toml", "ending_days = 30", "ending_days = 400", "contract_ending_days must"),
    "a check that is slow at once": ("desk.toml", "slow_check_seconds = 300", "slow_check_seconds = 0", "slow_check"),
    "a share above the whole": ("desk.toml", "50, 100]", "50, 110]", "ascending percentages"),
    "shares out of order": ("desk.toml", "[0, 10,", "[10, 0,", "ascending percentages"),
    "too many shares": ("desk.toml", "[0, 10,", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 10,", "12 values at most"),
    "a mistyped threshold": ("desk.toml", "due_soon_days", "due_son_days", "unknown field `due_son_days`"),
    "no outcome to choose": ("wrap_up.toml", None, NO_OUTCOMES, "must be outcomes"),
    "an outcome of no queue": ("wrap_up.toml", '"roadside", "acc', '"sea", "acc', "no such queue: sea"),
    "an outcome twice": ("wrap_up.toml", 'code = "registered"', 'code = "answered"', "each once"),
    "an outcome without a label": ("wrap_up.toml", 'code = "registered"', 'code = "refused"', "no label for refused"),
    "a tag without a label": ("wrap_up.toml", '"media"', '"press"', "no label for press"),
    "a tag twice": ("wrap_up.toml", '"media"', '"complaint"', "a tag stands twice"),
    "a tag that is a sentence": ("texts/{both}.toml", 'media = "', 'media = "12345678901234567890', "at most 20"),
    "a category without a text": ("notifications.toml", 'payment = {', 'money = {', "money has no text"),
    "a category of nothing": ("notifications.toml", '"claim.pay"', '"claim.paid"', "names nothing that is said"),
    "hours that end before they start": ("queues.toml", '"09:00-18:00"', '"18:00-09:00"', "general: .*ends before"),
    "a queue without a telephone": ("queues.toml", 'phone = "1600-0000"', 'phone = "none"', "no telephone number"),
    "a number on call without its country": ("queues.toml", '"+8210', '"010', "on_call takes numbers"),
    "a queue without hours": ("queues.toml", 'mon = ["09:00-18:00"]\n', 'mom = []\n', "unknown field `mom`"),
    "a label in a rule file": ("queues.toml", 'name = "general"', 'name = "general"\nlabel = "x"', "have no labels"),
    "a queue without a label": ("queues.toml", 'name = "roadside"', 'name = "towing"', "no label for towing"),
    "a choice without a label": (FLOWS, '"spouse"', '"wife"', "options.driver has no label for wife"),
    "a coverage without a label": ("claims.toml", "own_injury = {", "injury = {", "no such coverage"),
    "an unknown accident type": ("claims.toml", 'head_on = "car"', 'ufo = "car"', "no such option: ufo"),
    "an event of nothing": ("claims.toml", 'head_on = "car"', 'head_on = "ufo"', "no such option: ufo"),
    "a counterparty of nothing": ("claims.toml", '"hit_and_run"] },', '"ufo"] },', "no such option: ufo"),
    "a label for nothing": ("texts/{both}.toml", '[stages]', '[stages]\nletter = "x"', "nothing is named by: letter"),
    "a label in one language": ("texts/en.toml", '[stages]', '[stages]\nlost = "x"', "stages differs"),
    "a particle that there isn't": ("texts/ko.toml", "{title:을/를}", "{title:를/을}", "ask_to_stop has a particle"),
    "a particle in English": ("texts/en.toml", "I stopped ({title})", "I stopped ({title:을/를})", "has a particle"),
    "no queues": ("queues.toml", None, f"queues = []\n{WAITING}", "must be a queue"),
    "no table of notices": ("queues.toml", None, "queues = []", "missing required field `waiting`"),
    "a table for nothing": ("queues.toml", "[waiting]", "[wating]\n[waiting]", "unknown field `wating`"),
    "no flows": (FLOWS, None, "flows = 5", "Expected `object`, got `int` - at `\\$.flows`"),
    "a question without a slot": (FLOWS, 'slot = "place", ', "", "field `slot` - at `\\$.flows.accident_"),
    "a synonym of every word": (FLOWS, '["오전", "아침"]', '["오전", ""]', "identity.window has an empty alias"),
    "an intent of a number": (RULES, '{ reply = "greeting_back" }', "5", "`\\$.intents.greeting`"),
    "an unclosed string": (RULES, '"contract"', '"contract', "dialogue.toml: "),
    "an insurer of every word": ("insurers.toml", '"메리츠", ', '"", ', "empty name or alias"),
    "an empty text": ("texts/ko.toml", 'none = "없음"', 'none = " "', "texts/ko.toml: flows.none is empty"),
    "a text that is a number": ("texts/en.toml", 'none = "none"', "none = 5", "at `\\$.flows.none`"),
    "a date of nothing": ("texts/ko.toml", "{day}일({weekday})", "{dya}일({weekday})", "unknown placeholder: 'dya'"),
    "no time to appeal": ("claims.toml", "appeal_days = 90", "appeal_days = -1", "appeal_days must be"),
    "an hour of the next day": ("claims.toml", "until_hour = 18", "until_hour = 25", "must be between 1 and 24"),
    "hours that end at once": ("claims.toml", "from_hour = 9", "from_hour = 18", "from_hour must be before"),
    "a letter of last week": ("claims.toml", "letter_days = 7", "letter_days = 0", "appointments.letter_days must be"),
    "a stage without end": ("claims.toml", "{ days = 30 }", "{ days = 3000 }", "stages.dispute must be"),
    "a card of nothing": ("claims.toml", "[cards]", '[cards]\nfirework = { rows = ["on"] }', "of no event: firework"),
    "a row of no text": ("claims.toml", '"decided_by", "on"]', '"decided_by", "of"]', "no label for of"),
    "a button that opens nothing": ("claims.toml", '["dispute", "letter"]', '["fight", "letter"]', "open nothing"),
    "a card that is folded": ("claims.toml", '"assign", "investigate"', '"pay", "investigate"', "a card is no step"),
    "an account on no step": ("claims.toml", 'on = ["assess"', 'on = ["asses"', "request_account_on has unknown"),
    "a document from nowhere": ("claims.toml", 'source = "police"', 'source = "moon"', "no label for moon"),
    "a document at no step": ("claims.toml", 'from_stage = "assessed"', 'from_stage = "denied"', "none of the usual"),
    "a form of no document": ("claims.toml", "health_consent = [", "police_report = [", "document_forms must be"),
    "a field of no form": ("claims.toml", '"claimant", "phone"', '"claimant", "shoe"', "unknown fields: shoe"),
    "a signature that nobody asks for": ("claims.toml", "signed = true", "signed = true\noptional = true", "is signed"),
    "a law on business days": ("claims.toml", '"stages.approved" = "', '"stages.received" = "', "no period in days"),
    "a law of no name": ("claims.toml", "day_periods]", 'day_periods]\nappeal_days = " "', "name its source"),
    "a department without a telephone": ("claims.toml", '"1600-0003"', '"none"', "own_car has no telephone"),
    "a word in every name": ("claims.toml", '["통장", ', '["", ', "filename_words of bank_book must be words"),
    "a condition on no slot": ("claims.toml", "when = { tow_needed", "when = { towing", "accident form: towing"),
    "a condition on no option": ("claims.toml", '"pedestrian"]', '"ufo"]', "no such option: ufo"),
    "a condition never fulfilled": ("claims.toml", 'tow_needed = ["true"]', "tow_needed = []", "must have a value"),
    "parts kept longer than the bucket does": ("files.toml", "expiry_days = 7", "expiry_days = 8", "between 1 and 7"),
    "a slow check of no time": ("files.toml", "slow_check_seconds = 300", "slow_check_seconds = 0", "slow_"),
    "a bank with a blank": ("texts/{both}.toml", "[banks]", '[banks]\n"a b" = "x"', "texts: banks.a b: use up to 64"),
    "a bank in one language": ("texts/en.toml", "[banks]", '[banks]\nlost = "x"', "banks differs"),
    "a check that never ends": ("files.toml", "deadline_hours = 24", "deadline_hours = 168", "between 2 and 144"),
    "no insurer to press": (RULES, "max_insurer_buttons = 6", "max_insurer_buttons = 0", "between 1 and 20"),
    "no days for a renewal": (RULES, "renewal_days = 30", "renewal_days = 0", "between 2 and 365"),
    "no day for an adjuster": ("claims.toml", "received = { business_days = 1 }", "received = {}", "received needs"),
    "a digression with an unknown value": ("texts/{both}.toml", "{due}", "{days}", "no placeholder but {due}"),
    "no file at a time": ("files.toml", "max_open = 50", "max_open = 0", "max_open must be between 1 and 1000"),
    "a file of no size": ("files.toml", "max_size = 524_288_000", "max_size = 0", "kinds.video.max_size must be"),
    "a photo of any size": ("files.toml", "pixels = 80_000_000", "pixels = 0", "kinds.photo.pixels must be between 1"),
    "pages of a video": ("files.toml", "[kinds.video]", "[kinds.video]\npages = 5", "kinds.video has no pages"),
    "a question on no option": (FLOWS, 'injured = ["true"]', 'injured = ["yes"]', "injured has no such option: yes"),
    "a window at other hours": ("claims.toml", "start = 9", "start = 8", "window.morning must say the hour 8"),
    "a format of another type": (FLOWS, 'kind = "plate"', 'kind = "plate", format = "text"', "format of plate"),
    "a notice on no option": (FLOWS, "notice_on = { true", "notice_on = { yes", "notice_on names no option: yes"),
    "a suffix with its dot": ("files.toml", '["pdf"]', '[".pdf"]', "kinds.pdf.suffixes must be lower-case"),
    "pushes of last week": ("notifications.toml", "minutes = 10", "minutes = 99999", "quiet_minutes must be between 0"),
    "a category of no code": ("notifications.toml", '["claim.pay", "claim.advance"]', "[]", "payment must have codes"),
}  # fmt: skip


@pytest.mark.parametrize("file, old, new, message", BROKEN.values(), ids=BROKEN.keys())
def test_invalid_configuration_is_named(config: Path, file: str, old: str | None, new: str, message: str) -> None:
    validate_configuration()
    clear_caches()
    for each in [config / file] if "{both}" not in file else [config / file.format(both=name) for name in ("ko", "en")]:
        words = each.read_text("utf-8")
        assert old is None or old in words
        each.write_text(words.replace(old, new, 1) if old else new, "utf-8")
    with pytest.raises(ValueError, match=message) as raised:
        validate_configuration()
    assert str(raised.value).startswith((file, "texts")), "the file is named"


def test_days_are_formatted_by_language() -> None:
    for locale, words in (("ko", "11월 30일(월)까지"), ("en", "Mon, Nov 30")):
        assert words in texts(locale).render("bot", "registered_line", next="x", due="2026-11-30")
    assert (
        texts("ko").render("bot", "claim_button", day="2026-02-31", what="20261128-000001")
        == "2026-02-31 20261128-000001"
    )
