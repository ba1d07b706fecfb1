"""Answers to customers' questions about their contracts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply
from chalicelib.content.message_bodies import Body, Card
from chalicelib.conversations.model import Conversation
from chalicelib.queries.contracts import find_policyholder
from chalicelib.queries.coupons import without_ordered

if TYPE_CHECKING:
    from chalicelib.contracts.holder import Policyholder
    from chalicelib.queries.coupons import Needs as CouponsNeeds
    from chalicelib.service_ports import WithContractAnswers, WithContracts, WithMessaging, WithRoadsideUses

    class Needs(CouponsNeeds, WithContractAnswers, WithContracts, WithMessaging, WithRoadsideUses, Protocol): ...


def contract_reply(
    services: Needs, holder: Policyholder | None, question: ContractQuestion, locale: str, verified: bool
) -> ContractReply:
    """The answer to a customer's question, in a language; without contract data unless the insurer has `verified` who
    they are."""
    if not verified and question.topic != "advice":
        return _unverified(locale)
    if question.topic == "savings" and holder is not None:
        holder = without_ordered(services, holder)
    if holder is not None and _asks_about_roadside(question):
        holder = _with_counted_uses(services, holder)
    now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC)
    return services.contract_answers()(holder, question, texts(locale), now)


def _asks_about_roadside(question: ContractQuestion) -> bool:
    from chalicelib.contracts.coverage_answers import asks_about_roadside  # loaded with the answers

    return question.topic == "coverage" and asks_about_roadside(question)


def _with_counted_uses(services: Needs, holder: Policyholder) -> Policyholder:
    """The holder with the uses of roadside service that the centre counted beside those of the core system."""
    from chalicelib.contracts.roadside_cover import with_counted_uses  # loaded with the answers

    counted = services.roadside_uses()
    contracts = (with_counted_uses(each, counted.uses_of(each.number)) for each in holder.contracts)
    return replace(holder, contracts=tuple(contracts))


def _unverified(locale: str) -> ContractReply:
    say = texts(locale).render
    return ContractReply((Card(say("contract_cards", "unverified_title"), (), say("contract_cards", "unverified")),))


def cards_for_desk(
    services: Needs, conversation: Conversation, question: ContractQuestion, locale: str
) -> tuple[Body, ...]:
    """The cards that the bot would show the customer of a conversation, for staff who serve them."""
    holder = find_policyholder(services, conversation.customer.id)
    return contract_reply(services, holder, question, locale, verified=True).bodies
