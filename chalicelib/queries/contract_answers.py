"""Answers to customers' questions about their contracts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply
from chalicelib.queries.contracts import find_policyholder

if TYPE_CHECKING:
    from chalicelib.queries.contracts import Needs as ContractsNeeds
    from chalicelib.service_ports import WithContractAnswers, WithMessaging

    class Needs(ContractsNeeds, WithContractAnswers, WithMessaging, Protocol): ...


def contract_reply(services: Needs, customer: str, question: ContractQuestion, locale: str) -> ContractReply:
    """The answer to a customer's question, in a language."""
    now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC)
    return services.contract_answers()(find_policyholder(services, customer), question, texts(locale), now)
