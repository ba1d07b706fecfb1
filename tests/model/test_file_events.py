"""What follows the check of a file is done once in effect, wherever a Lambda dies."""

from collections.abc import Callable

import pytest

from chalicelib.content.claim_views import UploadStatus
from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import UploadFrame
from chalicelib.files.checks import RECHECK_AFTER_MS
from chalicelib.files.model import Upload
from chalicelib.processes.file_checks import check_file
from chalicelib.processes.file_commands import discard_unchecked_upload
from tests.model.claim_story import KIM
from tests.model.play import Play
from tests.model.steps import PHONES
from tests.unit.files import sample_files

UPLOAD = "upload-0000001"


def submitted(play: Play, content: bytes) -> None:
    """A file whose bytes have come, submitted as a document of the claim."""
    play.story.register()
    play.settle()
    upload = Upload(
        UPLOAD, play.story.conversation, KIM.id, KIM, "통장.jpg", "photo", len(content), "image/jpeg", play.world.now
    )
    play.world.upload_store.create(upload, "phone:f1", play.world.now + 1)
    play.world.objects.objects[f"incoming/{UPLOAD}"] = content
    play.story.submit("bank_book", UPLOAD)
    play.settle()


def check(play: Play) -> None:
    """The check that S3's event starts."""
    check_file(play.world.services, UPLOAD)


def discard(play: Play) -> None:
    """Its sender gives the file up."""
    upload = play.world.upload_store.get(UPLOAD)
    assert upload is not None
    discard_unchecked_upload(play.world.services, upload)


def followed(play: Play, status: UploadStatus) -> None:
    """Holds what every subscriber must have done."""
    upload = play.world.upload_store.get(UPLOAD)
    assert upload is not None
    assert (upload.status, play.world.upload_store.checks) == (status, {})
    assert not play.world.outbox.waiting
    assert not play.dead
    bodies = [entry.body for _, (_, entry) in sorted(play.world.store.logs[play.story.conversation].items())]
    codes = [body.code for body in bodies if isinstance(body, Notice)]
    assert codes.count("upload.quarantined") == (status == "quarantined")
    assert play.story.claim.has_upload(UPLOAD) == (status == "ready")
    frames = play.world.courier.inboxes[play.world.devices[PHONES[0]].connection]
    shown = [frame.upload for frame in frames if isinstance(frame, UploadFrame)]
    assert [view.status for view in shown[-1:]] == ([] if status == "discarded" else [status])
    assert status != "quarantined" or not any(view.item for view in shown)


CASES: dict[UploadStatus, tuple[bytes, Callable[[Play], None]]] = {
    "ready": (sample_files.photo(), check),
    "quarantined": (sample_files.program(), check),
    "discarded": (sample_files.photo(), discard),
}


@pytest.mark.parametrize("status", CASES)
def test_a_crash_at_any_call_leaves_every_subscriber_of_a_file_done_once(status: UploadStatus) -> None:
    content, change = CASES[status]
    play = Play()
    submitted(play, content)
    restore = play.snapshot()
    play.world.fuse.calls = 0

    def run() -> None:
        play.story.attempt(lambda: change(play))
        play.run_jobs()
        play.world.fuse.left = 0
        play.world.now += RECHECK_AFTER_MS + 1
        for upload in play.world.upload_store.pending_checks(play.world.now - RECHECK_AFTER_MS):
            check_file(play.world.services, upload)
        play.settle()
        followed(play, status)

    run()
    for call in range(1, play.world.fuse.calls + 1):
        for before in (True, False):
            restore()
            play.world.fuse.left, play.world.fuse.before = call, before
            run()
