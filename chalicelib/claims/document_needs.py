"""Which documents a claim needs at its step: now, later, only where they apply, or not from the customer at all."""

from collections.abc import Mapping

from chalicelib.claims.model import Claim, DocumentNeed
from chalicelib.claims.rules import USUAL_STAGES, ClaimRules, DocumentRule, matches


def document_needs(claim: Claim, rules: ClaimRules) -> dict[str, DocumentNeed]:
    """Each document of the claim, with the most urgent need of the rows that the claim fulfils. What an adjuster asked
    for is needed now."""
    stages = {
        exposure.coverage: {exposure.stage, *exposure.reached} for exposure in claim.exposures if not exposure.is_final
    }
    needs: dict[str, set[DocumentNeed]] = {each.item: {"now"} if each.requested else set() for each in claim.documents}
    known = {name for name, value in (("contract", claim.contract), ("account", claim.account)) if value}
    for rule in rules.documents:
        concerned = stages.keys() & rule.coverages if rule.coverages else stages.keys()
        if rule.item in needs and not rule.on_request and concerned and rule.known_from not in known:
            needs[rule.item] |= _needs_of_rule(rule, claim, {coverage: stages[coverage] for coverage in concerned})
    return {item: next((need for need in _URGENCY if need in found), "none") for item, found in needs.items()}


_URGENCY: tuple[DocumentNeed, ...] = ("now", "later", "optional")


def _needs_of_rule(rule: DocumentRule, claim: Claim, stages: Mapping[str, set[str]]) -> set[DocumentNeed]:
    """`stages`: those that each open exposure of the rule's coverages is in or has reached."""
    if rule.when and not matches(rule.when, claim.facts):
        return set()
    if rule.optional:
        return {"optional"}
    if rule.from_stage not in USUAL_STAGES:  # a detour: needed while an exposure is there
        here = any(each.stage == rule.from_stage and each.coverage in stages for each in claim.exposures)
        return {"now"} if here else set()
    beyond = set(USUAL_STAGES[USUAL_STAGES.index(rule.from_stage) :])
    return {"now" if reached & beyond else "later" for reached in stages.values()}


def documents_due(claim: Claim, rules: ClaimRules) -> tuple[str, ...]:
    """Documents that are needed now and have no submission, or a rejected one."""
    needs = document_needs(claim, rules)
    return tuple(
        document.item
        for document in claim.documents
        if needs[document.item] == "now" and document.status in ("missing", "rejected")
    )


def newly_due_documents(before: Claim, after: Claim, rules: ClaimRules) -> tuple[str, ...]:
    """Documents that a change of the claim made due."""
    already = document_needs(before, rules)
    return tuple(item for item in documents_due(after, rules) if already.get(item) != "now")


def documents_complete(claim: Claim, rules: ClaimRules) -> bool:
    """Whether all documents that are needed now are accepted."""
    needs = document_needs(claim, rules)
    return all(document.status == "accepted" for document in claim.documents if needs[document.item] == "now")
