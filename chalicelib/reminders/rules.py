"""When reminders are sent (`config/reminders.toml`)."""

from functools import cache, partial

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require, require_between
from chalicelib.content.configuration import Sections, topics

_require = partial(require, "reminders.toml")
_require_between = partial(require_between, "reminders.toml")

LEGAL_FIRST, LEGAL_SECOND = (75, 30), (30, 10)
"""Days before the end between which the law asks for a notice (자동차손해배상 보장법 제6조)."""
LEGAL_FACTS = ("plates", "uninsured_driving", "fine")
"""What each of the notices has to say (시행규칙 제2조)."""


class QuietHours(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is sent from `from_hour` until `until_hour` of the next day, in Seoul."""

    from_hour: int
    until_hour: int


class NoticeWindow(Struct, frozen=True, forbid_unknown_fields=True):
    """Days before the end of a contract: the first and the last on which a notice is sent, and the best one."""

    from_days: int
    to_days: int
    best_days: int


class ExpiryRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The notices of expiry; none for contracts of up to `short_term_months`. `facts` are what each of them says."""

    first: NoticeWindow
    second: NoticeWindow
    short_term_months: int
    facts: tuple[str, ...]


class FriendlyRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The other reminders: days after (or before) what they are about, and for how many days they still make sense.

    `odometer_days` are the days before the photo's time ends, which is `odometer_until_months` after the contract; it
    begins `odometer_from_months` before. Without the photo, `odometer_missed_km` a year are assumed.
    """

    payment_after_days: int
    plug_after_days: int
    documents_after_days: int
    appointment_before_hours: int
    valid_days: int
    odometer_days: tuple[int, ...]
    odometer_from_months: int
    odometer_until_months: int
    odometer_missed_km: int


class ReminderRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`topic` is that of the conversation which a reminder opens where the customer has none; `sms`: whether a text
    message goes to customers whom no push can reach."""

    topic: str
    sms: bool
    at_once: int
    quiet: QuietHours
    expiry: ExpiryRules
    friendly: FriendlyRules


@cache
def reminder_rules() -> ReminderRules:
    """The rules of `reminders.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("reminders.toml", ReminderRules)


def validate_reminder_rules(rules: ReminderRules, texts: Sections) -> None:
    """Raises ValueError that names the first error."""
    _require(rules.topic in topics(), f"topic is no topic of queues.toml: {rules.topic}")
    _require_between("at_once", rules.at_once, 1, 1000)
    quiet = rules.quiet
    _require(0 <= quiet.until_hour < quiet.from_hour <= 24, "quiet: until_hour is before from_hour, within a day")
    _require(quiet.from_hour - quiet.until_hour >= 4, "quiet: leave four hours of a day at least")
    for name, (most, least) in (("first", LEGAL_FIRST), ("second", LEGAL_SECOND)):
        window: NoticeWindow = getattr(rules.expiry, name)
        lawful = least <= window.to_days <= window.best_days <= window.from_days <= most
        _require(lawful, f"expiry.{name}: the law asks for {most} to {least} days before the end")
        _require(window.best_days > window.to_days, f"expiry.{name}: best_days leaves a day for quiet hours")
    _require(rules.expiry.short_term_months == 1, "expiry.short_term_months: the law says 1")
    _require(sorted(rules.expiry.facts) == sorted(LEGAL_FACTS), f"expiry.facts: all of {', '.join(LEGAL_FACTS)}")
    _require(set(texts["reminder_facts"]) == set(LEGAL_FACTS), "texts: reminder_facts says each of expiry.facts")
    _validate_friendly(rules.friendly)


def _validate_friendly(rules: FriendlyRules) -> None:
    for name, low, high in (
        ("payment_after_days", 1, 30),
        ("plug_after_days", 1, 30),
        ("documents_after_days", 1, 30),
        ("appointment_before_hours", 2, 72),
        ("valid_days", 1, 60),
        ("odometer_from_months", 1, 6),
        ("odometer_until_months", 1, 6),
        ("odometer_missed_km", 1, 100_000),
    ):
        _require_between(f"friendly.{name}", getattr(rules, name), low, high)
    days = rules.odometer_days
    _require(bool(days) and list(days) == sorted(set(days), reverse=True), "friendly.odometer_days: days fall")
    _require(min(days) >= 0 and max(days) <= 30, "friendly.odometer_days: set them between 0 and 30")
