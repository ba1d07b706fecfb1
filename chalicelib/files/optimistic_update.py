"""Optimistic concurrency for uploads: read, compute the next version, write it if the stored version is unchanged."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.files.errors import InvalidUploadTransition
from chalicelib.files.events import event_of_update
from chalicelib.files.model import Upload
from chalicelib.files.ports import FilePorts
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 5

UploadUpdate = Callable[[Upload], Upload | None]
"""Computes the next version of an upload; None means no change."""


def update_upload(ports: FilePorts, upload: str, update: UploadUpdate) -> Upload:
    """Applies `update` and returns the stored upload.

    Raises NotAllowed (no such upload), Conflict, InvalidUploadTransition, and what `update` raises.
    """

    def attempt() -> Upload | LostRace:
        current = ports.store.get(upload)
        if current is None:
            raise NotAllowed
        changed = update(current)
        if changed is None:
            return current
        if changed.status != current.status and not current.may_become(changed.status):
            raise InvalidUploadTransition(f"{current.status} to {changed.status}")
        after = replace(changed, version=current.version + 1)
        return after if ports.store.update(after, event_of_update(current, after)) else LOST_RACE

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS)
