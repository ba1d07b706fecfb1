"""The statuses of an upload change only as the table of transitions says."""

from itertools import product
from typing import get_args

import pytest
from msgspec.structs import replace

from chalicelib.content.claim_views import UploadStatus
from chalicelib.files.errors import InvalidUploadTransition
from chalicelib.files.model import TRANSITIONS
from chalicelib.files.optimistic_update import update_upload
from tests.unit.files.world import World

STATUSES: tuple[UploadStatus, ...] = get_args(UploadStatus)


def test_every_status_has_its_transitions() -> None:
    assert set(TRANSITIONS) == set(STATUSES)


@pytest.mark.parametrize("before, after", [*product(STATUSES, STATUSES)])
def test_a_change_that_the_table_does_not_contain_is_refused(before: UploadStatus, after: UploadStatus) -> None:
    world = World()
    upload = replace(world.announced(), status=before)
    world.store.uploads[upload.id] = upload
    if after == before or after in TRANSITIONS[before]:
        assert update_upload(world.ports, upload.id, lambda current: replace(current, status=after)).status == after
    else:
        with pytest.raises(InvalidUploadTransition, match=f"{before} to {after}"):
            update_upload(world.ports, upload.id, lambda current: replace(current, status=after))
        assert world.now_of(upload) == upload


@pytest.mark.parametrize("status", STATUSES)
def test_an_upload_is_final_when_nothing_may_follow(status: UploadStatus) -> None:
    assert replace(World().announced(), status=status).is_final == (status in ("ready", "quarantined", "discarded"))
