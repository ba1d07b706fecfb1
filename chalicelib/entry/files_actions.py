"""Files on the wire: who may do what, and which use case does it."""

from chalicelib.entry.action import ANYONE, Action
from chalicelib.entry.protocol import files as c
from chalicelib.entry.protocol.base import Command
from chalicelib.files import service
from chalicelib.kernel.actors import Actor
from chalicelib.processes import file_commands
from chalicelib.processes.services import House


def _upload(house: House, actor: Actor, command: c.Upload) -> c.Uploading:
    wanted = service.Announced(command.client_id, command.name, command.size, command.type, command.purpose)
    return _way(house, file_commands.announce(house, actor, command.conversation, wanted))


def _parts(house: House, actor: Actor, command: c.Parts) -> c.Uploading:
    upload = file_commands.own(house, actor, command.upload)
    return _way(house, service.way(house.uploads(), upload))


def _way(house: House, way: service.Way) -> c.Uploading:
    rules = house.uploads().rules
    return c.Uploading(
        upload=file_commands.shown(house, way.upload),
        parts=tuple(c.Part(stretch.number, url) for stretch, url in way.parts),
        part_size=rules.part_size,
        arrived=way.arrived,
        expires_in=rules.address_seconds,
    )


def _uploaded(house: House, actor: Actor, command: c.Uploaded) -> c.UploadShown:
    upload = file_commands.own(house, actor, command.upload)
    return c.UploadShown(file_commands.shown(house, service.uploaded(house.uploads(), upload), actor.locale))


def _discard(house: House, actor: Actor, command: c.Discard) -> c.UploadShown:
    upload = file_commands.discard(house, file_commands.own(house, actor, command.upload))
    return c.UploadShown(file_commands.shown(house, upload, actor.locale))


def _fetch(house: House, actor: Actor, command: c.Fetch) -> c.Link:
    url = file_commands.link(house, actor, command.upload, command.variant)
    return c.Link(url, house.uploads().rules.link_seconds)


def _files(house: House, actor: Actor, command: c.Files) -> c.FileList:
    return c.FileList(file_commands.files(house, actor, command.conversation))


ACTIONS: dict[type[Command], Action] = {
    c.Upload: Action(ANYONE, _upload),
    c.Parts: Action(ANYONE, _parts),
    c.Uploaded: Action(ANYONE, _uploaded),
    c.Discard: Action(ANYONE, _discard),
    c.Fetch: Action(ANYONE, _fetch),
    c.Files: Action(ANYONE, _files),
}
