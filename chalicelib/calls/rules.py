"""Rules of calls due (`config/calls.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between
from chalicelib.content.configuration import LOCALES, queues, texts
from chalicelib.content.forms import MAIL_ADDRESS

MAX_MINUTES = 24 * 60


class ReferralDepartment(Struct, frozen=True, forbid_unknown_fields=True):
    """A department that customers are referred to: the queue that makes its calls, and its mailbox."""

    queue: str
    mail: str


class CallRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When calls are offered and late, and what may become of them; see `calls.toml`."""

    window_minutes: int
    first_hour: int
    last_hour: int
    lead_minutes: int
    offered: int
    late_after_minutes: int
    message_minutes: int
    attempts: int
    claims_queue: str
    outcomes: tuple[str, ...]
    repeated: tuple[str, ...]
    departments: dict[str, ReferralDepartment]


@cache
def call_rules() -> CallRules:
    """The rules of `calls.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("calls.toml", CallRules)


def validate_call_rules(rules: CallRules) -> None:
    """Raises ValueError that names the first error."""
    for name, low, high in (
        ("window_minutes", 15, 240),
        ("first_hour", 0, 22),
        ("last_hour", rules.first_hour + 1, 24),
        ("lead_minutes", 0, MAX_MINUTES),
        ("offered", 1, 20),
        ("late_after_minutes", 1, rules.window_minutes),
        ("message_minutes", 1, MAX_MINUTES),
        ("attempts", 1, 10),
    ):
        require_between("calls.toml", name, getattr(rules, name), low, high)
    if rules.claims_queue not in queues():
        raise ValueError(f"calls.toml: claims_queue names no queue: {rules.claims_queue}")
    for name, department in rules.departments.items():
        if department.queue not in queues() or not MAIL_ADDRESS.fullmatch(department.mail):
            raise ValueError(f"calls.toml: departments.{name} needs a queue of queues.toml and a mail address")
        for locale in LOCALES:
            if name not in texts(locale).sections["referral_departments"]:
                raise ValueError(f"texts/{locale}.toml: referral_departments has no label for {name} of calls.toml")
    if not set(rules.repeated) < set(rules.outcomes):
        raise ValueError("calls.toml: repeated must name outcomes, and leave one that ends a call")
