"""The ports of the policyholders' store and of answers from it."""

from datetime import datetime
from typing import Protocol

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply
from chalicelib.contracts.holder import Policyholder


class PolicyholderStore(Protocol):
    """Policyholders by customer id."""

    def get(self, customer: str) -> Policyholder | None:
        """A customer; None if the core system hasn't sent them."""

    def put(self, holder: Policyholder) -> None:
        """Stores a customer in place of an earlier version."""


class ContractAnswers(Protocol):
    """Answers questions about a customer's contracts."""

    def __call__(
        self, holder: Policyholder | None, question: ContractQuestion, texts: Texts, now: datetime
    ) -> ContractReply:
        """The answer at a time, in the language of the texts."""
