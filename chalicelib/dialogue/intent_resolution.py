"""Resolves intents that depend on more than the classifier: on buttons, slots and the active flow."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.content.configuration import BotRules
from chalicelib.content.contract_views import ContractView
from chalicelib.dialogue.emergency_detection import ACCIDENT_REPORT, MIN_SENTENCE_CHARS
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.accident_types import says_what_happened
from chalicelib.nlu.breakdown import reports_breakdown
from chalicelib.nlu.contract_topics import contract_intent
from chalicelib.nlu.cover_questions import only_supposes, supposes_case
from chalicelib.nlu.coverage_model import likely_entry
from chalicelib.nlu.document_direction import hands_in_document, wants_our_document
from chalicelib.nlu.types import COVERAGE_QUESTION, OUT_OF_SCOPE, ROADSIDE_REQUEST, NluResult

AGENT_REQUEST = "agent_request"
CLOSING = "closing"
DOCUMENT_SUBMIT = "document_submit"
UNCERTAIN_INTENTS = frozenset({OUT_OF_SCOPE, "greeting", "affirm", "deny"})


def resolve_plates(user_input: UserInput, contracts: Callable[[], tuple[ContractView, ...]]) -> UserInput:
    """Assigns the plates in a message: the customer's own car is one of their contracts; others belong to the other
    party."""
    if "plates" not in user_input.slots:
        return user_input
    slots = dict(user_input.slots)
    plates = str(slots.pop("plates")).split()
    own = {contract.vehicle.plate for contract in contracts()}
    others = [plate for plate in plates if plate not in own]
    if len(others) < len(plates):
        slots.setdefault("own_plate", next(plate for plate in plates if plate in own))
    if others:
        slots["counterparty_plate"] = others[-1 if dialogue_acts.is_correction(user_input.text) else 0]
    return replace(user_input, slots=slots)


def resolve_intent(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> str:
    """The intent of a button or text; "" where it stays open."""
    if user_input.button.startswith("intent:"):
        return user_input.button.removeprefix("intent:")
    if nlu_result is None:
        return ""
    if _says_there_is_none(user_input, nlu_result):
        return CLOSING
    if nlu_result.intent == COVERAGE_QUESTION and supposes_case(user_input.text):
        return COVERAGE_QUESTION
    doubtful = nlu_result.clarification_intents or nlu_result.intent in UNCERTAIN_INTENTS
    unlikely = nlu_result.confidence < rules.confidence.likely
    uncertain = doubtful or unlikely or nlu_result.intent == ROADSIDE_REQUEST
    broken_down = nlu_result.intent == ROADSIDE_REQUEST and reports_breakdown(user_input.text)
    if uncertain and not broken_down and _implies_accident_report(user_input, nlu_result, rules):
        return ACCIDENT_REPORT
    if nlu_result.intent == COVERAGE_QUESTION and says_what_happened(user_input.text):
        return ACCIDENT_REPORT
    off_topic = nlu_result.intent == OUT_OF_SCOPE and nlu_result.confidence >= rules.confidence.off_topic
    vague = not off_topic and (doubtful or unlikely)
    if vague and word_patterns.pattern("accident_mention").search(user_input.text):
        return ACCIDENT_REPORT
    if nlu_result.clarification_intents or nlu_result.intent == OUT_OF_SCOPE:
        return ""
    return nlu_result.intent


def name_contract_intent(intent: str, user_input: UserInput, nlu_result: NluResult, rules: BotRules) -> str:
    """The intent by the words of a question about a contract where it stays open, where a document of ours is wanted,
    where a question is of cover, and among questions about contracts in English, for which the classifier is weak."""
    rule, text = rules.intents.get(intent), user_input.text
    doubtful = nlu_result.confidence < rules.confidence.certain or text.isascii()
    if intent and doubtful and (_asks_of_cover(intent, text, nlu_result, rules) or _asks_for_uses(text)):
        return COVERAGE_QUESTION
    submits = rule is not None and rule.claim_action == "checklist"
    wanted = submits and wants_our_document(text)
    weak = text.isascii() and rule is not None and rule.contract_answer
    if intent and not (weak or wanted):
        return intent
    if text.isascii() and hands_in_document(text):
        return DOCUMENT_SUBMIT
    named = contract_intent(text) or intent
    return COVERAGE_QUESTION if not named and _asks_of_cover("", text, nlu_result, rules) else named


def _asks_of_cover(intent: str, text: str, nlu_result: NluResult, rules: BotRules) -> bool:
    """Whether a question is likely of cover, though the classifier found another intent, or none. Damage and help on
    the road are only asked about under a condition ("펑크 나면 와 주나요"), or by how often or how far."""
    if intent == COVERAGE_QUESTION or not dialogue_acts.is_question(text):
        return False
    alternatives = dict(nlu_result.alternatives)
    needs_help = alternatives.get(ROADSIDE_REQUEST, 0) >= rules.confidence.possible
    reports = (needs_help or intent in (ACCIDENT_REPORT, ROADSIDE_REQUEST)) and not only_supposes(text)
    if reports and word_patterns.pattern("cover_extent").search(text) is None:
        return False
    return likely_entry(text, against_intent=intent != "") != ""


def _asks_for_uses(text: str) -> bool:
    """Whether the words are about how often roadside help may be used: no question about a truck on its way."""
    return word_patterns.pattern("roadside_uses").search(text) is not None


def _says_there_is_none(user_input: UserInput, nlu_result: NluResult) -> bool:
    """Whether the words say that there was no accident, though they sound like a report ("접수할 사고는 없어요")."""
    known = {"accident_type", "event_with", "occurred_at"} & user_input.slots.keys()
    denied = word_patterns.pattern("no_accident").search(user_input.text) is not None
    return nlu_result.intent == ACCIDENT_REPORT and denied and not known


def _implies_accident_report(user_input: UserInput, nlu_result: NluResult, rules: BotRules) -> bool:
    """Whether slots and words point to an accident report although the classifier is uncertain."""
    slot_count = sum(slot in user_input.slots for slot in ("occurred_at", "place", "counterparty_plate", "tow_needed"))
    freed = word_patterns.pattern("freed").search(user_input.text) is not None
    damaged = word_patterns.pattern("car_damaged").search(user_input.text) is not None
    befell = (damaged or "event_with" in user_input.slots) and (
        freed or "occurred_at" in user_input.slots or nlu_result.confidence < rules.confidence.certain
    )
    hit = befell or word_patterns.pattern("collision").search(user_input.text) is not None
    collided = nlu_result.intent != ROADSIDE_REQUEST or hit
    likely = (
        slot_count > 0
        or ACCIDENT_REPORT in nlu_result.clarification_intents
        or dict(nlu_result.alternatives).get(ACCIDENT_REPORT, 0) >= rules.confidence.possible
    )
    if damaged or {"accident_type", "event_with"} & user_input.slots.keys():
        return collided and likely
    return (
        hit
        and slot_count > 0
        and nlu_result.intent != ROADSIDE_REQUEST
        and nlu_result.confidence < rules.confidence.certain
    )


def interrupts_flow(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    """Whether the message certainly reports an accident or a breakdown, and doesn't answer another form's question."""
    if nlu_result is None or nlu_result.clarification_intents or nlu_result.confidence < rules.confidence.certain:
        return False
    hit = word_patterns.pattern("collision").search(user_input.text) is not None
    return nlu_result.intent == ROADSIDE_REQUEST or (nlu_result.intent == ACCIDENT_REPORT and hit)


def wants_handoff(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> bool:
    """Whether the customer asks for an agent. Inside a form short answers are often misclassified so: the words must
    say it."""
    if user_input.button == f"intent:{AGENT_REQUEST}":
        return True
    if nlu_result is None:
        return False
    if active is None and nlu_result.intent == ACCIDENT_REPORT:  # the same message reports an accident
        return (
            word_patterns.pattern("handoff_request").search(user_input.text) is not None
            and not dialogue_acts.split_contrast(user_input.text)[0]
        )
    if nlu_result.clarification_intents or nlu_result.intent != AGENT_REQUEST:
        return False
    if active is not None and word_patterns.pattern("change_of_fact").search(user_input.text):
        return False
    surely = nlu_result.confidence >= rules.confidence.certain and len(user_input.text) >= MIN_SENTENCE_CHARS
    return active is None or surely or word_patterns.pattern("handoff_mention").search(user_input.text) is not None
