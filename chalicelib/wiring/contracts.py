"""Contracts: their table, and answers about them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.contracts.ports import ContractAnswers, PolicyholderStore


@cache
def contracts() -> PolicyholderStore:
    """Contracts, as the core system reported them."""
    from chalicelib.contracts.store import DynamoPolicyholderStore

    return DynamoPolicyholderStore(infrastructure.table("contracts"))


def contract_answers() -> ContractAnswers:
    """Answers to questions about contracts."""
    from chalicelib.contracts.answers import answer_contract_question

    return answer_contract_question
