"""A denial by two people: one proposes it, another reads the customer's words and confirms exactly those."""

import hashlib

from msgspec.structs import replace

from chalicelib.claims.deadlines import due_in
from chalicelib.claims.errors import WordsChanged
from chalicelib.claims.event_texts import event_text
from chalicelib.claims.model import Claim, Event, Line, Proposal
from chalicelib.claims.rights import Party
from chalicelib.content.claim_rules import ClaimRules
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.views import Named

DAY_MS = 86_400_000

COLLEAGUES_ONLY = frozenset({"deny_proposed", "denial_rejected", "denial_withdrawn", "denial_void"})
"""Events about a proposal. They are for the departments and the core system: who serves the customer in a conversation
isn't shown them, and can't let them slip."""


def proposed(claim: Claim, line: Line, by: Named, grounds: str, note: str, now: int) -> Line:
    """The coverage with a proposal. Its stage, promise and amounts stay as they are."""
    return replace(line, proposal=Proposal(claim.events + 1, by, now, grounds, note))


def denial_data(grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """What fills the customer's words if the denial is confirmed now. The time to appeal counts from then."""
    return {"grounds": grounds, "until": due_in(rules, now, days=rules.appeal_days)}


def words(claim: Claim, line: Line, grounds: str, rules: ClaimRules, now: int) -> dict[str, str]:
    """By language, what the customer is told if the denial is confirmed now: in the thread and the claim's history in
    the language that they read."""
    event = Event(0, now, "deny", denial_data(grounds, rules, now), None, line.coverage)
    return {locale: event_text(event, claim, texts(locale)) for locale in LOCALES}


def reading(claim: Claim, line: Line, proposal: Proposal, rules: ClaimRules, now: int) -> str:
    """Names the proposal and the very words of it, as they are now: a digest. It changes with the day of the appeal."""
    said = words(claim, line, proposal.grounds, rules, now)
    parts = (claim.id, line.coverage, str(proposal.number), *said.values())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def check_read(claim: Claim, line: Line, read: str, party: Party, rules: ClaimRules, now: int) -> None:
    """Raises WordsChanged unless this is what the customer will get. A decision of the core system lies in a queue for
    a while: it may have read the words of an earlier day, which differ by the day of the appeal alone, and the
    customer gets the later one."""
    proposal = line.proposal
    if proposal is None:
        raise WordsChanged
    first = proposal.at if party.side == "core" else now
    moments = (*range(first, now, DAY_MS), now)
    if read not in {reading(claim, line, proposal, rules, moment) for moment in moments}:
        raise WordsChanged


def outdated(before: Line, after: Line) -> bool:
    """Whether a step took away what a proposal was about: the coverage isn't any more where it was proposed."""
    if before.proposal is None or after.proposal != before.proposal:
        return False
    return (before.stage, before.fault, before.assessed) != (after.stage, after.fault, after.assessed)
