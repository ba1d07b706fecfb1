"""Messages of the queue `contract-feeds`: files that S3 names, rows of the core system, and the centre's own jobs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.contracts.decoding import read_json

INCOMING = "in/"
NO_VERSION = "null"
"""The version of objects in a bucket without versions."""


class LoadFile(Struct, frozen=True, tag_field="job", tag="load_file"):
    """A version of an object to load. `at`: when it was put there, in ms since 1970 UTC."""

    key: str
    version: str
    at: int


class CheckCrash(Struct, frozen=True, tag_field="job", tag="check_crash"):
    """A customer who was asked after a crash: have they answered?"""

    conversation: str


class PlanReminders(Struct, frozen=True, tag_field="job", tag="plan_reminders"):
    """Customers whose contracts changed: what are they to be reminded of?"""

    customers: tuple[str, ...]


FeedJob = LoadFile | CheckCrash | PlanReminders
"""What the centre asks itself to do."""


class FeedMessage(Struct, frozen=True):
    """Rows of the core system: `kind` as in the formats, `at` the version of rows without one, in ms since 1970 UTC."""

    kind: str
    rows: tuple[Any, ...]
    id: str = ""
    at: int | None = None
    schema: int = 1


class _Object(Struct, rename={"version": "versionId"}):
    key: str
    version: str = NO_VERSION


class _Of(Struct):
    object: _Object


class _Record(Struct, rename={"at": "eventTime"}):
    s3: _Of
    at: datetime


class _Notification(Struct):
    """S3's; its test message has no `Records`."""

    Records: tuple[_Record, ...] = ()


_decode_job = msgspec.json.Decoder(FeedJob).decode


def read_feed_message(body: str) -> tuple[FeedJob, ...] | FeedMessage:
    """What a message asks for. Raises msgspec.MsgspecError or ValueError."""
    raw = read_json(body)
    if not isinstance(raw, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one kind of error for all messages that say nothing
    if "job" in raw:
        return (_decode_job(body),)
    if "rows" in raw:
        rows = raw["rows"]
        if not isinstance(rows, list):
            raise ValueError("rows: not a list")
        message = msgspec.convert({**raw, "rows": ()}, FeedMessage)
        return replace(message, rows=tuple(rows))
    return _files(msgspec.json.decode(body, type=_Notification))


def _files(notification: _Notification) -> tuple[FeedJob, ...]:
    found = [(each.s3.object, each.at) for each in notification.Records]
    keys = [(unquote_plus(each.key), each.version, at) for each, at in found]
    return tuple(
        LoadFile(key, version, int(at.timestamp() * 1000)) for key, version, at in keys if key.startswith(INCOMING)
    )


class FeedQueue:
    """Requests jobs on SQS."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def __call__(self, job: FeedJob, delay_s: int) -> None:
        """Requests a job, to begin `delay_s` seconds later (0–900)."""
        self._send(msgspec.to_builtins(job), delay_s)
