"""Actions of reminders: which of them a customer wants."""

from typing import Literal

from msgspec import Struct

from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import reminder_choices
from chalicelib.services import Services


class RemindersCommand(Command, frozen=True):
    """Gets the kinds of reminders, and which of them the customer wants."""


class ReminderChoice(Struct, frozen=True):
    """A kind of reminders; `on`: whether the customer gets them."""

    kind: str
    label: str
    on: bool


class ReminderChoices(Result, frozen=True):
    """The kinds of reminders. Notices that the law asks for aren't among them: they are always sent."""

    kinds: tuple[ReminderChoice, ...]


@action(RemindersCommand, ReminderChoices)
def _reminders(services: Services, actor: Actor, _command: RemindersCommand) -> ReminderChoices:
    return _choices(services, actor)


class TurnReminderCommand(Command, frozen=True):
    """Turns a kind of reminders on or off for the customer."""

    kind: Literal["renewal", "payment_failed", "plug_silent", "odometer_photo", "document_missing", "appointment"]
    on: bool


@action(TurnReminderCommand, ReminderChoices)
def _turn_reminder(services: Services, actor: Actor, command: TurnReminderCommand) -> ReminderChoices:
    reminder_choices.turn_reminder(services, actor, command.kind, on=command.on)
    return _choices(services, actor)


def _choices(services: Services, actor: Actor) -> ReminderChoices:
    found = reminder_choices.reminder_choices(services, actor)
    return ReminderChoices(tuple(ReminderChoice(kind, label, on) for kind, label, on in found))
