"""The check of a file, and the relay of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.files.checks import run_check
from chalicelib.files.events import upload_subject

if TYPE_CHECKING:
    from chalicelib.service_ports import WithEventJobs, WithFiles

    class Needs(WithEventJobs, WithFiles, Protocol): ...


def check_file(services: Needs, upload_id: str) -> None:
    """Checks an upload; its result is published. Idempotent. Raises what `checks.run_check` raises."""
    upload = run_check(services.files(), upload_id)
    if upload is not None and upload.is_final:
        services.event_jobs().relay(upload_subject(upload.id))
        services.files().store.clear_pending_check(upload.id)
