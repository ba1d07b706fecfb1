"""Which documents a claim needs at its step: now, later, only where they apply, or not from the customer at all."""

from collections.abc import Mapping

from chalicelib.claims.model import FINAL_STAGES, Claim, DocumentNeed
from chalicelib.claims.rules import USUAL_STAGES, ClaimRules, matches


def document_needs(claim: Claim, rules: ClaimRules) -> dict[str, DocumentNeed]:
    """Each document of the claim, with the most urgent need of the rows that the claim fulfils. What an adjuster asked
    for is needed now."""
    # The stages that each open exposure is in or has reached.
    stages = {each.coverage: {each.stage, *each.reached} for each in claim.exposures if each.stage not in FINAL_STAGES}
    known = {name for name, value in (("contract", claim.contract), ("account", claim.account)) if value}
    needs: dict[str, DocumentNeed] = {each.item: "now" if each.requested else "none" for each in claim.documents}
    for rule in rules.documents:
        concerned = stages.keys() & rule.coverages if rule.coverages else stages.keys()
        if not concerned or needs.get(rule.item, "now") == "now" or rule.on_request or rule.known_from in known:
            continue
        if not rule.when or matches(rule.when, claim.facts):
            beyond = USUAL_STAGES[USUAL_STAGES.index(rule.from_stage) :]
            reached = any(not stages[coverage].isdisjoint(beyond) for coverage in concerned)
            need: DocumentNeed = "optional" if rule.optional else "now" if reached else "later"
            needs[rule.item] = min(needs[rule.item], need, key=_URGENCY.index)
    return needs


_URGENCY: tuple[DocumentNeed, ...] = ("now", "later", "optional", "none")


def documents_due(claim: Claim, needs: Mapping[str, DocumentNeed]) -> tuple[str, ...]:
    """Documents that are needed now and have no submission, or a rejected one."""
    return tuple(
        each.item
        for each in claim.documents
        if needs[each.item] == "now" and (not each.submissions or each.status == "rejected")
    )


def newly_due_documents(before: Claim, after: Claim, rules: ClaimRules) -> tuple[str, ...]:
    """Documents that a change of the claim made due."""
    already = document_needs(before, rules)
    return tuple(item for item in documents_due(after, document_needs(after, rules)) if already.get(item) != "now")


def documents_complete(claim: Claim, rules: ClaimRules) -> bool:
    """Whether all documents that are needed now are accepted."""
    needs = document_needs(claim, rules)
    return all(document.status == "accepted" for document in claim.documents if needs[document.item] == "now")
