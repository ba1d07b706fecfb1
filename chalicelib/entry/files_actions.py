"""Actions of files."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.claim_views import UploadView
from chalicelib.content.message_bodies import FileName, UploadId
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.files import service
from chalicelib.kernel.actors import Actor
from chalicelib.processes import file_commands
from chalicelib.queries.file_access import own_upload
from chalicelib.queries.files import list_files, upload_view_for
from chalicelib.services import Services


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


@action(UploadCommand, UploadTarget)
def _upload(services: Services, actor: Actor, command: UploadCommand) -> UploadTarget:
    request = service.UploadRequest(command.client_id, command.name, command.size, command.type, command.purpose)
    return _upload_target(services, file_commands.start_upload(services, actor, command.conversation, request))


class UploadPartsCommand(Command, frozen=True):
    """Gets new URLs for the parts that have not arrived."""

    upload: UploadId


@action(UploadPartsCommand, UploadTarget)
def _upload_parts(services: Services, actor: Actor, command: UploadPartsCommand) -> UploadTarget:
    upload = own_upload(services, actor, command.upload, "upload_parts")
    return _upload_target(services, service.upload_plan(services.files(), upload))


def _upload_target(services: Services, plan: service.UploadPlan) -> UploadTarget:
    rules = services.files().rules
    return UploadTarget(
        upload=upload_view_for(services, plan.upload),
        parts=tuple(UploadPart(part.number, url) for part, url in plan.parts),
        part_size=rules.part_size,
        received_bytes=plan.received_bytes,
        expires_in=rules.put_url_seconds,
    )


class UploadedCommand(Command, frozen=True):
    """All parts are uploaded; starts the inspection."""

    upload: UploadId


class UploadShown(Result, frozen=True):
    """A file after the command."""

    upload: UploadView


@action(UploadedCommand, UploadShown)
def _uploaded(services: Services, actor: Actor, command: UploadedCommand) -> UploadShown:
    upload = own_upload(services, actor, command.upload, "uploaded")
    return UploadShown(upload_view_for(services, service.complete_upload(services.files(), upload), actor.locale))


class DiscardCommand(Command, frozen=True):
    """Discards a file that has not been sent in a message."""

    upload: UploadId


@action(DiscardCommand, UploadShown)
def _discard(services: Services, actor: Actor, command: DiscardCommand) -> UploadShown:
    upload = file_commands.discard_unchecked_upload(services, own_upload(services, actor, command.upload, "discard"))
    return UploadShown(upload_view_for(services, upload, actor.locale))


class GetFileCommand(Command, frozen=True):
    """Gets a URL of a file, valid for some minutes; every one is logged. `original` is for staff only."""

    upload: UploadId
    variant: Literal["thumb", "share", "original"] = "share"


class FileLink(Result, frozen=True):
    """A URL of a file, valid for `expires_in` seconds."""

    url: str
    expires_in: int


@action(GetFileCommand, FileLink)
def _get_file(services: Services, actor: Actor, command: GetFileCommand) -> FileLink:
    url = file_commands.signed_file_url(services, actor, command.upload, command.variant)
    return FileLink(url, services.files().rules.get_url_seconds)


class FilesCommand(Command, frozen=True):
    """Lists the files of a conversation, newest first."""

    conversation: ConversationId


class FileList(Result, frozen=True):
    """Files, newest first."""

    files: tuple[UploadView, ...]


@action(FilesCommand, FileList)
def _files(services: Services, actor: Actor, command: FilesCommand) -> FileList:
    return FileList(list_files(services, actor, command.conversation))
