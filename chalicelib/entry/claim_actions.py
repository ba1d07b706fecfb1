"""Claims on the wire: who may do what, and which use case does it."""

from typing import Any

from chalicelib.entry.action import ANYONE, CUSTOMER, STAFF, Action
from chalicelib.entry.frames import claims as c
from chalicelib.entry.frames.base import Command
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.reactions.house import House


def _closed(_house: House, _actor: Actor, _command: Any) -> Any:
    raise NotAllowed


CLAIM_ACTIONS: dict[type[Command], Action] = {
    c.Claims: Action(ANYONE, _closed),
    c.Claim: Action(ANYONE, _closed),
    c.Work: Action(STAFF, _closed),
    c.Step: Action(ANYONE, _closed),
    c.Amend: Action(STAFF, _closed),
    c.Addline: Action(STAFF, _closed),
    c.Remark: Action(STAFF, _closed),
    c.Account: Action(CUSTOMER, _closed),
    c.Review: Action(STAFF, _closed),
    c.Fileas: Action(ANYONE, _closed),
}
