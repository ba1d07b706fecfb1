"""Files on the wire: who may do what, and which use case does it."""

from typing import Any

from chalicelib.entry.action import ANYONE, Action
from chalicelib.entry.frames import claims as c
from chalicelib.entry.frames.base import Command
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.reactions.house import House


def _closed(_house: House, _actor: Actor, _command: Any) -> Any:
    raise NotAllowed


FILE_ACTIONS: dict[type[Command], Action] = {
    c.Upload: Action(ANYONE, _closed),
    c.Parts: Action(ANYONE, _closed),
    c.Uploaded: Action(ANYONE, _closed),
    c.Discard: Action(ANYONE, _closed),
    c.Fetch: Action(ANYONE, _closed),
    c.Files: Action(ANYONE, _closed),
}
