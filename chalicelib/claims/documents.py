"""Required documents of a claim, their submissions and reviews, and the suggestion of a document for a file."""

import unicodedata

from msgspec.structs import replace

from chalicelib.claims.errors import NothingToReview, UnknownDocument
from chalicelib.claims.model import Claim, DocumentSubmission, RequiredDocument, ReviewStatus
from chalicelib.claims.rules import ClaimRules, DocumentRule, FactValues, matches


def required_documents(
    facts: FactValues,
    coverages: tuple[str, ...],
    had: tuple[RequiredDocument, ...],
    rules: ClaimRules,
    asked: tuple[str, ...] = (),
) -> tuple[RequiredDocument, ...]:
    """The documents that these coverages need under these facts, and those `asked` for by an adjuster, now or
    before. Earlier submissions are kept, also of documents that aren't needed any more."""
    before = {paper.item: paper for paper in had}
    by_hand = {*asked, *(paper.item for paper in had if paper.requested)}
    needed: dict[str, RequiredDocument] = {}
    for rule in rules.documents:
        wanted = tuple(coverage for coverage in coverages if not rule.coverages or coverage in rule.coverages)
        if (wanted and matches(rule.when, facts)) or rule.item in by_hand:
            merged = _merged(needed.get(rule.item), rule, wanted, before.get(rule.item))
            needed[rule.item] = replace(merged, optional=False, requested=True) if rule.item in by_hand else merged
    kept = {item: paper for item, paper in before.items() if paper.submissions and item not in needed}
    return (*needed.values(), *kept.values())


def _merged(
    same: RequiredDocument | None, rule: DocumentRule, wanted: tuple[str, ...], before: RequiredDocument | None
) -> RequiredDocument:
    coverages = tuple(dict.fromkeys((*(same.coverages if same else ()), *wanted)))
    optional = rule.optional and (same is None or same.optional)
    return RequiredDocument(rule.item, coverages, optional, before.submissions if before else ())


def document_rule(item: str, rules: ClaimRules) -> DocumentRule:
    """The configuration of a document. Raises UnknownDocument."""
    found = next((rule for rule in rules.documents if rule.item == item), None)
    if found is None:
        raise UnknownDocument(item=item)
    return found


def suggest_document(name: str, kind: str, papers: tuple[RequiredDocument, ...], rules: ClaimRules) -> str:
    """The document that a file's name or kind suggests; "" for none."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))
    open_items = {paper.item for paper in papers if paper.status in ("missing", "refused")}
    for rule in rules.documents:
        if rule.item in open_items and any(word in bare for word in rule.filename_words):
            return rule.item
    photos = (
        rule.item
        for rule in rules.documents
        if rule.accepts_unnamed_photos and rule.item in {paper.item for paper in papers}
    )
    return next(photos, "") if kind == "photo" else ""


def with_submission(claim: Claim, item: str, upload: str) -> Claim:
    """The claim with a file submitted as this document and as no other. Raises UnknownDocument."""
    if item and item not in {paper.item for paper in claim.documents}:
        raise UnknownDocument(item=item)
    return replace(claim, documents=tuple(_resubmitted(paper, item, upload) for paper in claim.documents))


def is_accepted(claim: Claim, upload: str) -> bool:
    """Whether this file was accepted as a document."""
    files = (filed for paper in claim.documents for filed in paper.submissions)
    return any(filed.upload == upload and filed.status == "accepted" for filed in files)


def _resubmitted(paper: RequiredDocument, item: str, upload: str) -> RequiredDocument:
    others = tuple(each for each in paper.submissions if each.upload != upload)
    if paper.item != item:
        return replace(paper, submissions=others) if len(others) < len(paper.submissions) else paper
    return (
        paper
        if len(others) < len(paper.submissions)
        else replace(paper, submissions=(*others, DocumentSubmission(upload)))
    )


def with_review(claim: Claim, item: str, upload: str, status: ReviewStatus, reason: str) -> Claim:
    """The claim with the review of a submission. Raises UnknownDocument, NothingToReview."""
    paper = next((paper for paper in claim.documents if paper.item == item), None)
    if paper is None:
        raise UnknownDocument(item=item)
    if upload not in {each.upload for each in paper.submissions}:
        raise NothingToReview(item=item)
    files = tuple(
        DocumentSubmission(upload, status, reason) if each.upload == upload else each for each in paper.submissions
    )
    after = replace(paper, submissions=files)
    return replace(claim, documents=tuple(after if each is paper else each for each in claim.documents))


def missing_documents(claim: Claim) -> tuple[str, ...]:
    """Required documents without a submission, or with a refused one."""
    return tuple(
        paper.item for paper in claim.documents if not paper.optional and paper.status in ("missing", "refused")
    )


def documents_complete(claim: Claim) -> bool:
    """Whether all required documents are accepted."""
    return all(paper.optional or paper.status == "accepted" for paper in claim.documents)
