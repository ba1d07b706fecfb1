"""Which news are pushed (`config/notifications.toml`): typed, read once, checked when read."""

import tomllib
from fnmatch import fnmatchcase
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG, Sections
from chalicelib.content.messages import Speaker


class NewsKind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of news: the codes of notices, or the speakers, that it is about; `*` stands for anything."""

    codes: tuple[str, ...]
    on: bool = True


class PushRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an insurer decides about pushes. `kinds` in the order in which they are tried."""

    quiet_minutes: int
    silent: tuple[str, ...]
    kinds: dict[str, NewsKind]


@cache
def push_rules() -> PushRules:
    """The rules. Raises msgspec.ValidationError where they have the wrong shape."""
    return msgspec.convert(tomllib.loads((CONFIG / "notifications.toml").read_text("utf-8")), PushRules)


def kind_of(code: str, rules: PushRules) -> str:
    """The kind of news that a code is, the first that fits; "" for what isn't pushed."""
    if code in rules.silent:
        return ""
    for name, kind in rules.kinds.items():
        if any(fnmatchcase(code, pattern) for pattern in kind.codes):
            return name if kind.on else ""
    return ""


def check(rules: PushRules, texts: Sections) -> None:
    """Raises ValueError naming the first thing wrong. Names are kept short: they are part of a key of 64 bytes."""
    known = {*(speaker.value for speaker in Speaker), *texts["notices"], "upload.quarantined"}
    known |= {f"claim.{code}" for code in texts["claims"]}
    if rules.quiet_minutes < 0:
        raise ValueError("notifications.toml: quiet_minutes can't be negative")
    for name, kind in rules.kinds.items():
        if name not in texts["push"] or len(name) > 20:
            raise ValueError(f"notifications.toml: {name} has no text in section push, or is too long")
        for pattern in kind.codes:
            if not any(fnmatchcase(code, pattern) for code in known):
                raise ValueError(f"notifications.toml: {name} names nothing that is said: {pattern}")
    for code in rules.silent:
        if code not in known:
            raise ValueError(f"notifications.toml: silent names nothing that is said: {code}")
