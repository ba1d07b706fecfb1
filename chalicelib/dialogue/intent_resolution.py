"""Resolves emergencies and intents that depend on more than the text: on the open question, slots, and the time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from chalicelib.content.configuration import BotRules
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.content.views import ContractView
from chalicelib.dialogue.ports import ClassifyText
from chalicelib.dialogue.safety_rules import EmergencyKind
from chalicelib.dialogue.slot_filling import UserInput
from chalicelib.dialogue.slot_validation import Slots
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.nlu import dialogue_acts, fnol_entities, word_patterns
from chalicelib.nlu.emergency_rules import (
    detects_emergency,
    detects_harm,
    is_severe,
    says_danger_lasts,
    says_danger_left,
)
from chalicelib.nlu.text import clean_text, repair_typos
from chalicelib.nlu.types import EMERGENCY, OUT_OF_SCOPE, NluResult

SEOUL = timezone(timedelta(hours=9))
INJURY_SLOTS = ("injured", "injured_count", "hospital")
AGENT_REQUEST = "agent_request"
ACCIDENT_REPORT = "accident_report"
WAIT_STATUS = "wait_status"
ROADSIDE_REQUEST = "roadside_request"
MIN_SENTENCE_CHARS = 15
"""Minimum length of a sentence in characters; the meaning of shorter answers depends on the question."""
OTHER_INTENT_SLOTS = ("service", "month")
"""Slots of intents other than an accident report."""
UNCERTAIN_INTENTS = frozenset({OUT_OF_SCOPE, "greeting", "affirm", "deny"})


def is_emergency(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> bool:
    """Whether people may be in danger now. Once the form asks, or knows, that somebody is hurt, that alone raises no
    alarm: it answers the bot's own question."""
    if user_input.button == f"intent:{EMERGENCY}":
        return True
    if nlu_result is None:
        return False
    if active is None or not (active.requested_slot in INJURY_SLOTS or "injured" in active.slots):
        return nlu_result.is_emergency
    cleaned, now = clean_text(user_input.text), datetime.fromtimestamp(active.updated_at / 1000, SEOUL)
    over = _is_past_collision(cleaned, user_input.slots, now, rules)
    attended = ("injury_treated",) if _is_attended(cleaned, user_input.slots, now, rules) else ()
    if active.requested_slot in ("drivable", "tow_needed") and user_input.slots.get("tow_needed") is True:
        return is_severe(cleaned, place_left=over, ignored_patterns=(*attended, *_vehicle_only_patterns(cleaned)))
    grave = is_severe(cleaned, place_left=over, ignored_patterns=attended)
    return grave or (not over and _model_reports_emergency(active, user_input, nlu_result, rules))


def detect_emergency(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> EmergencyKind | None:
    """The emergency that a message reports, if any. Harm to people takes precedence over a car that stands in
    traffic."""
    alarm = is_emergency(active, user_input, nlu_result, rules)
    if not alarm:
        return "traffic" if user_input.is_stranded else None
    cleaned = clean_text(user_input.text)
    hurt = user_input.slots.get("injured") is True or detects_harm(cleaned) or detects_harm(repair_typos(cleaned))
    by_rule = detects_emergency(cleaned) or detects_emergency(repair_typos(cleaned))
    return "traffic" if not hurt and (user_input.is_stranded or by_rule) else "harm"


def _model_reports_emergency(active: ActiveFlow, user_input: UserInput, nlu_result: NluResult, rules: BotRules) -> bool:
    """Whether the classifier reports an emergency where the fixed rules don't. It knows too little of
    short answers to a question, such as "터널 안이요"."""
    enough = len(user_input.text) >= MIN_SENTENCE_CHARS or not active.requested_slot
    told_enough = enough and active.requested_slot != "place" and "injured" not in user_input.slots
    return (
        told_enough
        and nlu_result.is_emergency
        and nlu_result.intent == EMERGENCY
        and nlu_result.confidence >= rules.confidence.certain
    )


def downgrade_emergency(
    text: str, slots: Slots, nlu_result: NluResult, now: datetime, classify: ClassifyText, rules: BotRules
) -> NluResult:
    """Downgrades an alarm that is over, mild, or about the car alone to an accident report.

    Over: it happened hours ago, the customer is at a hospital or says that they are out of danger, and nothing more
    severe than an injury is reported. Where the fixed rules report nothing, the classifier's alarm is dropped if it
    disappears once the pain is removed from the text of an accident, if the car may move, or if a kind of accident is
    reported of hours ago. A confidence of `certain` is needed where the danger is over in other words, and where a
    collision is reported without an injury: the form asks for injuries first.
    """
    cleaned = clean_text(text)
    if not nlu_result.is_emergency:
        return nlu_result
    attended = _is_attended(cleaned, slots, now, rules)
    past = attended or says_danger_left(cleaned)
    if detects_emergency(cleaned):
        grave = is_severe(
            cleaned,
            place_left=_is_past_collision(cleaned, slots, now, rules),
            ignored_patterns=("injury_treated",) if attended else (),
        )
        return _as_accident_report(nlu_result) if past and not grave else nlu_result
    collided = word_patterns.pattern("collision").search(cleaned) is not None
    unhurt = slots.get("injured") is False
    harmless = past or unhurt or (collided and slots.get("injured") is None)
    told = "accident_type" in slots and slots.get("injured") is None and _is_past_collision(cleaned, slots, now, rules)
    if (past and unhurt) or told:
        return _as_accident_report(nlu_result)
    if harmless and dict(nlu_result.alternatives).get(EMERGENCY, 0) < rules.confidence.certain:
        return _as_accident_report(nlu_result)
    car = _vehicle_only_patterns(cleaned) if slots.get("tow_needed") is True else ()
    mild = ("injured_mildly",) if collided else ()
    rest = word_patterns.remove_matches(cleaned, *car, *mild)
    return nlu_result if rest == cleaned or classify(rest, now).is_emergency else _as_accident_report(nlu_result)


def downgrade_impatience(text: str, nlu_result: NluResult) -> NluResult:
    """Reads "빨리요" of a waiting customer as impatience with the wait, where only the classifier takes it
    for an alarm."""
    cleaned = clean_text(text)
    alarmed = nlu_result.is_emergency or nlu_result.intent == EMERGENCY
    if not alarmed or detects_emergency(cleaned) or word_patterns.pattern("urges_reply").search(cleaned) is None:
        return nlu_result
    return NluResult(WAIT_STATUS, nlu_result.confidence, nlu_result.slots, nlu_result.alternatives, is_emergency=False)


def _is_attended(cleaned: str, slots: Slots, now: datetime, rules: BotRules) -> bool:
    """Whether the injured person is being treated by now."""
    return is_past_event(cleaned, slots, now, rules) or word_patterns.pattern("at_hospital").search(cleaned) is not None


def _vehicle_only_patterns(cleaned: str) -> tuple[str, ...]:
    """Patterns that are no alarm where the car doesn't move, and not a person."""
    return () if word_patterns.pattern("person_not_moving").search(cleaned) else ("car_immobile",)


def _is_past_collision(cleaned: str, slots: Slots, now: datetime, rules: BotRules) -> bool:
    """Whether the text reports a collision of hours ago, and nothing that still goes on."""
    collided = word_patterns.pattern("collision").search(cleaned) is not None
    return collided and is_past_event(cleaned, slots, now, rules) and not says_danger_lasts(cleaned)


def _as_accident_report(nlu_result: NluResult) -> NluResult:
    return NluResult(
        ACCIDENT_REPORT, nlu_result.confidence, nlu_result.slots, nlu_result.alternatives, is_emergency=False
    )


def is_past_event(cleaned: str, slots: Slots, now: datetime, rules: BotRules) -> bool:
    """Whether the event happened hours or days ago: by the slot `occurred_at`, else by words such as "yesterday"."""
    told = slots.get("occurred_at")
    if not isinstance(told, str):
        return word_patterns.pattern("days_ago").search(cleaned) is not None
    moment = datetime.fromisoformat(told)
    if len(told) == ISO_DATE_LENGTH:
        return moment.date() < now.date()
    return now - moment >= rules.time_windows.past_event_after


def drop_negated(user_input: UserInput, now: datetime) -> UserInput:
    """The input without the slots of the negated half of "A가 아니라 B"."""
    denied, kept = dialogue_acts.split_contrast(user_input.text)
    if not denied:
        return user_input
    carried = {slot: value for slot, value in user_input.slots.items() if slot in OTHER_INTENT_SLOTS}
    return replace(user_input, slots=carried | fnol_entities.extract_fnol_slots(kept, now))


def resolve_plates(user_input: UserInput, contracts: Callable[[], tuple[ContractView, ...]]) -> UserInput:
    """Assigns the plates in a message: the customer's own car is one of their contracts; others belong to the other
    party."""
    if "plates" not in user_input.slots:
        return user_input
    slots = dict(user_input.slots)
    named = str(slots.pop("plates")).split()
    own = {contract.vehicle.plate for contract in contracts()}
    others = [plate for plate in named if plate not in own]
    if len(others) < len(named):
        slots.setdefault("own_plate", next(plate for plate in named if plate in own))
    if others:
        slots["counterparty_plate"] = others[-1 if dialogue_acts.is_correction(user_input.text) else 0]
    return replace(user_input, slots=slots)


def resolve_intent(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> str:
    """The intent of a button or text; "" where it stays open."""
    if user_input.button.startswith("intent:"):
        return user_input.button.removeprefix("intent:")
    if nlu_result is None:
        return ""
    doubtful = nlu_result.clarification_intents or nlu_result.intent in UNCERTAIN_INTENTS
    if (doubtful or nlu_result.intent == ROADSIDE_REQUEST) and _implies_accident_report(user_input, nlu_result, rules):
        return ACCIDENT_REPORT
    talk = nlu_result.intent == OUT_OF_SCOPE and nlu_result.confidence >= rules.confidence.off_topic
    vague = not talk and (doubtful or nlu_result.confidence < rules.confidence.likely)
    if vague and word_patterns.pattern("accident_mention").search(clean_text(user_input.text)):
        return ACCIDENT_REPORT
    if nlu_result.clarification_intents or nlu_result.intent == OUT_OF_SCOPE:
        return ""
    return nlu_result.intent


def _implies_accident_report(user_input: UserInput, nlu_result: NluResult, rules: BotRules) -> bool:
    """Whether slots and words point to an accident report although the classifier is uncertain."""
    told = sum(slot in user_input.slots for slot in ("occurred_at", "place", "counterparty_plate", "tow_needed"))
    hit = word_patterns.pattern("collision").search(clean_text(user_input.text)) is not None
    collided = nlu_result.intent != ROADSIDE_REQUEST or hit
    likely = (
        told > 0
        or ACCIDENT_REPORT in nlu_result.clarification_intents
        or dict(nlu_result.alternatives).get(ACCIDENT_REPORT, 0) >= rules.confidence.possible
    )
    if "accident_type" in user_input.slots:
        return collided and likely
    return (
        hit and told > 0 and nlu_result.intent != ROADSIDE_REQUEST and nlu_result.confidence < rules.confidence.certain
    )


def interrupts_flow(user_input: UserInput, nlu_result: NluResult | None, rules: BotRules) -> bool:
    """Whether the message certainly reports an accident or a breakdown, and doesn't answer another form's question."""
    if nlu_result is None or nlu_result.clarification_intents or nlu_result.confidence < rules.confidence.certain:
        return False
    hit = word_patterns.pattern("collision").search(clean_text(user_input.text)) is not None
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
    if active is None and nlu_result.intent == ACCIDENT_REPORT:  # an accident is told in the same breath
        return (
            word_patterns.pattern("handoff_request").search(user_input.text) is not None
            and not dialogue_acts.split_contrast(user_input.text)[0]
        )
    if nlu_result.clarification_intents or nlu_result.intent != AGENT_REQUEST:
        return False
    surely = nlu_result.confidence >= rules.confidence.certain and len(user_input.text) >= MIN_SENTENCE_CHARS
    return active is None or surely or word_patterns.pattern("handoff_mention").search(user_input.text) is not None
