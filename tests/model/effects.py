"""What every subscriber must have done with the events of a day."""

import json
import logging
import random
from collections.abc import Callable
from typing import Any
from zlib import crc32

import msgspec

from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.rules import claim_rules
from chalicelib.content.message_bodies import Card, Notice, Text
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.server_frames import AssignedFrame, QueuesFrame, UnassignedFrame, UploadFrame
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.states import LIVE, Part, State
from chalicelib.dialogue.suggestions import YES
from chalicelib.reporting.episodes import ENDINGS
from chalicelib.reporting.figures import total
from chalicelib.routing.model import Status
from chalicelib.search.indexing import due_to_merge
from tests.model import contract_change
from tests.model.claim_story import KIM
from tests.model.play import Play
from tests.model.roadside import RoadsideJob


class Effects(Play):
    """A story and the effects of its events. `logged` are the lines of the logs of pushes and access; `connections` are
    those of each person, oldest first."""

    def __init__(self, order: random.Random | None = None) -> None:
        super().__init__(order)
        self.roadside = RoadsideJob(self.world)
        self.logged: set[str] = set()
        self.connections: list[tuple[str, str]] = []
        for name in ("baro.push", "baro.audit"):
            logging.getLogger(name).addHandler(_Recording(self.logged))

    def snapshot(self) -> Callable[[], None]:
        restore, devices = super().snapshot(), self.world.devices.values()
        connections, logged = [(device.connection, device.until) for device in devices], set(self.logged)

        def restore_all() -> None:
            restore()
            self.logged.clear()
            self.logged.update(logged)
            for device, (connection, until) in zip(devices, connections, strict=True):
                device.connection, device.until = connection, until

        return restore_all

    def check(self, *, without: str = "") -> None:
        """The effects of every event that was published, except those of one subscriber."""
        if self.story.number:
            super().check(without=without)
        else:
            self.check_deliveries(without)
        checks: dict[tuple[str, ...], Callable[[], None]] = {
            ("welcome_customer",): self._check_greetings,
            ("page_for_emergency",): self._check_pages_for_emergencies,
            ("end_queue_and_assignment",): self._check_ends,
            ("count_service",): self._check_figures,
            ("count_rating",): self._check_ratings,
            ("assign_from_queue", "return_to_queue"): self._check_queues,
            ("show_queue",): self._check_shown_queues,
            ("update_emergencies_on_work_lists",): self._check_emergencies,
            ("follow_in_conversation", "return_to_queue", "end_queue_and_assignment"): self._check_moves,
            ("follow_participants", "end_queue_and_assignment"): self._check_participants,
            ("schedule_indexing",): self._check_due_indexing,
            ("index_ended_conversation",): self._check_index,
            ("merge_search_segments",): self._check_segments,
            ("notify_mentioned",): self._check_mentions,
            ("notify_of_call",): self._check_call_notices,
            ("show_change_in_thread",): lambda: contract_change.check_thread(self.world),
            ("order_change",): lambda: contract_change.check_orders(self.world),
            ("mail_department",): self._check_mail,
            ("list_claim_calls",): self._check_claim_calls,
            ("remind_of_call",): self._check_call_reminders,
            ("remind_of_documents",): self._check_document_reminders,
            ("follow_wait", "record_service", "end_queue_and_assignment"): self._check_cards,
            ("complete_handover",): self._check_handovers,
            ("complete_confirmed_form",): self._check_forms,
            ("record_push",): self._check_push_log,
            ("forget_endpoint",): self._check_endpoints,
            ("post_quarantine_notice", "update_file_on_pages"): self._check_files,
            ("withdraw_from_claims",): self._check_documents,
            ("record_location_read",): self._check_audit,
            ("suggest_facts_of_photo",): self._check_suggestions,
            ("seek_responder",): self.roadside.check_sought,
            ("await_job", "seek_responder"): self.roadside.check_timers,
            ("count_use",): self.roadside.check_uses,
            ("record_finished",): self.roadside.check_lessons,
            ("tell_of_job",): self.roadside.check_thread,
        }
        for subscribers, check in checks.items():
            if without not in subscribers:
                check()

    def _check_call_notices(self) -> None:
        """The customer reads of the last change of each call, and of none twice."""
        for call in self.world.call_store.calls.values():
            device = f"call{crc32(call.id.encode()):08x}"
            sent = [each for each, _ in self.world.store.logs[call.conversation].values()]
            sent = [each for each in sent if each.startswith(f"{device}:")]
            assert len(sent) == len(set(sent))
            assert not call.change or f"{device}:{call.change_version}" in sent

    def _check_mail(self) -> None:
        """A department has heard of its referral."""
        for call in self.world.call_store.calls.values():
            if call.department:
                assert any(call.id in subject for _, subject, _, _ in self.world.mail.sent)

    def _check_claim_calls(self) -> None:
        """Calls that were booked for claims are due."""
        for claim in self.world.claim_store.claims.values():
            for exposure in claim.exposures:
                if exposure.appointment is not None and exposure.appointment.channel == "call":
                    assert (
                        self.world.call_store.calls[f"{claim.id}.{exposure.coverage}"].key == exposure.appointment.key
                    )

    def _check_call_reminders(self) -> None:
        """Whoever is called more than a day from now is reminded of it."""
        day_ms = 86_400_000
        for call in self.world.call_store.calls.values():
            if call.channel == "call" and call.is_open and call.starts_at - self.world.now > day_ms:
                assert self._is_reminded(call.customer.id, f"call:{call.id}:")

    def _check_document_reminders(self) -> None:
        """Whoever owes documents for a claim on which somebody works is reminded of them."""
        for claim in self.world.claim_store.claims.values():
            in_work = any(exposure.stage != "received" for exposure in claim.exposures)
            if in_work and claim.is_open and documents_due(claim, document_needs(claim, claim_rules())):
                assert self._is_reminded(claim.customer.id, f"claim:{claim.id}:")

    def _is_reminded(self, customer: str, prefix: str) -> bool:
        return any(key.startswith(prefix) for key in self.world.reminder_store.of_customer(customer))

    def _check_cards(self) -> None:
        """Who waits has a card; a wait that is over has none and is recorded once."""
        waiting = {each for each, (_, agent) in self.world.routing.entries.items() if not agent}
        assert waiting <= self.world.waits.shown.keys() <= self.world.routing.entries.keys()

    def _published(self, *tags: str) -> list[dict[str, Any]]:
        events = (msgspec.json.decode(entry.body) for entry in self.world.outbox.history)
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
        own = [connection for owner, connection in self.connections if owner == person]
        return [frame for connection in own for frame in self.world.courier.inboxes.get(connection, ())]

    def _check_greetings(self) -> None:
        for event in self._published("conversation.opened"):
            ids = [message.client_id for message in self._log(event["conversation"])]
            assert ids.count("bot:1") == 1

    def _check_pages_for_emergencies(self) -> None:
        for event in self._published("conversation.handed_over"):
            conversation = self.world.store.conversations[event["conversation"]]
            if conversation.state is State.WAITING and conversation.emergency:
                assert "on_call_paged" in self._codes(conversation.id)
                assert self.world.on_call.sent

    def _check_ends(self) -> None:
        for event in self._published("conversation.resolved", "conversation.closed"):
            conversation = event["conversation"]
            assert self.world.store.conversations[conversation].state not in LIVE
            assert conversation not in self.world.routing.entries
            self._check_left_desk(event["agent"], conversation)

    def _check_figures(self) -> None:
        """Each service that ended is counted once: of those who asked for a person."""
        ended = 0
        for conversation in self.world.store.conversations:
            waits = False
            for body in self._bodies(conversation):
                code, data = (body.code, body.data) if isinstance(body, Notice) else ("", {})
                ended += waits and code in ENDINGS
                waits = (waits or "staffing" in data) and code not in ENDINGS
        counts = total(row for row in self.world.figures.rows if row.agent is None)
        assert counts["served"] + counts["abandoned"] == ended

    def _check_ratings(self) -> None:
        """The figures have each conversation's last rating, once."""
        ratings = [each.rating for each in self.world.store.conversations.values() if each.rating is not None]
        counts = total(row for row in self.world.figures.rows if row.agent is None)
        assert (counts["rated"], counts["stars"]) == (len(ratings), sum(rating.stars for rating in ratings))

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

    def _check_emergencies(self) -> None:
        """Who waits in an emergency is on every work list, and nobody else is without a claim."""
        entries = self.world.routing.entries.values()
        waiting = {entry.conversation for entry, agent in entries if entry.emergency and not agent}
        for department in self.world.services.claims().rules.departments:
            listed = {item.conversation for item in self.world.claim_store.open_work(department) if item.queue}
            assert listed == waiting

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

    def _check_participants(self) -> None:
        """Who is in a conversation beside its agent has it on their desk, nobody else has it, and who accepted it
        serves it."""
        conversations = self.world.store.conversations.values()
        inside = {(person, each.id) for each in conversations for person in each.participants}
        agents = self.world.routing.agent_states.values()
        assert inside == {(each.agent, conversation) for each in agents for conversation in each.joined}
        parts = [each.part for conversation in conversations for each in conversation.participants.values()]
        assert Part.ACCEPTED not in parts
        events = self._published("conversation.participation_changed", "conversation.resolved", "conversation.closed")
        for person, conversation in {(who, event["conversation"]) for event in events for who in event["persons"]}:
            own = [frame for frame in self._frames(person) if isinstance(frame, AssignedFrame | UnassignedFrame)]
            assert own, "they were asked"
            is_on_desk = isinstance(own[-1], AssignedFrame)
            serves = self.world.routing.entries.get(conversation, (None, ""))[1] == person
            assert is_on_desk == (serves or (person, conversation) in inside)

    def _check_due_indexing(self) -> None:
        due = {conversation for _, conversation in self.world.search_index.due}
        opened = self._published("conversation.opened", "conversation.handed_over")
        for conversation in {event["conversation"] for event in opened}:
            assert conversation in due or self.world.store.conversations[conversation].state not in LIVE

    def _check_index(self) -> None:
        """What people said in a conversation that ended is found."""
        for event in self._published("conversation.resolved", "conversation.closed"):
            conversation = event["conversation"]
            log, indexed = self._log(conversation), self.world.search_index.texts[conversation]
            people = [each for each in log if each.by.role in (Speaker.CUSTOMER, Speaker.AGENT)]
            said = [(each.seq, each.body.text) for each in people if isinstance(each.body, Text)]
            lines = [(line.seq, line.text) for line in indexed.lines]
            assert set(lines) >= {line for line in said if line[0] <= indexed.seq}
            ends = [m.seq for m in log if isinstance(m.body, Notice) and m.body.code in ("resolved", "closed")]
            assert indexed.seq >= max(ends), "also what was said last"

    def _check_segments(self) -> None:
        """Of every level there are fewer segments than are merged."""
        search = self.world.services.search()
        assert due_to_merge(search.store.segments(), search.rules.index) == ()

    def _check_mentions(self) -> None:
        for event in self._published("conversation.colleagues_mentioned"):
            for colleague in event["colleagues"]:
                stored = self.world.teamwork.mentions(colleague, 9)[0]
                assert (event["number"], event["agent"]) in {(each.at, each.by.id) for each in stored}

    def _check_handovers(self) -> None:
        for event in self._published("dialogue.handoff_wanted"):
            conversation = self.world.store.conversations[event["conversation"]]
            assert conversation.state is not State.BOT or conversation.fencing_token != event["fencing_token"]

    def _check_forms(self) -> None:
        for event in self._published("dialogue.registration_wanted"):
            claims = self.world.claim_store.claims.values()
            (claim,) = [each for each in claims if each.conversation == event["conversation"]]
            cards = [body for body in self._bodies(event["conversation"]) if isinstance(body, Card)]
            posted = len([card for card in cards if claim.id in str(card)])
            is_over = self.world.store.conversations[event["conversation"]].state not in LIVE
            assert posted == 1 or (is_over and not posted), "the bot doesn't write after the end"
        if self._published("dialogue.booking_wanted"):
            assert "booked_call" in {each.code for each in self.world.claim_store.history(self.story.claim)}
        if self._published("dialogue.job_wanted"):
            jobs = self.world.dispatch.jobs.jobs.values()
            assert [each.request.plate for each in jobs if each.request.problem] == ["98하7654"]
        for event in self._published("dialogue.registration_wanted", "dialogue.booking_wanted", "dialogue.job_wanted"):
            assert self.world.bot_states.load(event["conversation"]).completed_flow is None

    def _check_push_log(self) -> None:
        for event in self._published("notification.delivered", "notification.failed"):
            line = {"device": event["device"], "seq": event["number"]}
            assert any(json.loads(each).items() >= line.items() for each in self.logged)

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

    def _check_documents(self) -> None:
        for event in self._published("file.quarantined", "file.discarded"):
            assert not any(claim.has_upload(event["upload"]) for claim in self.world.claim_store.claims.values())

    def _check_audit(self) -> None:
        for event in self._published("file.ready"):
            line = {"audit": "location_read", "upload": event["upload"]}
            assert any(json.loads(each).items() >= line.items() for each in self.logged)

    def _check_suggestions(self) -> None:
        bodies = [body for body in self._bodies(self.story.conversation) if isinstance(body, Text)]
        suggestions = [body for body in bodies if YES in {button.id for button in body.buttons}]
        assert len(suggestions) == len(self._published("file.ready"))


class _Recording(logging.Handler):
    """Keeps the lines of a log."""

    def __init__(self, lines: set[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.add(record.getMessage())
