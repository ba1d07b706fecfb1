"""Which reminders a customer wants. Notices that the law asks for are no choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation
from chalicelib.content.configuration import texts
from chalicelib.kernel.actors import Actor
from chalicelib.reminders.model import FRIENDLY_KINDS, FriendlyKind

if TYPE_CHECKING:
    from chalicelib.service_ports import WithReminders

    class Needs(WithReminders, Protocol): ...


def reminder_choices(services: Needs, actor: Actor) -> list[tuple[FriendlyKind, str, bool]]:
    """Each kind with its label in the actor's language, and whether they get it."""
    require_allowed("reminders", Relation.OWNER)
    off, words = services.reminders().store.turned_off(actor.id), texts(actor.locale)
    return [(kind, words.render("reminder_kinds", kind), kind not in off) for kind in FRIENDLY_KINDS]


def turn_reminder(services: Needs, actor: Actor, kind: FriendlyKind, *, on: bool) -> None:
    """Turns a kind on or off for the actor."""
    require_allowed("turn_reminder", Relation.OWNER)
    services.reminders().store.turn(actor.id, kind, on=on)
