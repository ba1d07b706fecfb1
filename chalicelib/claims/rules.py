"""Rules for claims that the insurer edits (`config/claims.toml`)."""

import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.content.business_days import BusinessCalendar, business_calendar
from chalicelib.content.configuration import CONFIG, SlotCondition
from chalicelib.content.forms import PHONE, strip_separators

FactValues = Mapping[str, str]
"""Slot of the accident form → value as stored. Unknown facts are absent."""


class Department(Struct, frozen=True, forbid_unknown_fields=True):
    """A claims department and its telephone number."""

    phone: str


class Coverage(Struct, frozen=True, forbid_unknown_fields=True):
    """A coverage of contracts. `insured_as`: its names in contracts. `shared_liability`: whether the liability shares
    have to be agreed on with the other side."""

    department: str
    insured_as: tuple[str, ...]
    shared_liability: bool


class ExposureRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Accidents that fulfil `when` open this coverage."""

    coverage: str
    when: SlotCondition


class DepartmentNotificationRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Accidents that fulfil `when` are notified to this department, without a coverage of its own."""

    department: str
    when: SlotCondition


class StageRule(Struct, frozen=True, forbid_unknown_fields=True):
    """The period until the next step after a stage, in calendar or business days; both 0: no due date."""

    days: int = 0
    business_days: int = 0


class DocumentRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A document that `coverages` (all, if empty) need under the condition `when`.

    `filename_words` are words of a file's name that suggest this document. `accepts_unnamed_photos`: it is suggested
    for a photo whose name matches no document.
    """

    item: str
    coverages: tuple[str, ...] = ()
    when: SlotCondition = {}
    optional: bool = False
    filename_words: tuple[str, ...] = ()
    accepts_unnamed_photos: bool = False


class CallWindow(Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of a business day in which calls are made, from the hour `start` to the hour `end`."""

    start: int
    end: int


class AppointmentRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Appointments for calls and letters. A window can be booked until `lead_hours` before its end. `windows` by name,
    in the order of the day."""

    letter_days: int
    lead_hours: int
    windows: dict[str, CallWindow]


class ClaimRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `claims.toml`, which explains each key, and the business calendar. Amounts in won."""

    identity_hold_from: int
    advance_percent: int
    max_advance: int
    appeal_days: int
    delay_notice_business_days: int
    delay_notices_from_hour: int
    delay_notices_until_hour: int
    duplicate_hours: int
    duplicate_metres: int
    common_place_words: tuple[str, ...]
    third_party_property_words: tuple[str, ...]
    without_counterparty: tuple[SlotCondition, ...]
    event_with_of_type: dict[str, str]
    usual_stages: tuple[str, ...]
    usual_transitions: tuple[str, ...]
    appointments: AppointmentRules
    departments: dict[str, Department]
    coverages: dict[str, Coverage]
    exposures: tuple[ExposureRule, ...]
    department_notifications: tuple[DepartmentNotificationRule, ...]
    stages: dict[str, StageRule]
    documents: tuple[DocumentRule, ...]
    calendar: BusinessCalendar


STAGES = (
    "received", "assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed",
    "identity_hold", "approved", "paid", "closed", "denied", "withdrawn", "duplicate",
)  # fmt: skip
"""The stages of a coverage. `workflow.TRANSITIONS` lead from one to another."""


def matches(condition: SlotCondition, facts: FactValues) -> bool:
    """Whether the facts of an accident fulfil a condition."""
    return all(facts.get(slot, "") in values for slot, values in condition.items())


@cache
def claim_rules() -> ClaimRules:
    """The rules, cached. Raises msgspec.ValidationError for a wrong type, ValueError for a wrong calendar file."""
    rules = tomllib.loads((CONFIG / "claims.toml").read_text("utf-8"))
    return msgspec.convert({**rules, "calendar": business_calendar()}, ClaimRules)


def validate_claim_rules(rules: ClaimRules) -> None:
    """Checks values and references between sections. Raises ValueError that names the first error."""
    if set(rules.stages) != set(STAGES):
        raise ValueError(f"claims.toml: stages must be {', '.join(STAGES)}")
    _validate_ranges(rules)
    if wrong := [w for w in rules.common_place_words if len(w) < 2 or not w.isalnum() or w != w.casefold()]:
        raise ValueError(f"claims.toml: common_place_words must be two or more lower-case letters: {wrong[0]}")
    _validate_words(rules)
    _validate_times(rules)
    _validate_usual_path(rules)
    if not rules.exposures:
        raise ValueError("claims.toml: exposures must open a coverage")
    for name, coverage in rules.coverages.items():
        if coverage.department not in rules.departments:
            raise ValueError(f"claims.toml: {name} names no department: {coverage.department}")
    used = {rule.coverage for rule in rules.exposures}.union(*(document.coverages for document in rules.documents))
    if unknown := used - set(rules.coverages):
        raise ValueError(f"claims.toml: no such coverage: {', '.join(sorted(unknown))}")
    if unknown := {rule.department for rule in rules.department_notifications} - set(rules.departments):
        raise ValueError(f"claims.toml: no such department: {', '.join(sorted(unknown))}")


RANGES = {
    "identity_hold_from": (1, 10_000_000_000),
    "advance_percent": (0, 100),
    "max_advance": (0, 1_000_000_000),
    "appeal_days": (1, 3_650),
    "delay_notice_business_days": (0, 30),
    "delay_notices_from_hour": (0, 23),
    "delay_notices_until_hour": (1, 24),
    "duplicate_hours": (1, 7 * 24),
    "duplicate_metres": (1, 100_000),
    "letter_days": (1, 60),
    "lead_hours": (0, 23),
}
"""Smallest and largest value of each number. The periods of the stages: `MAX_STAGE_DAYS`."""

MAX_STAGE_DAYS = 365


def _validate_ranges(rules: ClaimRules) -> None:
    for table, prefix in ((rules, ""), (rules.appointments, "appointments.")):
        for name in table.__struct_fields__:
            low, high = RANGES.get(name, (0, 0))
            if high and not low <= getattr(table, name) <= high:
                raise ValueError(f"claims.toml: {prefix}{name} must be between {low} and {high}")
    if rules.delay_notices_from_hour >= rules.delay_notices_until_hour:
        raise ValueError("claims.toml: delay_notices_from_hour must be before delay_notices_until_hour")


def _validate_words(rules: ClaimRules) -> None:
    """An empty word is a part of every text."""
    for key, words in (
        ("third_party_property_words", rules.third_party_property_words),
        *((f"coverages.{name}.insured_as", coverage.insured_as) for name, coverage in rules.coverages.items()),
        *((f"documents: filename_words of {each.item}", each.filename_words) for each in rules.documents),
    ):
        if not all(words) or any(word != "".join(word.split()) for word in words):
            raise ValueError(f"claims.toml: {key} must be words without blanks")
    for name, department in rules.departments.items():
        if not PHONE.match(strip_separators(department.phone)):
            raise ValueError(f"claims.toml: departments.{name} has no telephone number: {department.phone}")


def _validate_usual_path(rules: ClaimRules) -> None:
    for key, names, known in (
        ("usual_stages", rules.usual_stages, set(STAGES)),
        ("usual_transitions", rules.usual_transitions, set(TRANSITIONS)),
    ):
        if unknown := set(names) - known:
            raise ValueError(f"claims.toml: {key} has unknown names: {', '.join(sorted(unknown))}")
        if not names or len(names) != len(set(names)):
            raise ValueError(f"claims.toml: {key} must have names, each once")
    if rules.usual_stages[0] != "received":
        raise ValueError("claims.toml: usual_stages must begin with received")


def _validate_times(rules: ClaimRules) -> None:
    for name, window in rules.appointments.windows.items():
        if not 0 <= window.start < window.end <= 24 or window.end - window.start < rules.appointments.lead_hours:
            raise ValueError(f"claims.toml: window {name} can't be booked")
    if not rules.appointments.windows:
        raise ValueError("claims.toml: there must be a window for calls")
    for name, stage in rules.stages.items():
        if not all(0 <= days <= MAX_STAGE_DAYS for days in (stage.days, stage.business_days)):
            raise ValueError(f"claims.toml: stages.{name} must be between 0 and {MAX_STAGE_DAYS} days")
        if stage.days and stage.business_days:
            raise ValueError(f"claims.toml: stages.{name} takes calendar days or business days, not both")
    if not rules.stages["received"].days and not rules.stages["received"].business_days:
        raise ValueError("claims.toml: stages.received needs days or business_days: the bot names the day to customers")
