"""Actions of changes of contracts, and of coupons."""

from typing import Annotated

from msgspec import Meta

from chalicelib.amendments.model import Amendment
from chalicelib.content.contract_views import ChangeKind, ChangeView
from chalicelib.content.message_bodies import Digest, Field, Key, ShortText, UploadId
from chalicelib.conversations.messaging import get_for_participant
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, ConversationId, Result
from chalicelib.entry.protocol.shared import Proof
from chalicelib.kernel.actors import Actor
from chalicelib.processes import amendments
from chalicelib.queries.amendments import access_change, change_view, changes_of
from chalicelib.queries.change_forms import change_form, proposal
from chalicelib.queries.wanted_changes import wanted_change
from chalicelib.services import Services

ChangeId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9a-z]+$")]
ContractNumber = Annotated[str, Meta(min_length=1, max_length=64)]
ChangedValues = Annotated[dict[Key, ShortText], Meta(max_length=20)]
IsoDay = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class ChangeFormCommand(Command, frozen=True):
    """Gets the fields of a kind of change of a contract, with what it has now; with `values` that change and
    `starts_on` also what the tariff asks for it."""

    conversation: ConversationId
    contract: ContractNumber
    change_kind: ChangeKind
    values: ChangedValues = {}
    starts_on: IsoDay | None = None


class ChangeForm(Result, frozen=True):
    """The fields that can be changed. `proposed_won`: what a year costs more by the tariff, below zero less; null where
    it doesn't tell. `wanted_kind`: the kind that the customer asked for in the chat, if any; `wanted`: the values that
    they said for it, by field name."""

    fields: tuple[Field, ...] = ()
    proposed_won: int | None = None
    wanted_kind: ChangeKind | None = None
    wanted: dict[str, str] = {}


@action(ChangeFormCommand, ChangeForm)
def _change_form(services: Services, actor: Actor, command: ChangeFormCommand) -> ChangeForm:
    found = get_for_participant(services.messaging, command.conversation, actor.id, "change_form")
    about = (services, found.customer.id, command.contract, command.change_kind)
    if command.values and command.starts_on:
        return ChangeForm(change_form(*about, actor.locale), proposal(*about, command.values, command.starts_on))
    wanted = wanted_change(services, command.conversation, found.customer.id, command.contract)
    return ChangeForm(change_form(*about, actor.locale), None, wanted.kind, wanted.values)


class PrepareChangeCommand(Command, frozen=True):
    """Offers the customer a change of a contract. `values` are those that change, by field name; `difference_won` is
    what a year costs more, below zero less, null for what the tariff says; another difference needs a `reason`.
    `starts_on` ISO. `key` makes a repeat the same offer."""

    conversation: ConversationId
    key: Key
    contract: ContractNumber
    change_kind: ChangeKind
    values: ChangedValues
    starts_on: IsoDay
    difference_won: int | None = None
    reason: ShortText = ""


class ChangeShown(Result, frozen=True):
    """A change as it is now."""

    change: ChangeView


def _shown(services: Services, change: Amendment) -> ChangeShown:
    return ChangeShown(change_view(change, services.amendments().clock()))


@action(PrepareChangeCommand, ChangeShown)
def _prepare_change(services: Services, actor: Actor, command: PrepareChangeCommand) -> ChangeShown:
    return _shown(
        services,
        amendments.prepare_change(
            services,
            actor,
            command.conversation,
            command.key,
            command.contract,
            command.change_kind,
            command.values,
            command.difference_won,
            command.starts_on,
            command.reason.strip(),
        ),
    )


class WithdrawChangeCommand(Command, frozen=True):
    """Withdraws an offer that the customer hasn't signed."""

    change: ChangeId


@action(WithdrawChangeCommand, ChangeShown)
def _withdraw_change(services: Services, actor: Actor, command: WithdrawChangeCommand) -> ChangeShown:
    return _shown(services, amendments.withdraw_change(services, actor, command.change))


class ChangeCommand(Command, frozen=True):
    """Gets a change."""

    change: ChangeId


@action(ChangeCommand, ChangeShown)
def _change(services: Services, actor: Actor, command: ChangeCommand) -> ChangeShown:
    return _shown(services, access_change(services, actor, command.change, "change"))


class ChangesCommand(Command, frozen=True):
    """Gets the caller's own changes, newest first."""


class ChangeList(Result, frozen=True):
    """Changes of one's contracts, coupons among them."""

    changes: tuple[ChangeView, ...] = ()


@action(ChangesCommand, ChangeList)
def _changes(services: Services, actor: Actor, _command: ChangesCommand) -> ChangeList:
    return ChangeList(changes_of(services, actor))


class SignChangeCommand(Command, frozen=True):
    """The customer agrees: `digest` is that of the displayed text, `upload` the drawn signature. The core system gets
    the order once."""

    change: ChangeId
    digest: Digest
    upload: UploadId
    proof: Proof = ""


@action(SignChangeCommand, ChangeShown)
def _sign_change(services: Services, actor: Actor, command: SignChangeCommand) -> ChangeShown:
    signed = amendments.sign_change(services, actor, command.change, command.digest, command.upload, command.proof)
    return _shown(services, signed)


class ApplyCouponCommand(Command, frozen=True):
    """Applies a coupon to the contract at `place` among the customer's, once."""

    conversation: ConversationId
    coupon: Annotated[str, Meta(min_length=1, max_length=80)]
    place: Annotated[int, Meta(ge=0, le=999)] | None = None
    proof: Proof = ""


@action(ApplyCouponCommand, ChangeShown)
def _apply_coupon(services: Services, actor: Actor, command: ApplyCouponCommand) -> ChangeShown:
    applied = amendments.apply_coupon(
        services, actor, command.conversation, command.coupon, command.place, command.proof
    )
    return _shown(services, applied)
