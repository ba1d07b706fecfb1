"""The insurer's rules for files (`config/files.toml`). Sizes in bytes."""

import tomllib
from functools import cache

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG
from chalicelib.content.message_bodies import FileKind

MAX_URL_SECONDS = 7 * 24 * 3600
"""Maximum lifetime of a presigned URL, in seconds: Signature Version 4 allows seven days."""

MAX_FILE_SIZE = 5 * 1024**3
"""Maximum size of a file, in bytes: S3 accepts an object of 5 GB in one request, and parts up to that size."""

MAX_OPEN = 1_000
"""Maximum of `max_open`."""

MAX_UPLOAD_DAYS = 7
"""Maximum of `upload_expiry_days`: the bucket deletes parts and unchecked files then (`resources.json`)."""

CHECK_DEADLINE_HOURS = (2, 6 * 24)
"""Range of `check_deadline_hours`: longer than the wait for the malware scanner, less than the bucket keeps files."""

MAX_SLOW_CHECK_SECONDS = 24 * 3600
"""Maximum of `slow_check_seconds`."""

MAX_PIXELS = 200_000_000
"""Maximum of `pixels`: the memory of the function that inspects holds three bytes of each."""

MAX_PAGES = 10_000
"""Maximum of `pages`."""


class FileKindRule(Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of a kind of file, and the suffixes of its names. `pixels` and `pages`: 0 where a kind has none."""

    max_size: int
    suffixes: tuple[str, ...]
    pixels: int = 0
    pages: int = 0


class FileRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`part_size` is the size of a part of a multipart upload, `max_open` the limit of unfinished uploads in a
    conversation. `put_url_seconds` and `get_url_seconds` are lifetimes of presigned URLs for PUT and for GET. An upload
    without bytes is discarded after `upload_expiry_days`; a file whose check has no result `check_deadline_hours` after
    its arrival is quarantined, and its sender is asked to send it again. After `slow_check_seconds` the customers' page
    says that a check takes long."""

    part_size: int
    put_url_seconds: int
    get_url_seconds: int
    max_open: int
    upload_expiry_days: int
    check_deadline_hours: int
    slow_check_seconds: int
    kinds: dict[FileKind, FileKindRule]

    @property
    def upload_expiry_ms(self) -> int:
        return self.upload_expiry_days * 24 * 60 * 60_000

    @property
    def check_deadline_ms(self) -> int:
        return self.check_deadline_hours * 60 * 60_000

    @property
    def accepted_suffixes(self) -> tuple[str, ...]:
        """Suffixes of the files that a person may choose. Signatures are drawn on the page."""
        return tuple(suffix for kind, rule in self.kinds.items() if kind != "signature" for suffix in rule.suffixes)


@cache
def file_rules() -> FileRules:
    """The rules of `files.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return msgspec.convert(tomllib.loads((CONFIG / "files.toml").read_text("utf-8")), FileRules)


def validate_file_rules(rules: FileRules) -> None:
    """Raises ValueError that names the first error. S3 accepts parts of at least 5 MiB."""
    if set(rules.kinds) != {"photo", "video", "pdf", "signature"}:
        raise ValueError("files.toml: kinds must be photo, video, pdf, signature")
    if not 5 * 1024 * 1024 <= rules.part_size <= MAX_FILE_SIZE:
        raise ValueError(f"files.toml: part_size must be 5 MB at least and {MAX_FILE_SIZE} bytes at most")
    if not 1 <= rules.max_open <= MAX_OPEN:
        raise ValueError(f"files.toml: max_open must be between 1 and {MAX_OPEN}")
    if not 1 <= rules.upload_expiry_days <= MAX_UPLOAD_DAYS:
        raise ValueError(f"files.toml: upload_expiry_days must be between 1 and {MAX_UPLOAD_DAYS}")
    low, high = CHECK_DEADLINE_HOURS
    if not low <= rules.check_deadline_hours <= high:
        raise ValueError(f"files.toml: check_deadline_hours must be between {low} and {high}")
    if not 1 <= rules.slow_check_seconds <= MAX_SLOW_CHECK_SECONDS:
        raise ValueError(f"files.toml: slow_check_seconds must be between 1 and {MAX_SLOW_CHECK_SECONDS}")
    for name, kind in rules.kinds.items():
        _validate_kind(name, kind)
    if not all(1 <= seconds <= MAX_URL_SECONDS for seconds in (rules.put_url_seconds, rules.get_url_seconds)):
        raise ValueError(f"files.toml: put_url_seconds and get_url_seconds must be 1 to {MAX_URL_SECONDS}")


def _validate_kind(name: FileKind, kind: FileKindRule) -> None:
    if not 1 <= kind.max_size <= MAX_FILE_SIZE:
        raise ValueError(f"files.toml: kinds.{name}.max_size must be between 1 and {MAX_FILE_SIZE}")
    if not kind.suffixes or any(not each.isalnum() or each != each.casefold() for each in kind.suffixes):
        raise ValueError(f"files.toml: kinds.{name}.suffixes must be lower-case suffixes without a dot")
    for key, value, high, has_limit in (
        ("pixels", kind.pixels, MAX_PIXELS, name in ("photo", "signature")),
        ("pages", kind.pages, MAX_PAGES, name == "pdf"),
    ):
        if has_limit and not 1 <= value <= high:
            raise ValueError(f"files.toml: kinds.{name}.{key} must be between 1 and {high}")
        if value and not has_limit:
            raise ValueError(f"files.toml: kinds.{name} has no {key}")
