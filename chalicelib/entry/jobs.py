"""Handlers of SQS events. Records are processed one by one, so that a failed one is retried alone."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.kernel.deadline import with_deadline
from chalicelib.kernel.parallel import run_all
from chalicelib.wiring import root

log = logging.getLogger("baro")


def handle_agent_work(event: Mapping[str, Any]) -> dict[str, Any]:
    """Matches queues with agents and checks the presence of agents."""
    from chalicelib.processes.housekeeping import run_job
    from chalicelib.routing.jobs import decode_job

    return process_batch(event, lambda body: run_job(root.services(), decode_job(body)))


def handle_event_work(event: Mapping[str, Any]) -> dict[str, Any]:
    """Sends events to their subscribers, and runs subscribers."""
    from chalicelib.processes.event_jobs import decode_event_job
    from chalicelib.processes.event_relay import run_event_job
    from chalicelib.wiring import subscriptions

    return process_batch(event, lambda body: run_event_job(root.services(), subscriptions, decode_event_job(body)))


def handle_dispatch_work(event: Mapping[str, Any]) -> dict[str, Any]:
    """Matches roadside jobs with responders, and looks at jobs that are due."""
    from chalicelib.dispatch.jobs import decode_dispatch_job
    from chalicelib.processes.dispatch_jobs import run_roadside_job

    return process_batch(event, lambda body: run_roadside_job(root.services(), decode_dispatch_job(body)))


def handle_core_decisions(event: Mapping[str, Any]) -> dict[str, Any]:
    """Applies decisions of the insurer's core system, and its answers to orders."""
    from chalicelib.processes.core_messages import carry_out_core_message

    return process_batch(event, lambda body: carry_out_core_message(root.services(), body))


def handle_uploads(event: Mapping[str, Any]) -> dict[str, Any]:
    """Inspects uploaded files."""
    from chalicelib.files.jobs import uploads_to_check
    from chalicelib.processes.file_checks import check_file

    def work(body: str) -> None:
        run_all([lambda upload=upload: check_file(root.services(), upload) for upload in uploads_to_check(body)])  # type: ignore[misc]

    return process_batch(event, work)


def handle_notifications(event: Mapping[str, Any]) -> dict[str, Any]:
    """Sends push notifications to customers without a connection."""
    from chalicelib.notifications.jobs import decode_notification
    from chalicelib.processes.push import push_to_customer

    return process_batch(event, lambda body: push_to_customer(root.services(), decode_notification(body)))


@with_deadline
def handle_contract_feeds(event: Mapping[str, Any]) -> dict[str, Any]:
    """Loads what the core system and plugs send about contracts and driving."""
    from chalicelib.contracts.feed_jobs import FeedMessage, read_feed_message
    from chalicelib.processes.contract_feeds import load_message, run_feed_job

    def work(body: str) -> None:
        message = read_feed_message(body)
        if isinstance(message, FeedMessage):
            load_message(root.services(), message)
        else:
            run_all([lambda job=job: run_feed_job(root.services(), job) for job in message])  # type: ignore[misc]

    return process_batch(event, work)


def process_batch(event: Mapping[str, Any], work: Callable[[str], object]) -> dict[str, Any]:
    """Processes a batch record by record. Returns the ids of failed records: SQS delivers them again and moves them to
    the dead-letter queue in the end."""
    failed = []
    for record in event["Records"]:
        try:
            work(record["body"])
        except Exception:  # the other records of the batch must be processed
            log.exception("job failed", extra={"message_id": record["messageId"]})
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
