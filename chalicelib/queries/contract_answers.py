"""Answers to customers' questions about their contracts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply

if TYPE_CHECKING:
    from chalicelib.contracts.holder import Policyholder
    from chalicelib.service_ports import WithContractAnswers, WithMessaging

    class Needs(WithContractAnswers, WithMessaging, Protocol): ...


def contract_reply(
    services: Needs, holder: Policyholder | None, question: ContractQuestion, locale: str
) -> ContractReply:
    """The answer to a customer's question, in a language."""
    now = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC)
    return services.contract_answers()(holder, question, texts(locale), now)
