"""Contract of stores for uploads."""

from msgspec.structs import replace

from chalicelib.content.views import Named
from chalicelib.files.events import FileDiscarded, FileQuarantined, upload_subject
from chalicelib.files.model import Upload
from chalicelib.files.ports import UploadStore
from chalicelib.kernel.ids import time_sorted_ids
from chalicelib.services import EventOutbox
from tests.fakes.events import event_of

_ids = time_sorted_ids(lambda: 1_800_000_000_000)


def upload(conversation: str, by: str = "cust-kim") -> Upload:
    return Upload(_ids(), conversation, "cust-kim", Named(by, "김서연"), "사고.jpg", "photo", 1_000, "image/jpeg", 1)


def test_a_client_id_is_one_upload_per_person(uploads: UploadStore) -> None:
    conversation = _ids()
    first = uploads.create(upload(conversation), "phone001:f1", 9_000)
    assert uploads.create(upload(conversation), "phone001:f1", 9_000) == first == uploads.get(first.id)
    other = uploads.create(upload(conversation, "agent-doyun"), "phone001:f1", 9_000)
    assert other.id != first.id
    assert {each.id for each in uploads.of_conversation(conversation)} == {first.id, other.id}


def test_of_two_updates_of_one_version_one_is_stored(uploads: UploadStore) -> None:
    first = uploads.create(upload(_ids()), "phone001:f1", 9_000)
    stored = replace(first, status="stored", version=2)
    assert uploads.update(stored)
    assert not uploads.update(replace(first, status="discarded", version=2))
    assert uploads.get(first.id) == stored


def test_a_final_status_and_its_event_are_stored_together(uploads: UploadStore, outbox: EventOutbox) -> None:
    first = uploads.create(upload(_ids()), "phone001:f1", 9_000)
    stored = replace(first, status="discarded", version=2)
    assert uploads.update(stored, FileDiscarded(first.id, 2))
    assert not uploads.update(replace(first, status="quarantined", version=2), FileQuarantined(first.id, 2))
    assert uploads.get(first.id) == stored
    entries = outbox.entries(upload_subject(first.id))
    assert [event_of(entry) for entry in entries] == [FileDiscarded(first.id, 2)]


def test_the_first_upload_with_a_digest_stays_the_first(uploads: UploadStore) -> None:
    customer, digest = _ids(), "d" * 64
    assert [uploads.first_upload_with(customer, digest, each) for each in ("one", "two", "one")] == [
        "one",
        "one",
        "one",
    ]
    assert uploads.first_upload_with(_ids(), digest, "two") == "two"


def test_pending_checks_are_found(uploads: UploadStore) -> None:
    one, other = _ids(), _ids()
    uploads.mark_check_pending(one, 1_000)
    uploads.mark_check_pending(other, 2_000)
    assert one in uploads.pending_checks(1_500)
    assert other not in uploads.pending_checks(1_500)
    uploads.clear_pending_check(one)
    uploads.clear_pending_check(one)
    assert one not in uploads.pending_checks(9_000)
    uploads.clear_pending_check(other)


def test_an_upload_without_bytes_is_pending_after_its_expiry(uploads: UploadStore) -> None:
    announced = uploads.create(upload(_ids()), "phone001:f1", 5_000)
    assert announced.id not in uploads.pending_checks(5_000)
    assert announced.id in uploads.pending_checks(5_001)
    uploads.create(upload(announced.conversation), "phone001:f1", 1_000)
    assert announced.id not in uploads.pending_checks(5_000), "a repeat changes nothing"
    uploads.mark_check_pending(announced.id, 9_000)
    assert announced.id not in uploads.pending_checks(9_000)
    uploads.clear_pending_check(announced.id)
    assert announced.id not in uploads.pending_checks(99_000)


def test_uploads_are_read_together_in_the_order_asked_for(uploads: UploadStore) -> None:
    """More than one request takes, some asked for twice, one that doesn't exist."""
    conversation = _ids()
    made = [uploads.create(upload(conversation), f"phone001:f{number}", 9_000) for number in range(103)]
    wanted = [each.id for each in made]
    assert uploads.get_many([wanted[0], "nothing", *wanted, wanted[5]]) == tuple(made)
    assert uploads.get_many([]) == ()
    assert uploads.of_conversation(conversation) == tuple(sorted(made, key=lambda each: each.id, reverse=True))
