"""Files: their table, their bucket, and the insurer's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure
from chalicelib.wiring.events import outbox

if TYPE_CHECKING:
    from chalicelib.files.ports import FilePorts


@cache
def files() -> FilePorts:
    """Files: their table, their bucket, and the insurer's rules."""
    from chalicelib.aws.blobs import Bucket
    from chalicelib.aws.clients import client
    from chalicelib.files.jobs import CheckQueue
    from chalicelib.files.ports import FilePorts
    from chalicelib.files.rules import file_rules
    from chalicelib.files.store import DynamoUploadStore
    from chalicelib.kernel.ids import time_sorted_ids

    return FilePorts(
        store=DynamoUploadStore(
            infrastructure.dynamodb(), settings().table("uploads"), outbox(), infrastructure.run_parallel()
        ),
        objects=Bucket(client("s3"), settings().bucket("uploads")),
        rules=file_rules(),
        clock=infrastructure.clock,
        ids=time_sorted_ids(infrastructure.clock),
        place_name_near=_place_near,
        request_check=CheckQueue(infrastructure.queue("uploads").send),
        scanner=settings().scanner,
    )


def _place_near(latitude: float, longitude: float) -> str:
    from chalicelib.nlu.gazetteer import nearest_landmark

    return nearest_landmark(latitude, longitude)
