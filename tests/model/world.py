"""The centre in memory for the model test, with people who lose their connection, repeat requests, and are
interrupted."""

from collections.abc import Callable
from itertools import count
from typing import Any

from msgspec.structs import replace

from chalicelib.content.server_frames import MessageFrame
from chalicelib.entry.actions import perform
from chalicelib.entry.conversations_actions import ConversationUpdate, HelloCommand, HistoryCommand, PingCommand
from chalicelib.entry.messages_actions import MessageSent
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import BaroError
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.types import NluResult
from chalicelib.processes.connections import disconnect
from chalicelib.processes.event_relay import run_event_job
from chalicelib.processes.housekeeping import run_every_minute, run_job
from chalicelib.search.rules import SearchRules, search_rules
from chalicelib.services import Services
from chalicelib.wiring import subscriptions
from tests.fakes.services import FakeServices
from tests.model.devices import TOKEN_MS, Device, Strict
from tests.model.fuse import Crash, Fuse, Fused


def recognise_intent(reading: Reading) -> NluResult:
    """Enough of an understanding: the words name the intent."""
    text = reading.cleaned
    intent = text if text in ("agent_request", "policy_summary", "accident_report") else "out_of_scope"
    return NluResult(intent, 1.0, {}, ((intent, 1.0),), is_emergency=text == "emergency")


def eager_rules() -> SearchRules:
    """Every round writes a segment, and two are merged."""
    rules = search_rules()
    return replace(rules, index=replace(rules.index, settle_seconds=0, segment_minutes=0, merge_segments=2))


class World(FakeServices):
    """Services whose adapters may end the Lambda, devices and jobs."""

    courier: Strict

    def __init__(self) -> None:
        self.fuse = Fuse()
        super().__init__(
            1_800_000_000_000,
            Strict(self.clock),
            recognise_intent,
            eager_rules(),
            lambda adapter: Fused(adapter, self.fuse),
        )
        self.scene = False
        self.refusals: set[str] = set()
        self._connections, self._refs = count(1), count(1)
        self.devices: dict[str, Device] = {}

    def actor(self, device: Device) -> Actor:
        queues = ("general", "accident", "contract") if device.role.is_staff else ()
        return Actor(device.person, device.role, device.person, device.connection, device.until, queues, 2)

    def ask(self, sender: Device, kind: type[Any], **fields: Any) -> Any:
        """One frame: the result, or None where it was refused or the Lambda died."""
        self.end_sessions()
        if not sender.connection:
            return None
        try:
            return perform(self.services, self.actor(sender), kind(ref=str(next(self._refs)), **fields))
        except (BaroError, Crash):
            return None
        finally:
            self._defuse()

    def _defuse(self) -> None:
        """A fuse lights one use case only, unless the scene set one for all of it."""
        self.fuse.lasts.add(self.fuse.calls)
        if not self.scene:
            self.fuse.left = 0

    def connect(self, device: Device) -> None:
        """A new connection and its hello, which returns missed messages."""
        device.connection = f"k{next(self._connections)}"
        device.until = self.courier.ends[device.connection] = self.now + TOKEN_MS
        self.courier.inboxes[device.connection] = []
        welcome = self.ask(device, HelloCommand, device="device000", cursors=dict(device.cursors))
        if welcome is None:
            self.cut(device)
            return
        for missed in welcome.conversations:
            self.take_in(device, missed)

    def take_in(self, device: Device, missed: ConversationUpdate) -> None:
        """What hello or open brought; the rest is fetched by history, as the pages do."""
        conversation = missed.conversation.id
        device.keep(conversation, missed.messages)
        self.catch_up(device, conversation, missed.conversation.seq)

    def catch_up(self, device: Device, conversation: str, last: int) -> None:
        """Fetches what lies between the cursor and `last`."""
        held = device.held.setdefault(conversation, {})
        while (missing := [seq for seq in range(1, last + 1) if seq not in held]) and device.connection:
            page = self.ask(device, HistoryCommand, conversation=conversation, after=missing[0] - 1, limit=100)
            if page is None or not page.messages:
                return
            device.keep(conversation, page.messages)
        device.cursors[conversation] = max(device.cursors.get(conversation, 0), last if not missing else 0)

    def cut(self, device: Device, noticed: bool = True) -> None:
        """The connection breaks; API Gateway may or may not notice. Posted frames that were not read are lost."""
        if not device.connection:
            return
        self.courier.inboxes.pop(device.connection, None)
        actor = self.actor(device)
        device.connection = ""
        if noticed:
            try:
                disconnect(self.services, actor)
            except Crash:
                pass
            finally:
                self._defuse()

    def end_sessions(self) -> None:
        """Whose token has ended sends nothing more on that connection, and may or may not have noticed."""
        for device in self.devices.values():
            if device.connection and self.now >= device.until:
                device.connection = ""

    def read(self, device: Device) -> None:
        """Takes in what was posted; a gap is filled by history."""
        frames = self.courier.inboxes.get(device.connection, [])
        for frame in frames[:]:
            if isinstance(frame, MessageFrame):
                device.keep(frame.conversation, [frame.message])
        frames.clear()

    def flush(self, device: Device) -> None:
        """Sends the oldest unanswered message: the same again until it is answered."""
        self.end_sessions()
        if not device.connection or not device.outbox:
            return
        send = device.outbox[0]
        try:
            sent = perform(self.services, self.actor(device), send)
        except Crash:
            return
        except BaroError as error:
            self.refusals.add(error.code)
            if not error.retryable:
                device.outbox.pop(0)
            return
        finally:
            self._defuse()
        assert isinstance(sent, MessageSent)
        device.outbox.pop(0)
        before = device.acked.setdefault(send.client_id, (send.conversation, sent.seq))
        assert before == (send.conversation, sent.seq), "a repeat got another number"

    def run_job(self, position: int, again: bool) -> None:
        """Delivers a job, out of order, perhaps twice; a crash brings it back."""
        queues: list[tuple[list[Any], Callable[[Services, Any], None]]] = [
            (self.jobs.waiting, run_job),
            (self.event_jobs.sent, lambda services, job: run_event_job(services, subscriptions, job)),
        ]
        waiting = [(queue, run, job) for queue, run in queues for job in queue]
        if not waiting:
            return
        queue, run, job = waiting[position % len(waiting)]
        queue[:] = [each for each in queue if each is not job]
        for _ in range(2 if again else 1):
            try:
                run(self.services, job)
            except Crash:
                queue.append(job)
            finally:
                self._defuse()

    def run_all_jobs(self) -> None:
        """Runs jobs, and those that come of them, until none is left."""
        while self.jobs.waiting or self.event_jobs.sent:
            self.run_job(0, again=False)

    def minute(self) -> None:
        """A minute passes, agents who are there ping, the round is made."""
        self.now += 60_000
        self.jobs.ring()
        self.end_sessions()
        for device in self.devices.values():
            if device.connection and device.role.is_staff:
                self.ask(device, PingCommand)
        try:
            run_every_minute(self.services)
        except Crash:
            pass
        finally:
            self._defuse()
