"""Files on the wire: who may do what, and which use case does it."""

from chalicelib.entry.action import ANYONE, Action
from chalicelib.entry.protocol import files as c
from chalicelib.entry.protocol.base import Command
from chalicelib.files import service
from chalicelib.kernel.actors import Actor
from chalicelib.processes import file_commands
from chalicelib.processes.services import Services


def _upload(services: Services, actor: Actor, command: c.Upload) -> c.Uploading:
    wanted = service.Announced(command.client_id, command.name, command.size, command.type, command.purpose)
    return _way(services, file_commands.announce(services, actor, command.conversation, wanted))


def _parts(services: Services, actor: Actor, command: c.Parts) -> c.Uploading:
    upload = file_commands.own(services, actor, command.upload)
    return _way(services, service.way(services.files(), upload))


def _way(services: Services, way: service.Way) -> c.Uploading:
    rules = services.files().rules
    return c.Uploading(
        upload=file_commands.shown(services, way.upload),
        parts=tuple(c.Part(stretch.number, url) for stretch, url in way.parts),
        part_size=rules.part_size,
        arrived=way.arrived,
        expires_in=rules.address_seconds,
    )


def _uploaded(services: Services, actor: Actor, command: c.Uploaded) -> c.UploadShown:
    upload = file_commands.own(services, actor, command.upload)
    return c.UploadShown(file_commands.shown(services, service.uploaded(services.files(), upload), actor.locale))


def _discard(services: Services, actor: Actor, command: c.Discard) -> c.UploadShown:
    upload = file_commands.discard(services, file_commands.own(services, actor, command.upload))
    return c.UploadShown(file_commands.shown(services, upload, actor.locale))


def _fetch(services: Services, actor: Actor, command: c.Fetch) -> c.Link:
    url = file_commands.link(services, actor, command.upload, command.variant)
    return c.Link(url, services.files().rules.link_seconds)


def _files(services: Services, actor: Actor, command: c.Files) -> c.FileList:
    return c.FileList(file_commands.files(services, actor, command.conversation))


ACTIONS: dict[type[Command], Action] = {
    c.Upload: Action(ANYONE, _upload),
    c.Parts: Action(ANYONE, _parts),
    c.Uploaded: Action(ANYONE, _uploaded),
    c.Discard: Action(ANYONE, _discard),
    c.Fetch: Action(ANYONE, _fetch),
    c.Files: Action(ANYONE, _files),
}
