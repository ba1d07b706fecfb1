"""Detects emergencies by the text, the open question, the slots and the time, and downgrades those that are none."""

from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules
from chalicelib.content.forms import ISO_DATE_LENGTH
from chalicelib.content.hours import SEOUL
from chalicelib.dialogue.safety_rules import EmergencyKind
from chalicelib.dialogue.slot_readers import Slots
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts, word_patterns
from chalicelib.nlu.cover_questions import asks_beside_event
from chalicelib.nlu.emergency_rules import (
    detects_emergency,
    detects_harm,
    is_severe,
    says_emergency_lasts,
    says_emergency_over,
    without_unreal_emergencies,
)
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.stranded_vehicle import says_out_of_traffic
from chalicelib.nlu.types import EMERGENCY, OUT_OF_SCOPE, NluResult

INJURY_SLOTS = ("injured", "injured_count", "hospital")
_IDENTIFIERS = {"counterparty_phone", "phone", "own_phone", "plates", "counterparty_plate", "own_plate"}
ACCIDENT_REPORT = "accident_report"
WAIT_STATUS = "wait_status"
_HARMLESS = ("thing", "animal", "thief", "door")
"""What an accident happened with that endangers nobody by itself."""
MIN_SENTENCE_CHARS = 15
"""Minimum length of a sentence in characters; the meaning of shorter answers depends on the question."""


def is_emergency(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> bool:
    """Whether people may be in danger now. Once the form asks, or knows, that somebody is hurt, that alone raises no
    alarm: it answers the bot's own question."""
    if user_input.button == f"intent:{EMERGENCY}":
        return True
    if nlu_result is None or (user_input.slots.keys() & _IDENTIFIERS and _only_identifies(user_input)):
        return False
    if not _knows_of_injuries(active):
        return nlu_result.is_emergency
    assert active is not None  # noqa: S101 - a form that knows of injuries is active
    cleaned, now = user_input.text, datetime.fromtimestamp(active.updated_at / 1000, SEOUL)
    over = _is_past_collision(cleaned, user_input.slots, now, rules)
    attended = ("injury_treated",) if _is_attended(cleaned, user_input.slots, now, rules) else ()
    about_car = active.requested_card or active.requested_slot in ("drivable", "tow_needed")
    if about_car and user_input.slots.get("tow_needed") is True:
        return is_severe(cleaned, place_left=over, ignored_patterns=(*attended, *_vehicle_only_patterns(cleaned)))
    severe = is_severe(cleaned, place_left=over, ignored_patterns=attended)
    return severe or _model_reports_emergency(active, user_input, nlu_result, rules, rules.confidence.certain)


def _only_identifies(user_input: UserInput) -> bool:
    """Whether a message that gives a telephone number or plate has no word of injuries or danger: the classifier can't
    tell more of it than who somebody is."""
    if any(user_input.slots.get(slot) for slot in INJURY_SLOTS):
        return False
    text = user_input.text
    return word_patterns.pattern("danger_cue").search(text) is None and not detects_emergency(text)


def _knows_of_injuries(active: ActiveFlow | None) -> bool:
    return active is not None and (active.requested_slot in INJURY_SLOTS or "injured" in active.slots)


def detect_emergency(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> EmergencyKind | None:
    """The emergency that a message reports, if any, unless it is only suspected. Harm to people takes precedence over
    a car that stands in traffic."""
    alarm = is_emergency(active, user_input, nlu_result, rules) and not suspects_emergency(
        active, user_input, nlu_result, rules
    )
    if not alarm:
        return "traffic" if user_input.is_stranded else None
    said = (user_input.reading.cleaned, user_input.reading.repaired) if user_input.reading else ()
    hurt = user_input.slots.get("injured") is True or any(map(detects_harm, said))
    by_rule = any(map(detects_emergency, said))
    return "traffic" if not hurt and (user_input.is_stranded or by_rule) else "harm"


def suspects_emergency(
    active: ActiveFlow | None, user_input: UserInput, nlu_result: NluResult | None, rules: BotRules
) -> bool:
    """Whether only the classifier sees an emergency, and not surely: less likely than `ask_danger_below`, over in the
    customer's words, or, once the form knows of injuries, less likely than `certain`; or whether what happened is told
    beside a question of cover, and nothing graver than an injury."""
    if nlu_result is None or user_input.reading is None or user_input.is_stranded:
        return False
    if user_input.slots.keys() & _IDENTIFIERS and _only_identifies(user_input):
        return False
    if active is None and nlu_result.is_emergency and _asks_beside_injury(user_input.text):
        return True
    if any(map(detects_emergency, (user_input.reading.cleaned, user_input.reading.repaired))):
        return False
    if active is None or not _knows_of_injuries(active):
        probability = dict(nlu_result.alternatives).get(EMERGENCY, 1.0)
        unsure = probability < rules.ask_danger_below or says_emergency_over(user_input.text)
        return nlu_result.is_emergency and unsure
    reported = _model_reports_emergency(active, user_input, nlu_result, rules, rules.ask_danger_below)
    return reported and not is_emergency(active, user_input, nlu_result, rules)


def _asks_beside_injury(text: str) -> bool:
    elsewhere = word_patterns.pattern("said_by_others").search(text) is not None
    return asks_beside_event(text) and not is_severe(text, place_left=elsewhere, ignored_patterns=("injury_treated",))


def _model_reports_emergency(
    active: ActiveFlow, user_input: UserInput, nlu_result: NluResult, rules: BotRules, least: float
) -> bool:
    """Whether the classifier reports an emergency of now, at least that likely, where the fixed rules don't. It knows
    too little of short answers to a question, such as "터널 안이요"."""
    enough = len(user_input.text) >= MIN_SENTENCE_CHARS or not active.requested_slot
    unsure = active.requested_slot in INJURY_SLOTS and dialogue_acts.is_dont_know(user_input.text)
    answered = unsure or active.requested_slot in ("place", *user_input.slots)
    has_context = enough and not answered and "injured" not in user_input.slots
    now = datetime.fromtimestamp(active.updated_at / 1000, SEOUL)
    return (
        has_context
        and nlu_result.is_emergency
        and nlu_result.intent == EMERGENCY
        and nlu_result.confidence >= least
        and not _is_past_collision(user_input.text, user_input.slots, now, rules)
    )


def downgrade_emergency(reading: Reading, rules: BotRules) -> NluResult:
    """Downgrades an alarm that is over, mild, or about the car alone to an accident report.

    Over: it happened hours ago, the customer is at a hospital or says that they are out of danger, and nothing more
    severe than an injury is reported. Where the fixed rules report nothing, the classifier's alarm is dropped if it
    disappears once the pain is removed from the text of an accident, if the car may move, or if a kind of accident is
    reported of hours ago. A confidence of `certain` is needed where the emergency is over in other words, and where a
    collision is reported without an injury: the form asks for injuries first.
    """
    cleaned, slots, nlu_result, now = reading.cleaned, reading.entities, reading.understood, reading.now
    if not nlu_result.is_emergency:
        return nlu_result
    if _only_goes_away(reading) and not detects_emergency(cleaned):
        return NluResult(OUT_OF_SCOPE, nlu_result.confidence, {}, nlu_result.alternatives, is_emergency=False)
    attended = _is_attended(cleaned, slots, now, rules)
    past = attended or says_emergency_over(cleaned)
    if detects_emergency(cleaned):
        severe = is_severe(
            cleaned,
            place_left=_is_past_collision(cleaned, slots, now, rules),
            ignored_patterns=("injury_treated",) if attended else (),
        )
        return as_accident_report(nlu_result) if past and not severe else nlu_result
    collided = word_patterns.pattern("collision").search(cleaned) is not None or slots.get("event_with") in _HARMLESS
    if collided and says_out_of_traffic(reading.repaired):
        return as_accident_report(nlu_result)
    if _is_mild(cleaned, slots, collided=collided):
        return as_accident_report(nlu_result)
    unhurt = slots.get("injured") is False
    harmless = past or unhurt or (collided and slots.get("injured") is None)
    past_accident = (
        "accident_type" in slots and slots.get("injured") is None and _is_past_collision(cleaned, slots, now, rules)
    )
    if (past and unhurt) or past_accident:
        return as_accident_report(nlu_result)
    if harmless and dict(nlu_result.alternatives).get(EMERGENCY, 0) < rules.confidence.certain:
        return as_accident_report(nlu_result)
    car = _vehicle_only_patterns(cleaned) if slots.get("tow_needed") is True else ()
    mild = ("injured_mildly",) if collided else ()
    rest = word_patterns.remove_matches(cleaned, *car, *mild)
    return (
        nlu_result if rest == cleaned or reading.part(rest).understood.is_emergency else as_accident_report(nlu_result)
    )


def _only_goes_away(reading: Reading) -> bool:
    """Whether a message only says that the customer waits or leaves ("운전 중이에요"): no accident, and no facts."""
    about = reading.about_conversation
    leaves = bool({"later", "pause"} & set(about.acts))
    return leaves and (not about.rest or word_patterns.pattern("collision").search(reading.cleaned) is None)


def _is_mild(cleaned: str, slots: Slots, *, collided: bool) -> bool:
    """Whether an accident hurt nobody, and the text names no danger, or hurt somebody no more than mildly."""
    if not collided and not {"accident_type", "event_with"} & slots.keys():
        return False
    real = without_unreal_emergencies(cleaned)
    severe = word_patterns.pattern("injury_grave").search(real) is not None
    if slots.get("injured") is False:
        return not severe and word_patterns.pattern("danger_cue").search(real) is None
    mild = word_patterns.pattern("injury_mild").search(cleaned) is not None
    return slots.get("injured") is True and mild and not severe


def downgrade_impatience(reading: Reading, nlu_result: NluResult) -> NluResult:
    """Reads "빨리요" of a waiting customer as impatience with the wait, where only the classifier takes it
    for an alarm."""
    cleaned = reading.cleaned
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
    happened = word_patterns.pattern("collision").search(cleaned) is not None or "event_with" in slots
    return happened and is_past_event(cleaned, slots, now, rules) and not says_emergency_lasts(cleaned)


def as_accident_report(nlu_result: NluResult) -> NluResult:
    """The result of a message that reports no emergency after all."""
    return NluResult(
        ACCIDENT_REPORT, nlu_result.confidence, nlu_result.slots, nlu_result.alternatives, is_emergency=False
    )


def without_alarm(nlu_result: NluResult) -> NluResult:
    """The result of a message whose alarm is none, or is asked about."""
    if nlu_result.intent == EMERGENCY:
        return as_accident_report(nlu_result)
    return replace(nlu_result, is_emergency=False)


def is_past_event(cleaned: str, slots: Slots, now: datetime, rules: BotRules) -> bool:
    """Whether the event happened hours or days ago: by the slot `occurred_at`, else by words such as "yesterday"."""
    occurred_at = slots.get("occurred_at")
    if not isinstance(occurred_at, str):
        return word_patterns.pattern("days_ago").search(cleaned) is not None
    moment = datetime.fromisoformat(occurred_at)
    if len(occurred_at) == ISO_DATE_LENGTH:
        return moment.date() < now.date()
    return now - moment >= rules.time_windows.past_event_after
