"""A day of the centre in which every event occurs: talk, pushes, forms and files, then a claim's story."""

import contextlib
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.content.message_bodies import Card, Notice, Text
from chalicelib.content.messages import Message
from chalicelib.content.server_frames import AssignedFrame, QueuesFrame, UnassignedFrame, UploadFrame
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE, State
from chalicelib.dialogue.events import BookingWanted, PublishedFormEvent, RegistrationWanted
from chalicelib.dialogue.state import CompletedFlow
from chalicelib.entry.protocol.agent_desk import AvailabilityCommand, ResolveCommand, TransferCommand
from chalicelib.entry.protocol.conversations import CloseCommand, LeaveCommand, OpenCommand
from chalicelib.entry.protocol.messages import SendCommand
from chalicelib.files.model import Upload
from chalicelib.kernel.errors import BaroError
from chalicelib.notifications.model import PushDevice, token_digest
from chalicelib.processes.event_relay import relay_left_events
from chalicelib.processes.file_checks import check_file
from chalicelib.processes.file_commands import discard_unchecked_upload
from chalicelib.processes.on_call import page_on_call
from chalicelib.processes.push import push_to_customer
from chalicelib.routing.model import Status
from tests.model.claim_story import FACTS, KIM, LEE, OWN
from tests.model.play import Play
from tests.model.steps import DESKS, PHONES
from tests.model.world import Crash, Device
from tests.unit.files import sample_files

PHONE, DESK, COLLEAGUE = PHONES[2], DESKS[0], DESKS[2]
GONE, KEPT = "endpoint/gone", "endpoint/kept"
UPLOADS = {"ready": "upload-0000001", "quarantined": "upload-0000002", "discarded": "upload-0000003"}
MINUTE_MS = 61_000

Step = Callable[[], None]


class Day(Play):
    """The story of a claim and the day around it. `pushes` is what the log of pushes holds."""

    def __init__(self) -> None:
        super().__init__()
        world = self.world
        world.scene = True  # a fuse ends what comes of a step, too
        for name in (PHONE, DESK):
            world.connect(world.devices[name])
        world.push_gateway.endpoints = {"gone": GONE, "kept": KEPT}
        for token, endpoint in world.push_gateway.endpoints.items():
            digest = token_digest(token)
            world.push_devices.register(PushDevice(LEE.id, f"phone{token}", "fcm", digest, endpoint, "ko", world.now))
        world.push_gateway.outcomes[GONE] = "gone"
        self.pushes: set[tuple[str, int]] = set()
        self._connections = [(device.person, device.connection) for device in world.devices.values()]
        logging.getLogger("baro.push").addHandler(_Recording(self.pushes))

    def snapshot(self) -> Callable[[], None]:
        restore, devices = super().snapshot(), self.world.devices.values()
        connections, pushes = [(device.connection, device.until) for device in devices], set(self.pushes)

        def restore_all() -> None:
            restore()
            self.pushes.clear()
            self.pushes.update(pushes)
            for device, (connection, until) in zip(devices, connections, strict=True):
                device.connection, device.until = connection, until

        return restore_all

    # --- what happens

    def steps(self) -> Iterator[Step]:
        """All of the day, in order."""
        yield lambda: self._ask(PHONE, OpenCommand, device="device000")
        yield lambda: self._confirm(self._talk.id, RegistrationWanted, CompletedFlow("12", OTHER_FACTS))
        yield lambda: self._say(PHONE, 1, "agent_request")
        yield lambda: self._ask(PHONE, LeaveCommand, conversation=self._talk.id)
        yield lambda: self._say(PHONE, 2, "agent_request")
        yield lambda: self._say(PHONE, 3, "emergency")
        yield lambda: self._report_for_duty(DESK)
        yield lambda: self._ask(DESK, TransferCommand, conversation=self._talk.id, note="메모", queue="contract")
        yield lambda: self._report_for_duty(COLLEAGUE)
        yield lambda: self._ask(DESK, TransferCommand, conversation=self._talk.id, note="", agent="agent-b")
        yield self._write_to_who_is_away
        yield lambda: self._ask(COLLEAGUE, ResolveCommand, conversation=self._talk.id, outcome="done", draft="keep")
        yield lambda: self._ask(PHONE, CloseCommand, conversation=self._talk.id, draft="keep")
        yield lambda: self._check_file("ready", sample_files.photo())
        yield lambda: self._check_file("quarantined", sample_files.program())
        yield self._discard_file
        for step in self.story.steps():
            yield lambda step=step: self.story.attempt(step)  # type: ignore[misc]
            if self._last_code() == "identity_hold":
                yield self._book

    @property
    def _talk(self) -> Conversation:
        """The conversation of the customer who talks to agents."""
        own = (each for each in self.world.store.conversations.values() if each.customer.id == LEE.id)
        return next(own)

    def _device(self, name: str) -> Device:
        device = self.world.devices[name]
        if not device.connection:
            self.world.connect(device)
        return device

    def _ask(self, name: str, kind: type[Any], **fields: Any) -> None:
        self.world.ask(self._device(name), kind, **fields)

    def _say(self, name: str, number: int, words: str) -> None:
        body, client_id = Text(words), f"{name}:{number}"
        self.world.now += 1_100
        self._ask(name, SendCommand, conversation=self._talk.id, client_id=client_id, body=body)

    def _report_for_duty(self, name: str) -> None:
        """Availability is no event: a page that gets no answer asks again, and the minute's round finds who waits."""
        for _ in range(2):
            self._ask(name, AvailabilityCommand, status="available")

    def _write_to_who_is_away(self) -> None:
        """One of the customer's two registered devices has no app any more."""
        phone = self.world.devices[PHONE]
        self.world.courier.inboxes.pop(phone.connection, None)
        phone.connection = ""
        self._say(COLLEAGUE, 1, "전화 주세요")

    def _confirm(self, conversation: str, kind: type[PublishedFormEvent], form: CompletedFlow) -> None:
        """The turn that confirmed a form crashed right after its write; the next minute's sweep finds its event."""
        states = self.world.bot_states
        state = states.load(conversation)
        if form.key not in state.suggested_keys:  # a mark of this test: saved once
            keys = (*state.suggested_keys, form.key)
            after = replace(state, version=state.version + 1, completed_flow=form, suggested_keys=keys)
            assert states.save(conversation, after, kind(conversation, after.version, form.key))
        relay_left_events(self.world.services)

    def _book(self) -> None:
        facts = {"channel": "call", "window": "morning", "phone": "010-1234-5678"}
        form = CompletedFlow("21", facts, booking="identity", subject=f"{self.story.number}:{OWN}")
        self._confirm(self.story.conversation, BookingWanted, form)

    def _last_code(self) -> str:
        return self.world.claims.history(self.story.claim)[-1].code

    def _announce(self, status: str, content: bytes) -> Upload:
        """An upload, stored once."""
        upload, now, where = UPLOADS[status], self.world.now, self.story.conversation
        made = Upload(upload, where, KIM.id, KIM, "사진.jpg", "photo", len(content), "image/jpeg", now)
        self.world.objects.objects.setdefault(f"incoming/{upload}", content)
        return self.world.uploads.create(made, f"phone:{status}", now + 1)

    def _check_file(self, status: str, content: bytes) -> None:
        check_file(self.world.services, self._announce(status, content).id)

    def _discard_file(self) -> None:
        discard_unchecked_upload(self.world.services, self._announce("discarded", sample_files.photo()))

    def attempt(self, step: Step) -> None:
        """A step, whose sender doesn't repeat it."""
        with contextlib.suppress(Crash, BaroError):
            step()
        for device in self.world.devices.values():
            if device.connection and (device.person, device.connection) not in self._connections:
                self._connections.append((device.person, device.connection))

    def kinds_since(self, number: int) -> set[tuple[str, str]]:
        """Tag and code of the events that were published after the first `number`."""
        events = (msgspec.json.decode(entry.body) for entry in self.world.event_outbox.history[number:])
        return {(event["event"], event.get("code", "")) for event in events}

    # --- what comes of it

    def settle(self) -> None:
        """Runs what waits, then what the next minute repeats, and what comes of it."""
        super().settle()
        world = self.world
        for upload in world.uploads.pending_checks(world.now + MINUTE_MS):
            check_file(world.services, upload)
        world.now += MINUTE_MS
        page_on_call(world.services, "accident")
        world.now -= MINUTE_MS
        super().settle()

    def run_jobs(self) -> None:
        world = self.world
        while world.event_jobs.sent or world.jobs.waiting or world.notifications.queued:
            super().run_jobs()
            if world.jobs.waiting:
                self._run_match()
            elif world.notifications.queued:
                self._run_push()

    def _run_match(self) -> None:
        world = self.world
        try:
            world.run_job(0, again=False)
        except Exception as error:
            raise AssertionError("a match fails") from error

    def _run_push(self) -> None:
        job = self.world.notifications.queued[0]
        try:
            push_to_customer(self.world.services, job)
        except Crash:
            return  # SQS brings it again
        self.world.notifications.queued = [each for each in self.world.notifications.queued if each is not job]

    # --- what every subscriber must have done

    def check(self, *, without: str = "") -> None:
        """The effects of every event that was published, except those of one subscriber."""
        if self.story.number:
            super().check(without=without)
        assert not self.world.event_outbox.waiting
        checks: dict[tuple[str, ...], Callable[[], None]] = {
            ("welcome_customer",): self._check_greetings,
            ("page_for_emergency",): self._check_pages_for_emergencies,
            ("end_queue_and_assignment",): self._check_ends,
            ("assign_from_queue", "return_to_queue"): self._check_queues,
            ("show_queue",): self._check_shown_queues,
            ("follow_in_conversation", "return_to_queue", "end_queue_and_assignment"): self._check_moves,
            ("complete_handover",): self._check_handovers,
            ("complete_confirmed_form",): self._check_forms,
            ("record_push",): self._check_push_log,
            ("forget_endpoint",): self._check_endpoints,
            ("post_quarantine_notice", "update_file_on_pages"): self._check_files,
        }
        for subscribers, check in checks.items():
            if without not in subscribers:
                check()

    def _published(self, *tags: str) -> list[dict[str, Any]]:
        events = (msgspec.json.decode(entry.body) for entry in self.world.event_outbox.history)
        return [event for event in events if event["event"] in tags]

    def _log(self, conversation: str) -> list[Message]:
        """The log as a page reads it."""
        stored, messaging = self.world.store.conversations[conversation], self.world.services.messaging
        return list(complete_page(messaging, stored, 0, stored.seq + 1, stored.seq, newest=False))

    def _bodies(self, conversation: str) -> list[Any]:
        return [message.body for message in self._log(conversation)]

    def _codes(self, conversation: str) -> list[str]:
        return [body.code for body in self._bodies(conversation) if isinstance(body, Notice)]

    def _frames(self, person: str) -> list[Any]:
        """What was posted to the person's connections, oldest connection first."""
        own = [connection for owner, connection in self._connections if owner == person]
        return [frame for connection in own for frame in self.world.courier.inboxes.get(connection, ())]

    def _check_greetings(self) -> None:
        for event in self._published("conversation.opened"):
            ids = [message.client_id for message in self._log(event["conversation"])]
            assert ids.count("bot:1") == 1

    def _check_pages_for_emergencies(self) -> None:
        for event in self._published("conversation.handed_over"):
            codes = self._codes(event["conversation"])
            if "emergency_first" in codes:
                assert "on_call_paged" in codes
                assert self.world.on_call.sent

    def _check_ends(self) -> None:
        for event in self._published("conversation.resolved", "conversation.closed"):
            conversation = event["conversation"]
            assert self.world.store.conversations[conversation].state not in LIVE
            assert conversation not in self.world.routing.entries
            self._check_left_desk(event["agent"], conversation)

    def _check_left_desk(self, agent: str, conversation: str) -> None:
        frames = (frame for frame in self._frames(agent) if isinstance(frame, UnassignedFrame))
        assert not agent or conversation in {frame.conversation for frame in frames}

    def _check_queues(self) -> None:
        """Nobody waits for an agent who is free."""
        for entry, agent in self.world.routing.entries.values():
            if not agent:
                assert not any(each.can_accept(entry.queue) for each in self.world.routing.agent_states.values())

    def _check_shown_queues(self) -> None:
        moves = self._published("routing.queued", "routing.assigned", "routing.given_back", "routing.left")
        queues = {event["queue"] for event in moves} | {event.get("from_queue", "") for event in moves}
        for agent in self.world.routing.agent_states.values():
            views = [view for f in self._frames(agent.agent) if isinstance(f, QueuesFrame) for view in f.queues]
            for queue in queues & agent.queues if agent.status is not Status.OFFLINE else ():
                shown = [view.waiting for view in views if view.name == queue]
                assert not shown or shown[-1] == len(self.world.routing.list_waiting(queue, 9))

    def _check_moves(self) -> None:
        """Conversations are what routing says, and the desks know."""
        for conversation in self.world.store.conversations.values():
            entry, agent = self.world.routing.entries.get(conversation.id, (None, ""))
            if agent:
                assert conversation.state is State.ASSIGNED
                assert conversation.agent is not None
                assert conversation.agent.id == agent
                frames = (frame for frame in self._frames(agent) if isinstance(frame, AssignedFrame))
                assert conversation.id in {frame.conversation.id for frame in frames}
            else:
                assert (conversation.state is State.WAITING) == (entry is not None)
                assert conversation.state is not State.ASSIGNED
        for event in self._published("routing.given_back"):
            self._check_left_desk(event["agent"], event["conversation"])
        for event in self._published("routing.assigned"):
            self._check_left_desk(event["from_agent"], event["conversation"])

    def _check_handovers(self) -> None:
        for event in self._published("dialogue.handoff_wanted"):
            conversation = self.world.store.conversations[event["conversation"]]
            assert conversation.state is not State.BOT or conversation.fencing_token != event["fencing_token"]

    def _check_forms(self) -> None:
        for event in self._published("dialogue.registration_wanted"):
            claims = self.world.claims.claims.values()
            (claim,) = [each for each in claims if each.conversation == event["conversation"]]
            cards = [body for body in self._bodies(event["conversation"]) if isinstance(body, Card)]
            posted = len([card for card in cards if claim.id in str(card)])
            is_over = self.world.store.conversations[event["conversation"]].state not in LIVE
            assert posted == 1 or (is_over and not posted), "the bot doesn't write after the end"
        if self._published("dialogue.booking_wanted"):
            assert "booked_call" in {each.code for each in self.world.claims.history(self.story.claim)}
        for event in self._published("dialogue.registration_wanted", "dialogue.booking_wanted"):
            assert self.world.bot_states.load(event["conversation"]).completed_flow is None

    def _check_push_log(self) -> None:
        for event in self._published("notification.delivered", "notification.failed"):
            assert (event["device"], event["number"]) in self.pushes

    def _check_endpoints(self) -> None:
        for event in self._published("notification.failed"):
            assert event["endpoint"] not in self.world.push_gateway.endpoints.values()

    def _check_files(self) -> None:
        codes = self._codes(self.story.conversation)
        assert codes.count("upload.quarantined") == len(self._published("file.quarantined"))
        for event in self._published("file.ready", "file.quarantined"):
            frames = [frame.upload for frame in self._frames(KIM.id) if isinstance(frame, UploadFrame)]
            shown = [upload.status for upload in frames if upload.id == event["upload"]]
            assert self.story.number or shown[-1:] == [event["event"].removeprefix("file.")]


OTHER_FACTS = {**FACTS, "place": "수원시청 앞", "counterparty_plate": "34나5678"}


class _Recording(logging.Handler):
    """Keeps device and message of each push that is logged."""

    def __init__(self, pushes: set[tuple[str, int]]) -> None:
        super().__init__()
        self._pushes = pushes

    def emit(self, record: logging.LogRecord) -> None:
        line = json.loads(record.getMessage())
        self._pushes.add((line["device"], line["seq"]))
