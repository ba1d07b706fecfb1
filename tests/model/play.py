"""A claim's story with its queues and dead letters, as SQS would run them."""

import random
from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.claims.events import EVENT_TYPES
from chalicelib.content.message_bodies import Card, Notice
from chalicelib.content.server_frames import ClaimFrame
from chalicelib.processes.claim_subscribers import update_customer_pages
from chalicelib.processes.event_jobs import DeliveryJob, RelayJob
from chalicelib.processes.event_relay import relay_left_events, run_event_job
from chalicelib.processes.search_indexing import keep_search_index
from chalicelib.wiring import subscriptions
from chalicelib.wiring.subscriptions import SUBSCRIPTIONS
from tests.model.claim_story import ClaimStory
from tests.model.fuse import Crash
from tests.model.steps import DESKS, PHONES

MAX_RECEIVE_COUNT = 5
"""`maxReceiveCount` of the queue."""


class Play:
    """A story with its queues and dead letters. With `order` SQS delivers in any order."""

    def __init__(self, order: random.Random | None = None) -> None:
        self.story = ClaimStory()
        self.world = self.story.world
        self.dead: list[Any] = []
        self.followed: set[tuple[str, bytes]] = set()
        """Subscriber and event of each delivery from which the subscriber returned."""
        self._order = order

    def snapshot(self) -> Callable[[], None]:
        """The present state of all stores and queues; calling it restores it."""
        world = self.world
        fakes = [world.store, world.courier, world.presence, world.routing, world.bot_states]
        fakes += [
            world.claim_store,
            world.core,
            world.outbox,
            world.event_jobs,
            world.queued_notifications,
            world.jobs,
            world.figures,
            world.search_index,
        ]
        fakes += [
            world.waits,
            world.call_store,
            world.amendment_store,
            world.orders,
            world.mail,
            world.reminder_store,
            world.upload_store,
            world.objects,
            world.on_call,
            world.push_devices,
            world.push_gateway,
        ]
        fakes += [
            world.dispatch.jobs,
            world.dispatch.responders,
            world.dispatch.queue,
            world.dispatch.lessons,
            world.roadside_uses,
        ]
        states = [_copied(vars(fake)) for fake in fakes]
        number, now, followed = self.story.number, world.now, set(self.followed)

        def restore() -> None:
            for fake, state in zip(fakes, states, strict=True):
                vars(fake).update(_copied(state))
            self.story.number, world.now, self.followed = number, now, set(followed)

        return restore

    def run_jobs(self) -> None:
        """Runs jobs until the queues are empty. A job comes again if its Lambda died; one that fails five times is a
        dead letter."""
        failures: dict[int, int] = {}
        while waiting := self.world.event_jobs.sent:
            job: Any = self._order.choice(waiting) if self._order else waiting[0]
            try:
                run_event_job(self.world.services, subscriptions, job)
                if isinstance(job, DeliveryJob):
                    self.followed.add((job.subscriber, msgspec.json.encode(job.event)))
            except Crash:
                continue
            except Exception:  # noqa: BLE001 - what the handler reports as failed
                failures[id(job)] = failures.get(id(job), 0) + 1
                if failures[id(job)] < MAX_RECEIVE_COUNT:
                    continue
                self.dead.append(job)
            self.world.event_jobs.sent[:] = [each for each in self.world.event_jobs.sent if each is not job]

    def run_relays(self) -> None:
        """Runs the relay's jobs and leaves the deliveries in the queue."""
        sent = self.world.event_jobs.sent
        for job in [job for job in sent if isinstance(job, RelayJob)]:
            sent.remove(job)
            run_event_job(self.world.services, subscriptions, job)

    def settle(self) -> None:
        """Runs what waits, then the sweep of the next minute and what comes of it."""
        self.run_jobs()
        relay_left_events(self.world.services)
        keep_search_index(self.world.services)
        self.run_jobs()

    def check(self, *, without: str = "") -> None:
        """What every subscriber must have done, except the one that is left out."""
        self.check_deliveries(without)
        checks: dict[str, Callable[[], None]] = {
            "post_to_thread": self._check_thread,
            "send_to_core_system": self._check_core_system,
            "update_work_lists": self._check_work_lists,
            "update_customer_pages": lambda: self._check_page(PHONES[0]),
            "update_staff_pages": lambda: self._check_page(DESKS[2]),
        }
        for subscriber, check in checks.items():
            if subscriber != without:
                check()

    def check_deliveries(self, without: str) -> None:
        """Each subscriber has followed each event."""
        assert not self.world.outbox.waiting
        for entry in self.world.outbox.history:
            body = entry.body.encode()
            names = subscriptions.subscribers_of(msgspec.json.decode(body)["event"])
            assert {name for name in names if (name, body) not in self.followed} <= {without}

    def _check_thread(self) -> None:
        claim = self.story.claim
        bodies = [entry.body for _, (_, entry) in sorted(self.world.store.logs[claim.conversation].items())]
        codes = [body.code for body in bodies if isinstance(body, Notice) and body.data.get("claim") == claim.id]
        history = self.world.claim_store.history(claim)
        assert codes == [f"claim.{event.code}" for event in history if event.notify_customer]
        assert len([body for body in bodies if isinstance(body, Card) and claim.id in str(body)]) == 1

    def _check_core_system(self) -> None:
        claim = self.story.claim
        numbers = [event for number, event, _ in self.world.core.sent if number == claim.id]
        assert list(dict.fromkeys(numbers)) == list(range(1, claim.events + 1)), "the first of each, in order"

    def _check_work_lists(self) -> None:
        claim, claims = self.story.claim, self.world.claim_store
        listed = {
            (item.department, item.coverage)
            for department in claim.departments
            for item in claims.open_work(department)
            if item.claim == claim.id
        }
        done = {event.data["helped"] for event in claims.history(claim) if event.code == "helped"}
        exposures = {(each.department, each.coverage) for each in claim.exposures if not each.is_final}
        assert listed == exposures | {(each, "") for each in set(claim.notified_departments) - done}

    def _check_page(self, device: str) -> None:
        """The page has the newest version, if the last event is one that it gets."""
        claim = self.story.claim
        last = EVENT_TYPES[self.world.claim_store.history(claim)[-1].code]
        if device in DESKS:
            gets = any(
                each.adjuster and each.adjuster.id == self.world.devices[device].person for each in claim.exposures
            )
        else:
            gets = update_customer_pages in SUBSCRIPTIONS[last]
        frames = self.world.courier.inboxes[self.world.devices[device].connection]
        own = [frame.claim for frame in frames if isinstance(frame, ClaimFrame) and frame.claim.id == claim.id]
        assert not gets or own[-1].version == claim.version


def _copied(value: Any) -> Any:
    """A copy of the collections in a fake; what they hold is immutable."""
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return type(value)(_copied(each) for each in value) if type(value) in (list, set) else value
