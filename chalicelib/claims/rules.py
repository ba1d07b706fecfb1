"""Rules for claims that the insurer edits (`config/claims.toml`)."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from chalicelib.content.business_days import BusinessCalendar, business_calendar
from chalicelib.content.config_files import read_toml
from chalicelib.content.configuration import SlotCondition

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

    It is asked for from the stage `from_stage` on. `source` says where customers get it. `known_from`: the insurer has
    it already where the claim has this. `on_request`: only adjusters ask for it. `signed`: it is filled in and signed
    in the chat. `filename_words` are words of a file's name that suggest this document. `accepts_unnamed_photos`: it
    is suggested for a photo whose name matches no document.
    """

    item: str
    source: str
    coverages: tuple[str, ...] = ()
    when: SlotCondition = {}
    from_stage: str = "received"
    optional: bool = False
    on_request: bool = False
    known_from: Literal["", "contract", "account"] = ""
    signed: bool = False
    filename_words: tuple[str, ...] = ()
    accepts_unnamed_photos: bool = False


DOCUMENT_FIELDS = frozenset({"claimant", "phone", "occurred_at", "place", "description"})
"""What a form that is signed in the chat can ask for. It is filled with what claim and contract know."""

CARD_BUTTONS = frozenset({"account", "dispute", "letter", "documents"})
"""What a button of a card opens on the customer's page."""


class CardRule(Struct, frozen=True, forbid_unknown_fields=True):
    """The card of an event in the customer's thread. A row `a|b` is the first of the two whose values are known.
    `buttons` are some of `CARD_BUTTONS`."""

    rows: tuple[str, ...]
    buttons: tuple[str, ...] = ()

    @property
    def row_names(self) -> frozenset[str]:
        """The names of all rows, alternatives too."""
        return frozenset(name for row in self.rows for name in row.split("|"))


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
    own_people_words: tuple[str, ...]
    other_people_words: tuple[str, ...]
    hurt_words: tuple[str, ...]
    without_counterparty: tuple[SlotCondition, ...]
    event_with_of_type: dict[str, str]
    usual_stages: tuple[str, ...]
    usual_transitions: tuple[str, ...]
    request_account_on: tuple[str, ...]
    cards: dict[str, CardRule]
    thread_steps: tuple[str, ...]
    appointments: AppointmentRules
    departments: dict[str, Department]
    coverages: dict[str, Coverage]
    exposures: tuple[ExposureRule, ...]
    department_notifications: tuple[DepartmentNotificationRule, ...]
    stages: dict[str, StageRule]
    calendar_day_periods: dict[str, str]
    documents: tuple[DocumentRule, ...]
    document_forms: dict[str, tuple[str, ...]]
    calendar: BusinessCalendar


USUAL_STAGES = (
    "received", "assigned", "investigating", "liability_negotiation", "assessed", "approved", "paid",
)  # fmt: skip
"""Stages of the usual path up to the payment, in order; the others are detours and ends."""

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
    return msgspec.convert({**read_toml("claims.toml"), "calendar": business_calendar()}, ClaimRules)
