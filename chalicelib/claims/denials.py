"""A denial by two people: one proposes it, another reads the customer's words and confirms exactly those."""

import hashlib

from msgspec.structs import replace

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
"""Events about a proposal. They are for the departments and the core system: who serves the customer in a conversation
isn't shown them, and can't let them slip."""


def with_proposal(claim: Claim, exposure: Exposure, by: Named, grounds: str, note: str, now: int) -> Exposure:
    """The coverage with a proposal. Its stage, promise and amounts stay as they are."""
    return replace(exposure, proposal=DenialProposal(claim.events + 1, by, now, grounds, note))


def denial_data(grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """What fills the customer's words if the denial is confirmed now. The time to appeal counts from then."""
    return {"grounds": grounds, "until": end_of_period(rules, now, days=rules.appeal_days)}


def customer_texts(claim: Claim, exposure: Exposure, grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """By language, what the customer is told if the denial is confirmed now: in the thread and the claim's history in
    the language that they read."""
    event = ClaimEvent(0, now, "deny", denial_data(grounds, rules, now), None, exposure.coverage)
    return {locale: event_text(event, claim, texts(locale)) for locale in LOCALES}


def text_digest(claim: Claim, exposure: Exposure, proposal: DenialProposal, rules: ClaimRules, now: int) -> str:
    """Names the proposal and the very words of it, as they are now: a digest. It changes with the day of the appeal."""
    said = customer_texts(claim, exposure, proposal.grounds, rules, now)
    parts = (claim.id, exposure.coverage, str(proposal.number), *said.values())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def verify_digest(claim: Claim, exposure: Exposure, digest: str, party: Party, rules: ClaimRules, now: int) -> None:
    """Raises WordsChanged unless this is what the customer will get. A decision of the core system lies in a queue for
    a while: it may have read the words of an earlier day, which differ by the day of the appeal alone, and the
    customer gets the later one."""
    proposal = exposure.proposal
    if proposal is None:
        raise DenialTextChanged
    first = proposal.at if party.side == "core" else now
    moments = (*range(first, now, DAY_MS), now)
    if digest not in {text_digest(claim, exposure, proposal, rules, moment) for moment in moments}:
        raise DenialTextChanged


def is_outdated(before: Exposure, after: Exposure) -> bool:
    """Whether a step took away what a proposal was about: the coverage isn't any more where it was proposed."""
    if before.proposal is None or after.proposal != before.proposal:
        return False
    return (before.stage, before.liability_percent, before.assessed) != (
        after.stage,
        after.liability_percent,
        after.assessed,
    )
