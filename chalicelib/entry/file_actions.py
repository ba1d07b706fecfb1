"""Files on the wire: who may do what, and which use case does it."""

from chalicelib.entry.action import ANYONE, Action
from chalicelib.entry.frames import files as c
from chalicelib.entry.frames.base import Command
from chalicelib.files import service
from chalicelib.kernel.actors import Actor
from chalicelib.reactions import filework
from chalicelib.reactions.house import House


def _upload(house: House, actor: Actor, command: c.Upload) -> c.Uploading:
    wanted = service.Announced(command.client_id, command.name, command.size, command.type, command.purpose)
    return _way(house, filework.announce(house, actor, command.conversation, wanted))


def _parts(house: House, actor: Actor, command: c.Parts) -> c.Uploading:
    upload = filework.own(house, actor, command.upload)
    return _way(house, service.way(house.uploads(), upload))


def _way(house: House, way: service.Way) -> c.Uploading:
    rules = house.uploads().rules
    return c.Uploading(
        upload=filework.shown(house, way.upload),
        parts=tuple(c.Part(stretch.number, url) for stretch, url in way.parts),
        part_size=rules.part_size,
        arrived=way.arrived,
        expires_in=rules.address_seconds,
    )


def _uploaded(house: House, actor: Actor, command: c.Uploaded) -> c.UploadShown:
    upload = filework.own(house, actor, command.upload)
    return c.UploadShown(filework.shown(house, service.uploaded(house.uploads(), upload), actor.locale))


def _discard(house: House, actor: Actor, command: c.Discard) -> c.UploadShown:
    upload = filework.discard(house, filework.own(house, actor, command.upload))
    return c.UploadShown(filework.shown(house, upload, actor.locale))


def _fetch(house: House, actor: Actor, command: c.Fetch) -> c.Link:
    url = filework.link(house, actor, command.upload, command.variant)
    return c.Link(url, house.uploads().rules.link_seconds)


def _files(house: House, actor: Actor, command: c.Files) -> c.FileList:
    return c.FileList(filework.files(house, actor, command.conversation))


ACTIONS: dict[type[Command], Action] = {
    c.Upload: Action(ANYONE, _upload),
    c.Parts: Action(ANYONE, _parts),
    c.Uploaded: Action(ANYONE, _uploaded),
    c.Discard: Action(ANYONE, _discard),
    c.Fetch: Action(ANYONE, _fetch),
    c.Files: Action(ANYONE, _files),
}
