"""Changing an upload: read it, plan its next version, keep that if nobody was quicker."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.files.model import Upload
from chalicelib.files.ports import Ports
from chalicelib.kernel.errors import Conflict, NotAllowed

ATTEMPTS = 5

Plan = Callable[[Upload], Upload | None]
"""An upload's next version; None where there is nothing left to do."""


def change(ports: Ports, upload: str, plan: Plan) -> Upload:
    """The upload as the plan leaves it. Raises NotAllowed (no such upload), Conflict, and what the plan raises."""
    for _ in range(ATTEMPTS):
        seen = ports.store.get(upload)
        if seen is None:
            raise NotAllowed
        planned = plan(seen)
        if planned is None:
            return seen
        after = replace(planned, version=seen.version + 1)
        if ports.store.change(after):
            return after
    raise Conflict
