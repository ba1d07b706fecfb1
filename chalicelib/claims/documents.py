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
    before = {document.item: document for document in had}
    by_hand = {*asked, *(document.item for document in had if document.requested)}
    needed: dict[str, RequiredDocument] = {}
    for rule in rules.documents:
        needed_by = tuple(coverage for coverage in coverages if not rule.coverages or coverage in rule.coverages)
        if (needed_by and matches(rule.when, facts)) or rule.item in by_hand:
            merged = _merged(needed.get(rule.item), rule, needed_by, before.get(rule.item))
            needed[rule.item] = replace(merged, optional=False, requested=True) if rule.item in by_hand else merged
    kept = {item: document for item, document in before.items() if document.submissions and item not in needed}
    return (*needed.values(), *kept.values())


def _merged(
    same: RequiredDocument | None, rule: DocumentRule, needed_by: tuple[str, ...], before: RequiredDocument | None
) -> RequiredDocument:
    coverages = tuple(dict.fromkeys((*(same.coverages if same else ()), *needed_by)))
    optional = rule.optional and (same is None or same.optional)
    return RequiredDocument(rule.item, coverages, optional, before.submissions if before else ())


def document_rules(item: str, rules: ClaimRules) -> tuple[DocumentRule, ...]:
    """The rows of the configuration for a document; empty for one that is no longer configured."""
    return tuple(rule for rule in rules.documents if rule.item == item)


def document_rule(item: str, rules: ClaimRules) -> DocumentRule:
    """The first row of a document. Raises UnknownDocument."""
    found = document_rules(item, rules)
    if not found:
        raise UnknownDocument(item=item)
    return found[0]


def suggest_document(name: str, kind: str, documents: tuple[RequiredDocument, ...], rules: ClaimRules) -> str:
    """The document that a file's name or kind suggests; "" for none."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))
    named = {rule.item for rule in rules.documents if any(word in bare for word in rule.filename_words)}
    for statuses in (("missing", "rejected"), ("review",)):  # one under review may have further pages
        for document in documents:
            if document.item in named and document.status in statuses:
                return document.item
    photos = (
        rule.item
        for rule in rules.documents
        if rule.accepts_unnamed_photos and rule.item in {document.item for document in documents}
    )
    return next(photos, "") if kind == "photo" else ""


def with_submission(claim: Claim, item: str, upload: str) -> Claim:
    """The claim with a file submitted as this document and as no other. Raises UnknownDocument."""
    if item and item not in {document.item for document in claim.documents}:
        raise UnknownDocument(item=item)
    return replace(claim, documents=tuple(_resubmitted(document, item, upload) for document in claim.documents))


def is_accepted(claim: Claim, upload: str) -> bool:
    """Whether this file was accepted as a document."""
    files = (submission for document in claim.documents for submission in document.submissions)
    return any(submission.upload == upload and submission.status == "accepted" for submission in files)


def _resubmitted(document: RequiredDocument, item: str, upload: str) -> RequiredDocument:
    others = tuple(each for each in document.submissions if each.upload != upload)
    if document.item != item:
        return replace(document, submissions=others) if len(others) < len(document.submissions) else document
    return (
        document
        if len(others) < len(document.submissions)
        else replace(document, submissions=(*others, DocumentSubmission(upload)))
    )


def with_review(claim: Claim, item: str, upload: str, status: ReviewStatus, reason: str) -> Claim:
    """The claim with the review of a submission. Raises UnknownDocument, NothingToReview."""
    document = next((document for document in claim.documents if document.item == item), None)
    if document is None:
        raise UnknownDocument(item=item)
    if upload not in {each.upload for each in document.submissions}:
        raise NothingToReview(item=item)
    files = tuple(
        DocumentSubmission(upload, status, reason) if each.upload == upload else each for each in document.submissions
    )
    after = replace(document, submissions=files)
    return replace(claim, documents=tuple(after if each is document else each for each in claim.documents))


def documents_in_review(claim: Claim) -> int:
    """The number of documents whose review is due."""
    return sum(1 for each in claim.documents if each.submissions and each.status == "review")
