"""SQS events: each record by itself, so that one bad job doesn't bring the others back."""

import logging
from collections.abc import Mapping
from typing import Any

from chalicelib import wiring
from chalicelib.reactions.rounds import work
from chalicelib.routing.jobs import read_job

log = logging.getLogger("baro")


def agent_work(event: Mapping[str, Any]) -> dict[str, Any]:
    """Does the jobs of a batch; names those that failed, which SQS delivers again and at last lays aside as dead."""
    failed = []
    for record in event["Records"]:
        try:
            work(wiring.house(), read_job(record["body"]))
        except Exception:  # the edge: the others of the batch must go on
            log.exception("job failed", extra={"message_id": record["messageId"]})
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
