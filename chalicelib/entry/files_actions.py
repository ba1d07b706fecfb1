"""Actions of files."""

from chalicelib.entry.action import action
from chalicelib.entry.protocol import files as c
from chalicelib.files import service
from chalicelib.kernel.actors import Actor
from chalicelib.processes import file_commands
from chalicelib.queries.file_access import own_upload
from chalicelib.queries.files import list_files, upload_view_for
from chalicelib.services import Services


@action(c.UploadCommand, c.UploadTarget)
def _upload(services: Services, actor: Actor, command: c.UploadCommand) -> c.UploadTarget:
    request = service.UploadRequest(command.client_id, command.name, command.size, command.type, command.purpose)
    return _upload_target(services, file_commands.start_upload(services, actor, command.conversation, request))


@action(c.UploadPartsCommand, c.UploadTarget)
def _upload_parts(services: Services, actor: Actor, command: c.UploadPartsCommand) -> c.UploadTarget:
    upload = own_upload(services, actor, command.upload, "upload_parts")
    return _upload_target(services, service.upload_plan(services.files(), upload))


def _upload_target(services: Services, plan: service.UploadPlan) -> c.UploadTarget:
    rules = services.files().rules
    return c.UploadTarget(
        upload=upload_view_for(services, plan.upload),
        parts=tuple(c.UploadPart(part.number, url) for part, url in plan.parts),
        part_size=rules.part_size,
        received_bytes=plan.received_bytes,
        expires_in=rules.put_url_seconds,
    )


@action(c.UploadedCommand, c.UploadShown)
def _uploaded(services: Services, actor: Actor, command: c.UploadedCommand) -> c.UploadShown:
    upload = own_upload(services, actor, command.upload, "uploaded")
    return c.UploadShown(upload_view_for(services, service.complete_upload(services.files(), upload), actor.locale))


@action(c.DiscardCommand, c.UploadShown)
def _discard(services: Services, actor: Actor, command: c.DiscardCommand) -> c.UploadShown:
    upload = file_commands.discard_unchecked_upload(services, own_upload(services, actor, command.upload, "discard"))
    return c.UploadShown(upload_view_for(services, upload, actor.locale))


@action(c.GetFileCommand, c.FileLink)
def _get_file(services: Services, actor: Actor, command: c.GetFileCommand) -> c.FileLink:
    url = file_commands.signed_file_url(services, actor, command.upload, command.variant)
    return c.FileLink(url, services.files().rules.get_url_seconds)


@action(c.FilesCommand, c.FileList)
def _files(services: Services, actor: Actor, command: c.FilesCommand) -> c.FileList:
    return c.FileList(list_files(services, actor, command.conversation))
