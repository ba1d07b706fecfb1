"""Events through `app.event_work`, as SQS would bring them."""

from typing import Any

import msgspec
from msgspec import Struct

import app
from chalicelib.claims.events import claim_subject, published_event
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.content.views import Named
from chalicelib.processes.claim_commands import register_report
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob
from chalicelib.wiring.subscriptions import subscribers_of
from tests.entry.centre import KIM, Centre, jobs
from tests.entry.claim_fixtures import FACTS, notified_codes


class Unreachable(Exception):
    """The queue of the core system doesn't answer."""


def run(centre: Centre) -> list[Any]:
    """One batch of what waits. Returns the jobs that failed: SQS brings them again."""
    waiting, centre.event_jobs.sent = centre.event_jobs.sent, []
    answer = app.event_work(jobs(*(msgspec.json.encode(job).decode() for job in waiting)), None)
    return [waiting[int(failed["itemIdentifier"])] for failed in answer["batchItemFailures"]]


def test_a_subscriber_that_fails_is_repeated_alone(centre: Centre) -> None:
    conversation = centre.opened()
    centre.follow_events()
    number = register_report(centre.services, Named(KIM.id, "김서연"), conversation, "c1:1", FACTS).id
    assert centre.event_jobs.sent == [RelayJob(claim_subject(number))]
    assert run(centre) == []
    assert not centre.outbox.waiting

    def refuse(claim: Claim, event: ClaimEvent) -> None:
        raise Unreachable

    send, centre.core.send = centre.core.send, refuse  # type: ignore[method-assign]
    (failed,) = run(centre)
    assert isinstance(failed, DeliveryJob)
    assert failed.subscriber == "send_to_core_system"
    assert notified_codes(centre, conversation) == ["registered"]
    assert centre.claims.store.open_work("own_car")
    centre.core.send = send  # type: ignore[method-assign]
    centre.event_jobs.sent = [failed]
    assert run(centre) == []
    assert centre.core.sent == [(number, 1, "registered")]
    assert notified_codes(centre, conversation) == ["registered"]


def test_a_delivery_to_a_subscriber_that_is_gone_is_a_failure(centre: Centre) -> None:
    event = {"event": "claim.registered", "claim": "20261123-482137", "number": 1, "code": "registered"}
    centre.event_jobs.deliver("removed_since", event)
    centre.event_jobs.deliver("post_to_thread", {**event, "event": "claim.removed_since"})
    assert len(run(centre)) == 2


def test_an_event_that_cannot_be_relayed_does_not_hold_up_later_ones(centre: Centre) -> None:
    """As after a deployment that was taken back: the relay knows no subscribers of the first event, and the second
    can't be read by its subscribers."""

    class Unknown(Struct, tag_field="event", tag="claim.unknown_yet"):
        """An event of a later deployment."""

    class Changed(Struct, tag_field="event", tag="claim.note_added"):
        """Without the fields that its subscribers read."""

    note = published_event("20261123-482137", ClaimEvent(3, 1, "note"))
    for number, event in enumerate((Unknown(), Changed(), note), start=1):
        centre.outbox.add("claim#20261123-482137", number, event)
    relay = RelayJob("claim#20261123-482137")
    centre.event_jobs.relay(relay.subject)
    assert run(centre) == [relay]
    assert [entry.number for entry in centre.outbox.entries(relay.subject)] == [1]
    unread = [job for job in centre.event_jobs.sent if isinstance(job, DeliveryJob) and "claim" not in job.event]
    assert run(centre) == unread
    assert len(unread) == len(subscribers_of("claim.note_added"))
