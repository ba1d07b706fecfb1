"""Changes of contracts: prepared by the customer's agent, agreed to by the customer after a second identity check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.amendments import service
from chalicelib.amendments.consent_text import offer
from chalicelib.amendments.core_orders import InboundAnswer
from chalicelib.amendments.errors import CouponGone, InvalidChange, NothingToChange
from chalicelib.amendments.model import Amendment, AmendmentKind, Terms, amendment_id, signed
from chalicelib.content.configuration import texts
from chalicelib.content.contract_views import ChangeRow
from chalicelib.content.hours import SEOUL
from chalicelib.content.views import Named
from chalicelib.conversations.errors import ConversationClosed
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.file_commands import bind_own_signature
from chalicelib.processes.fresh_rights import require_fresh
from chalicelib.queries.amendments import access_change
from chalicelib.queries.change_forms import (
    contract_of,
    difference_of_change,
    plain_values,
    require_in_term,
    rows_of_change,
)
from chalicelib.queries.contracts import find_policyholder
from chalicelib.queries.coupons import contract_of_coupon, usable_coupon
from chalicelib.queries.relations import own_conversation

if TYPE_CHECKING:
    from chalicelib.processes.file_commands import Needs as FileCommandsNeeds
    from chalicelib.service_ports import WithAmendments, WithContracts, WithFreshChecks

    class Needs(FileCommandsNeeds, WithAmendments, WithContracts, WithFreshChecks, Protocol): ...


def prepare_change(
    services: Needs,
    actor: Actor,
    conversation_id: str,
    key: str,
    contract: str,
    kind: AmendmentKind,
    values: Mapping[str, str],
    difference_won: int | None,
    starts_on: str,
    reason: str = "",
) -> Amendment:
    """Offers a change to the customer of a conversation, in their language. The difference is that of the tariff if it
    is None; another one needs a reason. Raises NotAllowed, ConversationClosed, InvalidChange, NothingToChange,
    Conflict."""
    conversation = _conversation_of(services, actor, conversation_id, "prepare_change")
    ports, locale = services.amendments(), services.locale_of(conversation_id)
    given = plain_values(values)
    begins = _first_day(starts_on)
    found = contract_of(services, conversation.customer.id, contract)
    try:
        require_in_term(found, _today(ports.clock()), begins)
        rows = rows_of_change(found, kind, given, locale, ports.rules.max_extension_days)
        proposed = difference_of_change(found, kind, given, begins)
    except ValueError as error:
        raise InvalidChange(field=str(error)) from error
    if not rows:
        raise NothingToChange
    won = _difference(difference_won, proposed, reason, ports.rules.max_difference_won)
    terms = Terms(kind, contract, rows, given, won, starts_on, proposed, reason if won != proposed else "")
    prepared = _offer(services, actor, conversation, amendment_id(conversation_id, key), terms, locale)
    audit("change_prepared", actor.id, customer=conversation.customer.id, change=prepared.id)
    return service.prepare(ports, prepared)


def withdraw_change(services: Needs, actor: Actor, change: str) -> Amendment:
    """Withdraws an offer. Raises NotAllowed, AmendmentOver, Conflict."""
    access_change(services, actor, change, "withdraw_change")
    audit("change_withdrawn", actor.id, change=change)
    return service.withdraw(services.amendments(), change)


def sign_change(services: Needs, actor: Actor, change: str, digest: str, upload: str, proof: str) -> Amendment:
    """Orders the change whose text the customer has signed. Raises NotAllowed, IdentityCheckNeeded, AmendmentTextVoid,
    AmendmentOver, FileNotReady, SignatureVoid, Conflict."""
    ports = services.amendments()
    found = access_change(services, actor, change, "change")
    own = Relation.OWNER if found.customer.id == actor.id else Relation.NOBODY
    require_fresh(services, actor, "sign_change", own, proof)
    if signed(found, digest, upload, ports.clock()) is not None:  # nothing is bound to an offer that is over
        bind_own_signature(services, actor, upload, found.conversation, digest)
    audit("change_signed", actor.id, change=change)
    return service.sign(ports, change, digest, upload)


def apply_coupon(
    services: Needs, actor: Actor, conversation_id: str, code: str, place: int | None, proof: str
) -> Amendment:
    """Orders the use of a coupon of the customer, once and for one contract. Raises NotAllowed, IdentityCheckNeeded,
    CouponGone, ConversationClosed, Conflict."""
    found = services.messaging.store.get(conversation_id)
    if found is None:
        raise NotAllowed
    require_fresh(services, actor, "apply_coupon", found.relation_of(actor.id), proof)
    conversation = _conversation_of(services, actor, conversation_id, "open")
    ports, number = services.amendments(), amendment_id("coupon", actor.id, code)
    known, holder = ports.store.get(number), find_policyholder(services, actor.id)
    contract = contract_of_coupon(services, holder, place)
    elsewhere = known is not None and contract is not None and contract.number != known.terms.contract
    if known is not None and known.status != "refused" and not elsewhere:
        return service.prepare(ports, known)
    coupon = usable_coupon(services, holder, contract, code)
    if coupon is None or known is not None:
        raise CouponGone
    words, now = texts(actor.locale), ports.clock()
    worth = words.render("contract_changes", "coupon_worth", percent=coupon.percent) if coupon.percent else code
    row = ChangeRow(
        words.render("contract_changes", "coupon_row", code=code), words.render("contract_changes", "none"), worth
    )
    terms = Terms("coupon", coupon.contract, (row,), {"coupon": code}, -coupon.won, _today(now).isoformat())
    ordered = replace(
        _offer(services, actor, conversation, number, terms, actor.locale), status="ordered", ordered_at=now
    )
    audit("coupon_applied", actor.id, change=number)
    return service.prepare(ports, ordered)


def carry_out_answer(services: Needs, answer: InboundAnswer) -> Amendment:
    """Notes the core system's answer to an order. Raises NotAllowed, AmendmentOver, Conflict."""
    return service.settle(services.amendments(), answer.change, answer.outcome, answer.reason)


def _offer(
    services: Needs, actor: Actor, conversation: Conversation, number: str, terms: Terms, locale: str
) -> Amendment:
    ports, by = services.amendments(), Named(actor.id, actor.name)
    customer = Named(conversation.customer.id, conversation.customer.name)
    return offer(number, terms, customer, conversation.id, by, texts(locale), ports.clock(), ports.rules.offer_hours)


def _first_day(starts_on: str) -> date:
    """Raises InvalidChange."""
    try:
        return date.fromisoformat(starts_on)
    except ValueError:
        raise InvalidChange(field="starts_on") from None


def _difference(given: int | None, proposed: int | None, reason: str, most_won: int) -> int:
    """The difference of a change: the one given, with a reason where it isn't that of the tariff. Raises
    InvalidChange."""
    won = proposed if given is None else given
    if won is None or abs(won) > most_won:
        raise InvalidChange(field="difference_won")
    if proposed not in (None, won) and not reason:
        raise InvalidChange(field="reason")
    return won


def _conversation_of(services: Needs, actor: Actor, conversation_id: str, action: str) -> Conversation:
    """Raises NotAllowed, ConversationClosed."""
    conversation = own_conversation(services, actor, conversation_id, action)
    if conversation.state not in LIVE:
        raise ConversationClosed
    return conversation


def _today(now: int) -> date:
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(SEOUL).date()
