"""Commands and results of files."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.claim_views import UploadView
from chalicelib.content.message_bodies import FileName, UploadId
from chalicelib.entry.protocol.base import Command, ConversationId, Result


class UploadCommand(Command, frozen=True):
    """Announces a file of a conversation; the result has the URLs for its bytes. `size` is in bytes, `type` the media
    type given by the device, which tells the kind of a file whose name has no suffix. A repeat of a `client_id`
    (`device:fnumber`) returns the first upload."""

    conversation: ConversationId
    client_id: Annotated[str, Meta(pattern=r"^[a-z0-9]{8,12}:f[1-9][0-9]{0,8}$")]
    name: FileName
    size: Annotated[int, Meta(ge=0, le=10_000_000_000)]
    type: Annotated[str, Meta(max_length=100)] = ""
    purpose: Literal["file", "signature"] = "file"


class UploadPartsCommand(Command, frozen=True):
    """Gets new URLs for the parts that have not arrived."""

    upload: UploadId


class UploadedCommand(Command, frozen=True):
    """All parts are uploaded; starts the inspection."""

    upload: UploadId


class DiscardCommand(Command, frozen=True):
    """Discards a file that has not been sent in a message."""

    upload: UploadId


class GetFileCommand(Command, frozen=True):
    """Gets a URL of a file, valid for some minutes; every one is logged. `original` is for staff only."""

    upload: UploadId
    variant: Literal["thumb", "share", "original"] = "share"


class FilesCommand(Command, frozen=True):
    """Lists the files of a conversation, newest first."""

    conversation: ConversationId


class UploadPart(Struct, frozen=True):
    """A part of a file, uploaded with PUT: `number` from 1, bytes from `(number - 1) * part_size`."""

    number: int
    url: str


class UploadTarget(Result, frozen=True):
    """URLs for the bytes of a file: one PUT per entry of `parts`, with `headers`. Parts not listed have arrived.
    `expires_in` is in seconds, `part_size` and `arrived` in bytes. A file of one part is sent whole."""

    upload: UploadView
    parts: tuple[UploadPart, ...] = ()
    part_size: int = 0
    received_bytes: int = 0
    headers: dict[str, str] = {}
    expires_in: int = 0


class UploadShown(Result, frozen=True):
    """A file after the command."""

    upload: UploadView


class FileLink(Result, frozen=True):
    """A URL of a file, valid for `expires_in` seconds."""

    url: str
    expires_in: int


class FileList(Result, frozen=True):
    """Files, newest first."""

    files: tuple[UploadView, ...]
