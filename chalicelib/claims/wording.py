"""What happened to a claim, in words."""

from chalicelib.claims import papers
from chalicelib.claims.nouns import Claim, Event
from chalicelib.content.catalogue import Texts
from chalicelib.content.claim_rules import ClaimRules


def event_text(event: Event, claim: Claim, rules: ClaimRules, texts: Texts) -> str:
    """What happened, in words."""
    coverage = event.coverage or event.data.get("coverage", "")
    label = rules.coverages[coverage].label if coverage in rules.coverages else ""
    data = dict(event.data)
    for key in ("item", "items"):
        if key in data:
            named = (papers.described(item, rules).label for item in data[key].split(",") if item)
            data[key] = ", ".join(named)
    return texts.say("claims", event.code, **{"claim": claim.id, **data, "coverage": label})
