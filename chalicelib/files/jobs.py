"""The queue of checks. Its messages come from the centre (a requested check), from S3 (an object was created) and from
EventBridge (GuardDuty has scanned an object)."""

from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus

import msgspec
from msgspec import Struct

INCOMING = "incoming/"


class _Key(Struct):
    key: str


class _Object(Struct):
    object: _Key


class _Record(Struct):
    s3: _Object


class _Scanned(Struct, frozen=True, rename="camel"):
    object_key: str = ""


class _Detail(Struct, frozen=True, rename={"of": "s3ObjectDetails"}):
    of: _Scanned = _Scanned()


class _Message(Struct):
    """The centre's messages have `upload`, S3's `Records` (its test message has neither), GuardDuty's `detail`."""

    upload: str = ""
    Records: tuple[_Record, ...] = ()
    detail: _Detail = _Detail()


_decode = msgspec.json.Decoder(_Message).decode


def uploads_to_check(body: str) -> tuple[str, ...]:
    """The ids of the uploads in a message. Raises msgspec.MsgspecError."""
    message = _decode(body)
    keys = [unquote_plus(record.s3.object.key) for record in message.Records]
    keys.append(message.detail.of.object_key)
    uploads = tuple(key.removeprefix(INCOMING) for key in keys if key.startswith(INCOMING))
    return (*uploads, message.upload) if message.upload else uploads


class CheckQueue:
    """Requests checks on SQS."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def __call__(self, upload: str) -> None:
        """Requests the check of an upload."""
        self._send({"upload": upload}, 0)
