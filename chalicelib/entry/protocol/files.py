"""Files on the wire: what is asked, and what comes back."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.claim_views import UploadView
from chalicelib.content.message_bodies import UploadId
from chalicelib.entry.protocol.base import Command, ConversationId, Result


class UploadCommand(Command, frozen=True):
    """Announces a file of a conversation; the answer says where its bytes go. `size` in bytes, `type` the media type
    as the device names it. A repeat of a `client_id` (`device:fnumber`) gets the first file: none is made twice."""

    conversation: ConversationId
    client_id: Annotated[str, Meta(pattern=r"^[a-z0-9]{8,12}:f[1-9][0-9]{0,8}$")]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=0, le=10_000_000_000)]
    type: Annotated[str, Meta(max_length=100)] = ""
    purpose: Literal["file", "signature"] = "file"


class UploadPartsCommand(Command, frozen=True):
    """Fresh addresses for what has not arrived of a file: after a pause, a lost line, another day."""

    upload: UploadId


class UploadedCommand(Command, frozen=True):
    """All bytes of a file are there; from here on it is checked."""

    upload: UploadId


class DiscardCommand(Command, frozen=True):
    """Takes back a file that isn't sent yet."""

    upload: UploadId


class GetFileCommand(Command, frozen=True):
    """An address that opens a file for a few minutes; every one given is logged. `original` is for staff alone."""

    upload: UploadId
    variant: Literal["thumb", "share", "original"] = "share"


class FilesCommand(Command, frozen=True):
    """The files of a conversation, newest first."""

    conversation: ConversationId


class UploadPart(Struct, frozen=True):
    """A stretch of a file: `number` from 1; its bytes are `(number - 1) * part_size` and on, sent with PUT."""

    number: int
    url: str


class UploadTarget(Result, frozen=True):
    """Where the bytes go: each of `parts` with PUT and `headers`; parts that are not named have arrived. `expires_in`
    seconds; `part_size` and what has `arrived` in bytes. A file of one part is sent whole."""

    upload: UploadView
    parts: tuple[UploadPart, ...] = ()
    part_size: int = 0
    arrived: int = 0
    headers: dict[str, str] = {}
    expires_in: int = 0


class UploadShown(Result, frozen=True):
    """A file as it is now."""

    upload: UploadView


class FileLink(Result, frozen=True):
    """An address that opens a file for `expires_in` seconds."""

    url: str
    expires_in: int


class FileList(Result, frozen=True):
    """Files, newest first."""

    files: tuple[UploadView, ...]


AnyFileCommand = UploadCommand | UploadPartsCommand | UploadedCommand | DiscardCommand | GetFileCommand | FilesCommand
AnyFileResult = UploadTarget | UploadShown | FileLink | FileList
