"""Which messages are pushed, by category (`config/notifications.toml`)."""

from fnmatch import fnmatchcase
from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules
from chalicelib.content.configuration import Sections
from chalicelib.content.messages import Speaker

MAX_QUIET_MINUTES = 24 * 60


class PushCategory(Struct, frozen=True, forbid_unknown_fields=True):
    """A category of pushes. `codes` are patterns of notice codes and speakers; `*` matches anything. A category that is
    not `on` is never pushed."""

    codes: tuple[str, ...]
    on: bool = True


class PushRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`categories` are tried in their order. `silent` codes are never pushed. After a push its category pauses for
    `quiet_minutes`. `web_push_hosts` are the push services of browsers that are posted to; `*.` stands for any
    subdomain."""

    quiet_minutes: int
    silent: tuple[str, ...]
    categories: dict[str, PushCategory]
    web_push_hosts: tuple[str, ...] = ()


def validate_push_hosts(rules: PushRules) -> None:
    """Raises ValueError unless they are hosts."""
    if not rules.web_push_hosts or not all("." in each and "/" not in each for each in rules.web_push_hosts):
        raise ValueError("notifications.toml: web_push_hosts names hosts such as fcm.googleapis.com")


@cache
def push_rules() -> PushRules:
    """The rules of `notifications.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("notifications.toml", PushRules)


def push_category(code: str, rules: PushRules) -> str:
    """The name of the first category that matches a code; "" for a code that isn't pushed."""
    if code in rules.silent:
        return ""
    for name, category in rules.categories.items():
        if any(fnmatchcase(code, pattern) for pattern in category.codes):
            return name if category.on else ""
    return ""


def validate_push_rules(rules: PushRules, texts: Sections) -> None:
    """Raises ValueError that names the first error. Category names are part of the collapse key: APNs limits it to 64
    bytes."""
    known = {*(speaker.value for speaker in Speaker), *texts["notices"], "upload.quarantined"}
    known |= {f"claim.{code}" for code in texts["claims"]}
    if not 0 <= rules.quiet_minutes <= MAX_QUIET_MINUTES:
        raise ValueError(f"notifications.toml: quiet_minutes must be between 0 and {MAX_QUIET_MINUTES}")
    if not rules.categories:
        raise ValueError("notifications.toml: there must be a category")
    for name, category in rules.categories.items():
        if name not in texts["push"] or len(name) > 20:
            raise ValueError(f"notifications.toml: {name} has no text in section push, or is too long")
        if not category.codes:
            raise ValueError(f"notifications.toml: {name} must have codes; `on = false` turns it off")
        for pattern in category.codes:
            if not any(fnmatchcase(code, pattern) for code in known):
                raise ValueError(f"notifications.toml: {name} names nothing that is said: {pattern}")
    for code in rules.silent:
        if code not in known:
            raise ValueError(f"notifications.toml: silent names nothing that is said: {code}")
