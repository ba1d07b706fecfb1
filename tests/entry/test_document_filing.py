"""A file belongs to one claim: that of its last submission."""

import pytest
from msgspec.structs import replace

from chalicelib.content.server_frames import UploadFrame
from chalicelib.content.views import Named
from chalicelib.contracts.holder import Policyholder
from chalicelib.identity.tickets import Identity
from chalicelib.processes.claim_commands import register_report
from tests.entry.centre import KIM, Centre, Frame
from tests.entry.claim_fixtures import CONTRACT, DOYUN, FACTS, HANEUL, SORA, done, registered, work
from tests.entry.test_files import checked, sent
from tests.fakes.claims import FakeClaims
from tests.unit.files import sample_files

ITEM = "bank_book"


def closed_conversation(centre: Centre) -> str:
    """A conversation of KIM's that is over."""
    conversation = centre.opened()
    centre.done(KIM, "close", conversation=conversation)
    return conversation


def two_claims(centre: Centre, conversation: str) -> tuple[str, str]:
    """The older and the newer of two open claims of KIM's. The newer one has an injury."""
    older = registered(centre, conversation)
    centre.now += 60_000
    facts = {**FACTS, "occurred_at": "2027-01-15T09:30+09:00", "place": "부산역 앞", "counterparty_plate": "77하7777"}
    newer = register_report(
        centre.services, Named(KIM.id, "김서연"), conversation, "c1:2", {**facts, "injured": "true"}
    ).id
    work(centre)
    assert centre.claims.store.of_customer(KIM.id)[0].id == max(older, newer)
    return older, newer


def kept(centre: Centre) -> FakeClaims:
    assert isinstance(centre.claims.store, FakeClaims)
    return centre.claims.store


def holders(centre: Centre, upload: str) -> set[str]:
    return {claim.id for claim in kept(centre).claims.values() if claim.has_upload(upload)}


def shown_to(centre: Centre, who: Identity, conversation: str, upload: str) -> tuple[str, str]:
    """The claim and the document that a person sees a file as."""
    files: list[Frame] = centre.done(who, "files", conversation=conversation)["files"]
    found = next(file for file in files if file["id"] == upload)
    return found.get("claim", ""), found.get("item", "")


@pytest.fixture
def case(centre: Centre) -> tuple[str, str, str, str]:
    """Conversation, the older and the newer claim, and a file that looks like a bank book."""
    conversation = centre.assigned(HANEUL)
    older, newer = two_claims(centre, conversation)
    upload = sent(centre, conversation, sample_files.photo(), "통장.jpg")["id"]
    checked(centre, upload)
    return conversation, older, newer, upload


@pytest.mark.parametrize("with_older", [True, False])
def test_a_file_is_shown_with_the_claim_of_its_submission(
    centre: Centre, case: tuple[str, str, str, str], *, with_older: bool
) -> None:
    conversation, older, newer, upload = case
    chosen, other = (older, newer) if with_older else (newer, older)
    inbox = centre.courier.inboxes[f"connection-of-{HANEUL.id}"] = []
    centre.done(HANEUL, "hello", device="desk0001")
    documents = done(centre, KIM, chosen, "file_as", upload=upload, item=ITEM)["documents"]
    assert next(each for each in documents if each["document"]["item"] == ITEM)["uploads"] == [upload]
    for who in (KIM, HANEUL):
        assert shown_to(centre, who, conversation, upload) == (chosen, ITEM)
    uploads = [frame.upload for frame in inbox if isinstance(frame, UploadFrame)]
    assert [(each.claim, each.item, each.suggested_item) for each in uploads] == [(chosen, ITEM, "")]
    assert holders(centre, upload) == {chosen}
    left = centre.done(DOYUN, "claim", claim=other)["claim"]["documents"]
    assert next(each["document"] for each in left if each["document"]["item"] == ITEM)["status"] == "missing"


def test_a_submission_to_another_claim_removes_it_from_the_first(
    centre: Centre, case: tuple[str, str, str, str]
) -> None:
    conversation, older, newer, upload = case
    for chosen in (newer, older, older, newer, older):
        done(centre, KIM, chosen, "file_as", upload=upload, item=ITEM)
        assert holders(centre, upload) == {chosen}
        assert shown_to(centre, KIM, conversation, upload) == (chosen, ITEM)
    done(centre, KIM, older, "file_as", upload=upload, item="")
    assert holders(centre, upload) == set()
    done(centre, KIM, newer, "file_as", upload=upload, item=ITEM)
    assert holders(centre, upload) == {newer}


def test_of_two_submissions_to_two_claims_one_counts(centre: Centre, case: tuple[str, str, str, str]) -> None:
    """The second asks between the first's look and its write."""
    _, older, newer, upload = case
    asked = centre.claims.store.claim_of_upload
    others = [older]

    def meanwhile(upload: str) -> str:
        holder = asked(upload)
        if others:
            done(centre, KIM, others.pop(), "file_as", upload=upload, item=ITEM)
        return holder

    centre.claims.store.claim_of_upload = meanwhile  # type: ignore[method-assign]
    done(centre, KIM, newer, "file_as", upload=upload, item=ITEM)
    assert holders(centre, upload) == {newer}


@pytest.mark.parametrize("ended", ["taken back", "laid aside"])
def test_a_file_that_ends_during_its_submission_is_no_document(centre: Centre, ended: str) -> None:
    conversation = centre.assigned(HANEUL)
    claim, _ = two_claims(centre, conversation)
    upload = sent(centre, conversation, sample_files.program(), "통장.jpg")["id"]
    claim_of_upload, ends = kept(centre).claim_of_upload, [ended]

    def meanwhile(upload: str) -> str:
        if ends:
            ends.pop()
            checked(centre, upload) if ended == "laid aside" else centre.done(KIM, "discard", upload=upload)
        return claim_of_upload(upload)

    centre.claims.store.claim_of_upload = meanwhile  # type: ignore[method-assign]
    assert centre.ask(KIM, "file_as", claim=claim, upload=upload, item=ITEM)["code"] == "file_not_ready"
    assert holders(centre, upload) == set()


def test_a_file_submitted_to_two_claims_is_corrected_by_its_next_submission(
    centre: Centre, case: tuple[str, str, str, str]
) -> None:
    _, older, newer, upload = case
    for claim in (older, newer):
        done(centre, KIM, claim, "file_as", upload=upload, item=ITEM)
        kept(centre).uploads.clear()  # as it was before anybody wrote down with which claim a file lies
    done(centre, KIM, older, "file_as", upload=upload, item=ITEM)
    assert holders(centre, upload) == {older}


def test_an_accepted_document_cannot_be_submitted_to_another_claim(
    centre: Centre, case: tuple[str, str, str, str]
) -> None:
    _, older, newer, upload = case
    done(centre, KIM, older, "file_as", upload=upload, item=ITEM)
    version = kept(centre).claims[older].version
    done(centre, DOYUN, older, "review", item=ITEM, upload=upload, version=version, accept=True)
    assert centre.ask(KIM, "file_as", claim=newer, upload=upload, item=ITEM)["code"] == "document_already_accepted"
    assert holders(centre, upload) == {older}
    done(centre, DOYUN, newer, "file_as", upload=upload, item=ITEM)
    assert holders(centre, upload) == {newer}, "whose department has both may move it"


def test_a_document_of_another_customers_claim_cannot_be_taken(centre: Centre, case: tuple[str, str, str, str]) -> None:
    _, older, newer, upload = case
    done(centre, KIM, older, "file_as", upload=upload, item=ITEM)
    frame = centre.ask(SORA, "file_as", claim=newer, upload=upload, item=ITEM)
    assert (frame["code"], frame["details"]) == ("document_on_other_claim", {"claim": older})
    assert holders(centre, upload) == {older}


def test_a_settled_claim_keeps_its_documents(centre: Centre, case: tuple[str, str, str, str]) -> None:
    _, older, newer, upload = case
    done(centre, KIM, older, "file_as", upload=upload, item=ITEM)
    claim = kept(centre).claims[older]
    over = tuple(replace(exposure, stage="closed") for exposure in claim.exposures)
    kept(centre).claims[older] = replace(claim, exposures=over)
    assert not kept(centre).claims[older].is_open
    for who in (KIM, DOYUN):
        assert centre.ask(who, "file_as", claim=newer, upload=upload, item=ITEM)["code"] == "document_on_other_claim"
    assert holders(centre, upload) == {older}


def test_a_claim_lists_its_files_of_other_conversations(centre: Centre) -> None:
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT,)))
    number = register_report(centre.services, Named(KIM.id, "김서연"), closed_conversation(centre), "c1:1", FACTS).id
    upload = sent(centre, centre.opened(), sample_files.photo(), "통장.jpg")["id"]
    checked(centre, upload)
    assert upload not in [each["id"] for each in centre.done(DOYUN, "claim", claim=number).get("files", [])]
    centre.done(KIM, "file_as", claim=number, upload=upload, item=ITEM)
    files = {each["id"]: each for each in centre.done(DOYUN, "claim", claim=number)["files"]}
    assert (files[upload]["claim"], files[upload]["item"]) == (number, ITEM)


def test_a_file_is_suggested_for_the_claim_of_its_conversation(centre: Centre) -> None:
    earlier = closed_conversation(centre)
    conversation = centre.opened()
    number = registered(centre, conversation)
    centre.now += 60_000
    register_report(centre.services, Named(KIM.id, "김서연"), earlier, "c2:1", {**FACTS, "place": "부산역 앞"})
    upload = sent(centre, conversation, sample_files.photo(), "통장.jpg")["id"]
    found = checked(centre, upload)
    assert (found["claim"], found["suggested_item"]) == (number, ITEM)
