"""The insurer's rules for files (`config/files.toml`): typed, read once, checked when read. Sizes in bytes."""

import tomllib
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG
from chalicelib.content.message_bodies import FileKind

MOST_SECONDS = 7 * 24 * 3600
"""An address signed V4 is good for no longer than seven days."""


class KindRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of file: how large (`most`, and `pixels` or `pages` where it has them), and the names it comes under."""

    most: int
    suffixes: tuple[str, ...]
    pixels: int = 0
    pages: int = 0


class UploadRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything an insurer decides about files."""

    part_size: int
    address_seconds: int
    link_seconds: int
    most_open: int
    kinds: dict[FileKind, KindRule]


@cache
def upload_rules() -> UploadRules:
    """The rules. Raises msgspec.ValidationError where they have the wrong shape."""
    return msgspec.convert(tomllib.loads((CONFIG / "files.toml").read_text("utf-8")), UploadRules)


def check(rules: UploadRules) -> None:
    """Raises ValueError naming the first thing wrong. S3 takes parts of 5 MB and more, and 10,000 of them."""
    if set(rules.kinds) != {"photo", "film", "pdf", "signature"}:
        raise ValueError("files.toml: kinds must be photo, film, pdf, signature")
    if rules.part_size < 5 * 1024 * 1024:
        raise ValueError("files.toml: part_size must be 5 MB at least")
    if not all(1 <= seconds <= MOST_SECONDS for seconds in (rules.address_seconds, rules.link_seconds)):
        raise ValueError(f"files.toml: address_seconds and link_seconds must be 1 to {MOST_SECONDS}")
