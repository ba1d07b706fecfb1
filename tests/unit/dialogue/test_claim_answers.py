"""Answers from claims: what they commit to, and which documents they name."""

from msgspec.structs import replace

from chalicelib.content.claim_views import ClaimView, DocumentView
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import DocumentStatus
from chalicelib.content.views import Named
from chalicelib.dialogue.claim_answers import checklist_message, progress_message

KO = texts("ko")
CLAIM = ClaimView("20261123-000001", 1, Named("cust-kim", "김서연"), "conversation1", 1_795_399_200_000, True, ())


def document(item: str, need: str, status: str = "missing", *uploads: str) -> DocumentView:
    return DocumentView(DocumentStatus(item, item, status, need=need), uploads)  # type: ignore[arg-type]


def test_a_finished_claim_commits_to_nothing() -> None:
    assert "알려 드릴게요" in progress_message(CLAIM, KO).text
    assert "드릴게요" not in progress_message(replace(CLAIM, open=False), KO).text


def test_a_checklist_counts_what_is_needed_now_and_leaves_out_what_nobody_asks_for() -> None:
    documents = (
        document("registration", "none"),
        document("repair_receipt", "later"),
        document("income_proof", "optional"),
        document("claim_form", "now"),
        document("consent", "now", "rejected"),
        document("damage_photos", "now", "review", "up1"),
        document("bank_book", "none", "review", "up2"),
    )
    shown = checklist_message(replace(CLAIM, documents=documents), KO)
    assert [each.item for each in shown.documents] == [
        "claim_form", "consent", "damage_photos", "income_proof", "repair_receipt", "bank_book",
    ]  # fmt: skip
    assert "2가지" in shown.text


def test_a_checklist_without_anything_missing_now_says_so_and_no_more() -> None:
    shown = checklist_message(replace(CLAIM, documents=(document("claim_form", "now", "review", "up1"),)), KO)
    assert "지금 필요한 서류는 모두 받았어요" in shown.text
