"""A day of the centre in which every event occurs: talk, pushes, forms and files, then a claim's story."""

import contextlib
import random
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.calls.model import late_at
from chalicelib.calls.rules import call_rules
from chalicelib.content.message_bodies import Text
from chalicelib.content.teamwork_views import StaffView
from chalicelib.conversations.model import Conversation
from chalicelib.dialogue.events import BookingWanted, JobWanted, PublishedFormEvent, RegistrationWanted
from chalicelib.dialogue.state import ActiveFlow, CompletedFlow
from chalicelib.entry.agent_desk_actions import AvailabilityCommand, ResolveCommand, TransferCommand
from chalicelib.entry.calls_actions import BookCallCommand, FinishCallCommand, ReferCommand
from chalicelib.entry.conversations_actions import CloseCommand, LeaveCommand, OpenCommand, RateCommand
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.entry.participation_actions import AnswerInvitationCommand, EndPartCommand, InviteCommand
from chalicelib.entry.teamwork_actions import NoteCommand
from chalicelib.files.model import Upload
from chalicelib.kernel.errors import BaroError
from chalicelib.notifications.model import PushDevice, token_digest
from chalicelib.processes.calls_due import move_late_calls
from chalicelib.processes.dispatch_jobs import run_roadside_job
from chalicelib.processes.event_relay import relay_left_events
from chalicelib.processes.file_checks import check_file
from chalicelib.processes.file_commands import discard_unchecked_upload
from chalicelib.processes.on_call import page_on_call
from chalicelib.processes.push import push_to_customer
from chalicelib.processes.search_indexing import keep_search_index
from chalicelib.processes.turn_subscribers import complete_confirmed_form
from chalicelib.queries.calls_due import windows_of
from chalicelib.queries.claims import ACCIDENT_FORM
from tests.model.claim_story import FACTS, KIM, LEE, OWN
from tests.model.contract_change import ContractChange
from tests.model.devices import Device
from tests.model.effects import Effects
from tests.model.fuse import Crash
from tests.model.steps import DESKS, PHONES
from tests.unit.files import sample_files

PHONE, DESK, COLLEAGUE = PHONES[2], DESKS[0], DESKS[2]
GONE, KEPT = "endpoint/gone", "endpoint/kept"
UPLOADS = {
    name: f"upload-{number:07}" for number, name in enumerate(("ready", "quarantined", "discarded", "filed"), start=1)
}
MINUTE_MS = 61_000
EMERGENCY = "emergency"

Step = Callable[[], object]


class Day(Effects):
    """The story of a claim and the day around it."""

    def __init__(self, order: random.Random | None = None) -> None:
        super().__init__(order)
        world = self.world
        world.scene = True  # a fuse ends what comes of a step, too
        for name in (PHONE, DESK):
            world.connect(world.devices[name])
        world.push_gateway.endpoints = {"gone": GONE, "kept": KEPT}
        for token, endpoint in world.push_gateway.endpoints.items():
            digest = token_digest(token)
            world.push_devices.register(PushDevice(LEE.id, f"phone{token}", "fcm", digest, endpoint, "ko", world.now))
        world.push_gateway.outcomes[GONE] = "gone"
        world.teamwork.record_staff(StaffView("agent-a", "김하늘"), world.now)
        self.connections = [(device.person, device.connection) for device in world.devices.values()]

    # --- what happens

    def steps(self) -> Iterator[Step]:
        """All of the day, in order."""
        yield lambda: self._ask(PHONE, OpenCommand, device="device000")
        yield lambda: self._confirm(self._talk.id, RegistrationWanted, CompletedFlow("12", OTHER_FACTS))
        yield lambda: self._set_availability(DESK, "available")
        yield lambda: self._say(PHONE, 1, "agent_request")
        yield lambda: self._set_availability(DESK, "paused")
        yield self._give_back
        yield lambda: self._ask(PHONE, LeaveCommand, conversation=self._talk.id)
        signed, withdrawn = ContractChange(self.world, "change1"), ContractChange(self.world, "change2")
        yield lambda: signed.prepare(self._talk.id, self._talk.customer.id)
        yield signed.sign
        yield signed.settle
        yield lambda: withdrawn.prepare(self._talk.id, self._talk.customer.id)
        yield withdrawn.withdraw
        yield self._book_call
        yield self._refer
        yield self._miss_call
        yield lambda: self._ask(DESK, FinishCallCommand, call=self._talk.id, outcome="no_answer")
        yield lambda: self._ask(DESK, FinishCallCommand, call=self._talk.id, outcome="reached")
        yield lambda: self._say(PHONE, 2, "agent_request")
        yield lambda: self._say(PHONE, 3, "emergency")
        yield lambda: self._set_availability(DESK, "available")
        yield self._give_back
        yield lambda: self._set_availability(COLLEAGUE, "available")
        yield lambda: self._invite("join")
        yield lambda: self._answer(accept=True)
        yield self._leave
        yield lambda: self._invite("take_over")
        yield lambda: self._answer(accept=False)
        yield lambda: self._invite("take_over")
        yield lambda: self._answer(accept=True)
        yield self._mention
        yield self._write_to_who_is_away
        yield lambda: self._ask(COLLEAGUE, ResolveCommand, conversation=self._talk.id, outcome="answered", draft="keep")
        yield lambda: self._ask(PHONE, RateCommand, conversation=self._talk.id, stars=4, solved="yes")
        yield lambda: keep_search_index(self.world.services)
        yield lambda: self._ask(PHONE, CloseCommand, conversation=self._talk.id, draft="keep")
        yield lambda: keep_search_index(self.world.services)
        yield lambda: self._confirm(self.story.conversation, JobWanted, CALLED_HELP)
        yield self._start_form
        yield lambda: self._check_file("ready", sample_files.photo())
        yield lambda: self._check_file("quarantined", sample_files.program())
        yield self._discard_file
        yield from self.roadside.steps()
        for step in self.story.steps():
            yield lambda step=step: self.story.attempt(step)  # type: ignore[misc]
            if self._last_code() == "registered":
                yield lambda: self.story.submit("bank_book", self._announce("filed", sample_files.program()).id)
                yield lambda: self._check_file("filed", sample_files.program())
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

    def _set_availability(self, name: str, status: str) -> None:
        """Availability is no event: a page that gets no answer asks again, and the minute's round finds who waits."""
        for _ in range(2):
            self._ask(name, AvailabilityCommand, status=status)

    def _give_back(self) -> None:
        self._ask(DESK, TransferCommand, conversation=self._talk.id, note="메모", queue="contract")

    def _book_call(self) -> None:
        where = {"conversation": self._talk.id, "key": "k1", "phone": "010-1234-5678"}
        window = windows_of("general", self.world.now, call_rules())[0]
        self._ask(PHONE, BookCallCommand, starts_at=window.starts_at, **where)

    def _refer(self) -> None:
        """The customer wants an advisor to write to them."""
        where = {"conversation": self._talk.id, "key": "k2", "email": "kim@example.com", "consent": True}
        self._ask(PHONE, ReferCommand, department="advisor", channel="mail", **where)

    def _miss_call(self) -> None:
        """The minute's round after a call that nobody made."""
        world, call = self.world, self.world.call_store.get(self._talk.id)
        if call is None:
            return
        now, world.now = world.now, late_at(call, call_rules())
        try:
            move_late_calls(world.services)
        finally:
            world.now = now

    def _invite(self, to: str) -> None:
        self._ask(DESK, InviteCommand, conversation=self._talk.id, agent="agent-b", to=to)

    def _answer(self, *, accept: bool) -> None:
        self._ask(COLLEAGUE, AnswerInvitationCommand, conversation=self._talk.id, accept=accept)

    def _leave(self) -> None:
        self._ask(COLLEAGUE, EndPartCommand, conversation=self._talk.id)

    def _mention(self) -> None:
        self._ask(COLLEAGUE, NoteCommand, conversation=self._talk.id, text="확인 부탁해요", mentions=("agent-a",))

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
        if state.completed_flow is not None and state.completed_flow != form:  # a turn carries out what waits first
            waiting = PublishedFormEvent(conversation, state.version, state.completed_flow.key)
            complete_confirmed_form(self.world.services, waiting)
            state = states.load(conversation)
        if form.key not in state.suggested_keys:  # a mark of this test: saved once
            keys = (*state.suggested_keys, form.key)
            after = replace(state, version=state.version + 1, completed_flow=form, suggested_keys=keys)
            assert states.save(conversation, after, kind(conversation, after.version, form.key))
        relay_left_events(self.world.services)

    def _start_form(self) -> None:
        """The bot is filling a form when the photo comes."""
        states, conversation = self.world.bot_states, self.story.conversation
        state = states.load(conversation)
        active = ActiveFlow(ACCIDENT_FORM, self.world.now)
        assert states.save(conversation, replace(state, version=state.version + 1, active_flow=active))

    def _book(self) -> None:
        facts = {"channel": "call", "window": "morning", "phone": "010-1234-5678"}
        form = CompletedFlow("21", facts, booking="identity", subject=f"{self.story.number}:{OWN}")
        self._confirm(self.story.conversation, BookingWanted, form)

    def _last_code(self) -> str:
        return self.world.claim_store.history(self.story.claim)[-1].code

    def _announce(self, status: str, content: bytes) -> Upload:
        """An upload, stored once."""
        upload, now, where = UPLOADS[status], self.world.now, self.story.conversation
        made = Upload(upload, where, KIM.id, KIM, "사진.jpg", "photo", len(content), "image/jpeg", now)
        self.world.objects.objects.setdefault(f"incoming/{upload}", content)
        return self.world.upload_store.create(made, f"phone:{status}", now + 1)

    def _check_file(self, status: str, content: bytes) -> None:
        check_file(self.world.services, self._announce(status, content).id)

    def _discard_file(self) -> None:
        discard_unchecked_upload(self.world.services, self._announce("discarded", sample_files.photo()))

    def attempt(self, step: Step) -> None:
        """A step, whose sender doesn't repeat it."""
        with contextlib.suppress(Crash, BaroError):
            step()
        for device in self.world.devices.values():
            if device.connection and (device.person, device.connection) not in self.connections:
                self.connections.append((device.person, device.connection))

    def kinds_since(self, number: int) -> set[tuple[str, str]]:
        """Tag of the events that were published after the first `number`, with their code or `EMERGENCY`."""
        events = (msgspec.json.decode(entry.body) for entry in self.world.outbox.history[number:])
        return {(event["event"], event.get("code", "") or self._urgency(event)) for event in events}

    def _urgency(self, event: dict[str, Any]) -> str:
        is_handover = event["event"] == "conversation.handed_over"
        return EMERGENCY if is_handover and self.world.store.conversations[event["conversation"]].emergency else ""

    # --- what comes of it

    def settle(self) -> None:
        """Runs what waits, then what the next minute repeats, and what comes of it."""
        super().settle()
        world = self.world
        for upload in world.upload_store.pending_checks(world.now + MINUTE_MS):
            check_file(world.services, upload)
        if any(world.routing.paging.values()):  # claimed, and crashed before it was sent
            world.now += MINUTE_MS
            page_on_call(world.services, "accident")
            world.now -= MINUTE_MS
        super().settle()

    def run_jobs(self) -> None:
        world = self.world
        dispatch = world.dispatch.queue
        while world.event_jobs.sent or world.jobs.waiting or world.queued_notifications.queued or dispatch.waiting:
            super().run_jobs()
            if dispatch.waiting:
                self._run_dispatch()
            elif world.jobs.waiting:
                self._run_match()
            elif world.queued_notifications.queued:
                self._run_push()

    def _run_match(self) -> None:
        world = self.world
        try:
            world.run_job(0, again=False)
        except Exception as error:
            raise AssertionError("a match fails") from error

    def _run_dispatch(self) -> None:
        queue = self.world.dispatch.queue
        job = queue.waiting[0]
        try:
            run_roadside_job(self.world.services, job)
        except Crash:
            return  # SQS brings it again
        queue.waiting = [each for each in queue.waiting if each is not job]

    def _run_push(self) -> None:
        notifications = self.world.queued_notifications
        job = notifications.queued[0]
        try:
            push_to_customer(self.world.services, job)
        except Crash:
            return  # SQS brings it again
        notifications.queued = [each for each in notifications.queued if each is not job]


NEEDS_HELP = {"service": "battery", "location": "서초역 앞", "own_plate": "98하7654"}
CALLED_HELP = CompletedFlow("31", NEEDS_HELP, job="request", agreed_won=20_000)
OTHER_FACTS = {**FACTS, "place": "수원시청 앞", "counterparty_plate": "34나5678"}
