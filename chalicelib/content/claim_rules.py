"""The insurer's rules for claims (`config/claims.toml`): typed, read once, checked when read."""

import tomllib
from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.business_days import BusinessCalendar, business_calendar
from chalicelib.content.configuration import CONFIG

Facts = Mapping[str, str]
"""The accident form: slot → value as stored; what isn't known is absent."""

Condition = dict[str, tuple[str, ...]]
"""Slot → the values it may have; "" among them stands for not known. All must hold."""


class Department(Struct, frozen=True, forbid_unknown_fields=True):
    """Who works on claims; `phone` reaches it."""

    phone: str


class Coverage(Struct, frozen=True, forbid_unknown_fields=True):
    """What a contract pays for. `insured_as`: its names in contracts. `shared_liability`: whether the liability
    shares have to be agreed on with the other side."""

    department: str
    insured_as: tuple[str, ...]
    shared_liability: bool


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """An accident of this kind opens this coverage."""

    coverage: str
    when: Condition


class Informing(Struct, frozen=True, forbid_unknown_fields=True):
    """An accident of this kind is told to this department, without a coverage of its own."""

    department: str
    when: Condition


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """A stage; what comes next (texts, section `next`) is promised after so many calendar `days` or `business_days`,
    where both are 0 nothing is."""

    days: int = 0
    business_days: int = 0


class PaperRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper of the checklist; needed by `coverages` (all, if none is named) in the circumstances of `when`.

    `like`: words of a file's name that tell what it is; `photos`: an unnamed photo is taken for this.
    """

    item: str
    coverages: tuple[str, ...] = ()
    when: Condition = {}
    optional: bool = False
    like: tuple[str, ...] = ()
    photos: bool = False


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a business day in which people call, from the hour `start` to the hour `end`."""

    start: int
    end: int


class Appointments(Struct, frozen=True, forbid_unknown_fields=True):
    """When people call or write. A window can be booked until `lead_hours` before its end. Windows by name, in the
    order of the day."""

    letter_days: int
    lead_hours: int
    windows: dict[str, Window]


class ClaimRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an insurer decides about claims. Amounts in won, `*_days` in days. `others_property`: words, without
    blanks, of a description that tell of damage to somebody's property; `places_share`: words, without blanks, that
    many places have in their names."""

    identity_hold_from: int
    advance_percent: int
    advance_most: int
    payment_days: int
    appeal_days: int
    notice_days: int
    notices_from: int
    notices_until: int
    duplicate_hours: int
    duplicate_metres: int
    places_share: tuple[str, ...]
    appointments: Appointments
    departments: dict[str, Department]
    coverages: dict[str, Coverage]
    opens: tuple[Opening, ...]
    others_property: tuple[str, ...]
    informs: tuple[Informing, ...]
    stages: dict[str, Stage]
    papers: tuple[PaperRule, ...]
    calendar: BusinessCalendar


STAGES = (
    "received", "assigned", "investigating", "documents_pending", "liability_negotiation", "dispute", "assessed",
    "identity_hold", "approved", "paid", "closed", "denied", "withdrawn", "duplicate",
)  # fmt: skip
"""The stages of a coverage. Their order and transitions are rules (claims/steps.py), their words are configuration."""


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether an accident is of this kind."""
    return all(facts.get(slot, "") in values for slot, values in condition.items())


@cache
def claim_rules() -> ClaimRules:
    """The rules, with the calendar that they count by. Raises msgspec.ValidationError where they have the wrong shape,
    ValueError where a calendar's file has."""
    rules = tomllib.loads((CONFIG / "claims.toml").read_text("utf-8"))
    return msgspec.convert({**rules, "calendar": business_calendar()}, ClaimRules)


def validate_claim_rules(rules: ClaimRules) -> None:
    """Checks what refers to what. Raises ValueError naming the first thing wrong."""
    if set(rules.stages) != set(STAGES):
        raise ValueError(f"claims.toml: stages must be {', '.join(STAGES)}")
    if not 0 <= rules.advance_percent <= 100:
        raise ValueError("claims.toml: advance_percent is a share of a hundred")
    if rules.duplicate_metres <= 0:
        raise ValueError("claims.toml: duplicate_metres must be above 0")
    if wrong := [word for word in rules.places_share if len(word) < 2 or not word.isalnum() or word != word.casefold()]:
        raise ValueError(f"claims.toml: places_share takes small letters without blanks, two at least: {wrong[0]}")
    _check_times(rules)
    for name, coverage in rules.coverages.items():
        if coverage.department not in rules.departments:
            raise ValueError(f"claims.toml: {name} names no department: {coverage.department}")
    named = {opening.coverage for opening in rules.opens}.union(*(paper.coverages for paper in rules.papers))
    if unknown := named - set(rules.coverages):
        raise ValueError(f"claims.toml: no such coverage: {', '.join(sorted(unknown))}")
    if unknown := {informing.department for informing in rules.informs} - set(rules.departments):
        raise ValueError(f"claims.toml: no such department: {', '.join(sorted(unknown))}")


def _check_times(rules: ClaimRules) -> None:
    for name, window in rules.appointments.windows.items():
        if not 0 <= window.start < window.end <= 24 or window.end - window.start < rules.appointments.lead_hours:
            raise ValueError(f"claims.toml: window {name} can't be booked")
    if not rules.appointments.windows:
        raise ValueError("claims.toml: there must be a window for calls")
    for name, stage in rules.stages.items():
        if min(stage.days, stage.business_days) < 0 or (stage.days and stage.business_days):
            raise ValueError(f"claims.toml: {name} promises calendar days or business days, not both")
