"""The check of a file, and the relay of its result."""

from chalicelib.files.checks import run_check
from chalicelib.files.events import upload_subject
from chalicelib.services import Services


def check_file(services: Services, upload_id: str) -> None:
    """Checks an upload; its result is published. Idempotent. Raises what `checks.run_check` raises."""
    upload = run_check(services.files(), upload_id)
    if upload is not None and upload.is_final:
        services.event_jobs().relay(upload_subject(upload.id))
        services.files().store.clear_pending_check(upload.id)
