"""Validates the rules for claims: values, and references between sections."""

from chalicelib.claims.rules import CARD_BUTTONS, DOCUMENT_FIELDS, STAGES, USUAL_STAGES, ClaimRules
from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.content.config_files import require_between
from chalicelib.content.forms import PHONE, strip_separators


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
    _validate_cards(rules)
    _validate_documents(rules)
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
            if high:
                require_between("claims.toml", f"{prefix}{name}", getattr(table, name), low, high)
    if rules.delay_notices_from_hour >= rules.delay_notices_until_hour:
        raise ValueError("claims.toml: delay_notices_from_hour must be before delay_notices_until_hour")


def _validate_words(rules: ClaimRules) -> None:
    """An empty word is a part of every text."""
    for key, words in (
        ("third_party_property_words", rules.third_party_property_words),
        ("own_people_words", rules.own_people_words),
        ("other_people_words", rules.other_people_words),
        ("hurt_words", rules.hurt_words),
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
    _validate_calendar_day_periods(rules)
    if not rules.stages["received"].days and not rules.stages["received"].business_days:
        raise ValueError("claims.toml: stages.received needs days or business_days: the bot names the day to customers")


def _validate_calendar_day_periods(rules: ClaimRules) -> None:
    """Each is a period in calendar days, and says which law or terms count them."""
    stages = {f"stages.{name}" for name, stage in rules.stages.items() if stage.days}
    if unknown := set(rules.calendar_day_periods) - stages - {"appeal_days", "appointments.letter_days"}:
        raise ValueError(f"claims.toml: calendar_day_periods has no period in days: {', '.join(sorted(unknown))}")
    for name, source in rules.calendar_day_periods.items():
        if not source.strip():
            raise ValueError(f"claims.toml: calendar_day_periods: {name} must name its source")


def _validate_cards(rules: ClaimRules) -> None:
    if unknown := set(rules.request_account_on) - set(TRANSITIONS):
        raise ValueError(f"claims.toml: request_account_on has unknown names: {', '.join(sorted(unknown))}")
    for code, card in rules.cards.items():
        if stray := set(card.buttons) - CARD_BUTTONS:
            raise ValueError(f"claims.toml: cards.{code} has buttons that open nothing: {', '.join(sorted(stray))}")


def _validate_documents(rules: ClaimRules) -> None:
    for each in rules.documents:
        if each.from_stage not in USUAL_STAGES:
            raise ValueError(
                f"claims.toml: documents: {each.item} from_stage is none of the usual path: {each.from_stage}"
            )
        if each.signed and (each.optional or each.on_request or each.known_from):
            raise ValueError(f"claims.toml: documents: {each.item} is signed in the chat, so it is asked for")

    if set(rules.document_forms) != {each.item for each in rules.documents if each.signed}:
        raise ValueError("claims.toml: document_forms must be the documents that are signed in the chat")
    for item, fields in rules.document_forms.items():
        if unknown := set(fields) - DOCUMENT_FIELDS:
            raise ValueError(f"claims.toml: document_forms.{item} has unknown fields: {', '.join(sorted(unknown))}")
