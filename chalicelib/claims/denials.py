"""Denials by two people: one proposes, another reads the customer's text and confirms exactly that text."""

import hashlib

from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.deadlines import end_of_period
from chalicelib.claims.errors import DenialTextChanged
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Claim, ClaimEvent, DenialProposal, Exposure
from chalicelib.claims.rights import Party
from chalicelib.claims.rules import ClaimRules
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.views import Named

DAY_MS = 86_400_000

COLLEAGUES_ONLY = frozenset({"deny_proposed", "denial_rejected", "denial_withdrawn", "denial_void"})
"""Events about a proposal. Only the departments and the core system get them: staff who serve the customer in a
conversation can't disclose them."""


def with_proposal(claim: Claim, exposure: Exposure, by: Named, grounds: str, note: str, now: int) -> Exposure:
    """The exposure with a proposal. Stage, due date and amounts stay."""
    return replace(exposure, proposal=DenialProposal(claim.events + 1, by, now, grounds, note))


def denial_data(grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """Data of the customer's text if the denial is confirmed now. The period to appeal begins with the confirmation."""
    return {"grounds": grounds, "until": end_of_period(rules, now, "appeal_days", days=rules.appeal_days)}


def customer_texts(claim: Claim, exposure: Exposure, grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """The text that the customer gets if the denial is confirmed now, by language."""
    event = ClaimEvent(0, now, "deny", denial_data(grounds, rules, now), None, exposure.coverage)
    return {locale: event_text(event, claim, texts(locale)) for locale in LOCALES}


def text_digest(claim: Claim, exposure: Exposure, proposal: DenialProposal, rules: ClaimRules, now: int) -> str:
    """A digest of a proposal and its texts in all languages. It changes with the last day to appeal."""
    notified_texts = customer_texts(claim, exposure, proposal.grounds, rules, now)
    parts = (claim.id, exposure.coverage, str(proposal.number), *notified_texts.values())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def verify_digest(claim: Claim, exposure: Exposure, digest: str, party: Party, rules: ClaimRules, now: int) -> None:
    """Raises DenialTextChanged unless the digest belongs to the current text. A decision of the core system may have
    waited in a queue: it may refer to the text of an earlier day, which differs only by the last day to appeal; the
    customer gets the later one."""
    proposal = exposure.proposal
    if proposal is None:
        raise DenialTextChanged
    first = proposal.at if party.relation is Relation.CORE else now
    moments = (*range(first, now, DAY_MS), now)
    if digest not in {text_digest(claim, exposure, proposal, rules, moment) for moment in moments}:
        raise DenialTextChanged


def is_outdated(before: Exposure, after: Exposure) -> bool:
    """Whether a transition changed the stage, liability share or amount that a proposal was based on."""
    if before.proposal is None or after.proposal != before.proposal:
        return False
    return (before.stage, before.liability_percent, before.assessed) != (
        after.stage,
        after.liability_percent,
        after.assessed,
    )
