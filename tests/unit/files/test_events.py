"""Which update of a file publishes an event."""

import pytest
from msgspec.structs import replace

from chalicelib.content.views import Named
from chalicelib.files.events import FileDiscarded, FileQuarantined, FileReady, PublishedFileEvent, event_of_update
from chalicelib.files.model import TRANSITIONS, Upload

KIM = Named("cust-kim", "김서연")
UPLOAD = Upload("u1", "c1", KIM.id, KIM, "사고.jpg", "photo", 1_000, "image/jpeg", 1, version=4)
FINAL = {"ready": FileReady("u1", 5), "quarantined": FileQuarantined("u1", 5), "discarded": FileDiscarded("u1", 5)}


@pytest.mark.parametrize("before", TRANSITIONS)
@pytest.mark.parametrize("after", TRANSITIONS)
def test_only_a_new_final_status_is_published(before: str, after: str) -> None:
    changed = replace(UPLOAD, status=after, version=5)
    expected: PublishedFileEvent | None = FINAL.get(after) if before != after else None
    assert event_of_update(replace(UPLOAD, status=before), changed) == expected


def test_every_final_status_has_an_event() -> None:
    assert FINAL.keys() == {status for status, following in TRANSITIONS.items() if not following}
