"""The insurer's rules for files (`config/files.toml`). Sizes in bytes."""

from functools import cache, partial

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between
from chalicelib.content.message_bodies import FileKind

_require_between = partial(require_between, "files.toml")

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
    return read_rules("files.toml", FileRules)


def validate_file_rules(rules: FileRules) -> None:
    """Raises ValueError that names the first error. S3 accepts parts of at least 5 MiB."""
    if set(rules.kinds) != {"photo", "video", "pdf", "signature"}:
        raise ValueError("files.toml: kinds must be photo, video, pdf, signature")
    if not 5 * 1024 * 1024 <= rules.part_size <= MAX_FILE_SIZE:
        raise ValueError(f"files.toml: part_size must be 5 MB at least and {MAX_FILE_SIZE} bytes at most")
    _require_between("max_open", rules.max_open, 1, MAX_OPEN)
    _require_between("upload_expiry_days", rules.upload_expiry_days, 1, MAX_UPLOAD_DAYS)
    _require_between("check_deadline_hours", rules.check_deadline_hours, *CHECK_DEADLINE_HOURS)
    _require_between("slow_check_seconds", rules.slow_check_seconds, 1, MAX_SLOW_CHECK_SECONDS)
    for name, kind in rules.kinds.items():
        _validate_kind(name, kind)
    if not all(1 <= seconds <= MAX_URL_SECONDS for seconds in (rules.put_url_seconds, rules.get_url_seconds)):
        raise ValueError(f"files.toml: put_url_seconds and get_url_seconds must be 1 to {MAX_URL_SECONDS}")


def _validate_kind(name: FileKind, kind: FileKindRule) -> None:
    _require_between(f"kinds.{name}.max_size", kind.max_size, 1, MAX_FILE_SIZE)
    if not kind.suffixes or any(not each.isalnum() or each != each.casefold() for each in kind.suffixes):
        raise ValueError(f"files.toml: kinds.{name}.suffixes must be lower-case suffixes without a dot")
    for key, value, high, has_limit in (
        ("pixels", kind.pixels, MAX_PIXELS, name in ("photo", "signature")),
        ("pages", kind.pages, MAX_PAGES, name == "pdf"),
    ):
        if has_limit:
            _require_between(f"kinds.{name}.{key}", value, 1, high)
        elif value:
            raise ValueError(f"files.toml: kinds.{name} has no {key}")
