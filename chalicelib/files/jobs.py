"""Asking for a check, being told by S3 that a file has come and by EventBridge that it was scanned: one queue brings
all of them."""

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
    """Ours has `upload`; S3's has `Records`, and its test message at set-up neither; GuardDuty's has `detail`."""

    upload: str = ""
    Records: tuple[_Record, ...] = ()
    detail: _Detail = _Detail()


_decode = msgspec.json.Decoder(_Message).decode


def read_uploads(body: str) -> tuple[str, ...]:
    """The uploads that a message is about. Raises msgspec.MsgspecError."""
    message = _decode(body)
    keys = [unquote_plus(record.s3.object.key) for record in message.Records]
    keys.append(message.detail.of.object_key)
    told = tuple(key.removeprefix(INCOMING) for key in keys if key.startswith(INCOMING))
    return (*told, message.upload) if message.upload else told


class QueueChecks:
    """Asks for checks on a queue."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def __call__(self, upload: str) -> None:
        """Asks for the check of an upload."""
        self._send({"upload": upload}, 0)
