"""Steps of the model test, how its world settles, and the invariants at the end."""

from typing import Any

from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import Speaker
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE, State
from chalicelib.entry.agent_desk_actions import AvailabilityCommand, ResolveCommand, TransferCommand
from chalicelib.entry.conversations_actions import CloseCommand, LeaveCommand, OpenCommand, ReopenCommand
from chalicelib.entry.messages_actions import ReadCommand, SendCommand
from chalicelib.kernel.actors import Role
from tests.model.devices import Device
from tests.model.world import World

RETURNED = ("agent_lost", "unanswered", "declined", "agent_left", "transferred", "reopened")
"""After these notices the bot has the word again."""
PHONES = ("phoneaaa1", "phoneaaa2", "phonebbb1")
DESKS = ("deskaaaa1", "deskaaaa2", "deskbbbb1")
WORDS = (
    "안녕하세요",
    "agent_request",
    "취소할게요",
    "policy_summary",
    "accident_report",
    "emergency",
    "네",
    "강남역 사거리요",
)


def person_of(device: str) -> str:
    return f"{'customer' if device in PHONES else 'agent'}-{device[5 if device in PHONES else 4]}"


def new_world() -> World:
    world = World()
    for name in (*PHONES, *DESKS):
        role = Role.CUSTOMER if name in PHONES else Role.AGENT
        world.devices[name] = Device(name, person_of(name), role)
    return world


class Steps:
    """What can happen, over a world; the state machine and the long run both draw from these."""

    def __init__(self, world: World) -> None:
        self.world = world

    def connect(self, name: str) -> None:
        device = self.world.devices[name]
        if not device.connection:
            self.world.connect(device)

    def cut(self, name: str, noticed: bool) -> None:
        self.world.cut(self.world.devices[name], noticed)

    def fuse(self, left: int, before: bool) -> None:
        self.world.fuse.left, self.world.fuse.before = left, before

    def open(self, name: str) -> None:
        device = self.world.devices[name]
        if device.connection and (opened := self.world.ask(device, OpenCommand, device="device000")):
            self.world.take_in(device, opened)

    def write(self, name: str, words: str) -> None:
        """Writes into the outbox, with or without a line."""
        device = self.world.devices[name]
        for conversation in self.own(device)[:1]:
            client_id = f"{device.name}:{next(device.numbers)}"
            device.outbox.append(SendCommand(ref="1", conversation=conversation, client_id=client_id, body=Text(words)))

    def flush(self, name: str) -> None:
        self.world.now += 250
        self.world.flush(self.world.devices[name])

    def read(self, name: str) -> None:
        self.world.read(self.world.devices[name])

    def mark(self, name: str) -> None:
        device = self.world.devices[name]
        for conversation in self.own(device):
            seen = device.sees(conversation)
            if device.connection and seen:
                self.world.ask(device, ReadCommand, conversation=conversation, seq=seen[-1])

    def availability(self, name: str, status: str) -> None:
        device = self.world.devices[name]
        if device.connection:
            self.world.ask(device, AvailabilityCommand, status=status)

    def transfer(self, name: str, target: str) -> None:
        device = self.world.devices[name]
        key = "queue" if target in ("general", "contract") else "agent"
        for conversation in self.own(device)[:1]:
            if device.connection:
                self.world.ask(device, TransferCommand, conversation=conversation, note="메모", **{key: target})

    def resolve(self, name: str) -> None:
        device = self.world.devices[name]
        for conversation in self.own(device)[:1]:
            if device.connection:
                self.world.ask(device, ResolveCommand, conversation=conversation, outcome="answered")

    def finish(self, name: str, reopen: bool) -> None:
        device = self.world.devices[name]
        for conversation in self.own(device)[-1:] if reopen else self.own(device)[:1]:
            if device.connection:
                self.world.ask(device, ReopenCommand if reopen else CloseCommand, conversation=conversation)

    def leave(self, name: str) -> None:
        device = self.world.devices[name]
        for conversation in self.own(device)[:1]:
            if device.connection:
                self.world.ask(device, LeaveCommand, conversation=conversation)

    def job(self, position: int, again: bool) -> None:
        self.world.run_job(position, again)

    def minute(self) -> None:
        self.world.minute()

    def own(self, device: Device) -> list[str]:
        """The conversations this device has a part in, live ones first, the newest of them first."""
        side = "agent" if device.role.is_staff else "customer"
        conversations = [
            conversation
            for conversation in self.world.store.conversations.values()
            if conversation.side_of(device.person) == side
        ]
        return [
            conversation.id
            for conversation in sorted(
                conversations, key=lambda conversation: (conversation.state not in LIVE, -conversation.opened_at)
            )
        ]

    def settle(self) -> None:
        """The weather clears: everyone is back, everything is sent, every job done."""
        world = self.world
        world.fuse.left = 0
        for _ in range(4):
            for device in world.devices.values():
                world.read(device)
                if not device.connection:
                    world.connect(device)
                for _ in range(len(device.outbox)):
                    world.now += 1_100
                    world.flush(device)
            self._open_again()
            world.run_all_jobs()
            world.minute()
        world.run_all_jobs()

    def _open_again(self) -> None:
        """A page that got no answer to its opening opens again."""
        for conversation in list(self.world.store.conversations.values()):
            if conversation.seq == 0:
                self.open(next(name for name in PHONES if person_of(name) == conversation.customer.id))

    def check(self) -> None:
        """What must be true at the end."""
        assert self.world.refusals <= {"not_allowed", "conversation_closed", "too_fast", "conflict"}
        for conversation in list(self.world.store.conversations.values()):
            log = complete_page(
                self.world.services.messaging, conversation, 0, conversation.seq + 1, conversation.seq, newest=False
            )
            assert [message.seq for message in log] == list(range(1, conversation.seq + 1)), "the log has a hole"
            ids = [message.client_id for message in log]
            assert len(ids) == len(set(ids)), "a message stands twice in the log"
            assert not any(getattr(m.body, "code", "") == "message_lost" for m in log), "a message was lost"
            self._check_fence(log)
            self._check_bot(conversation, ids)
            for device in self.world.devices.values():
                self._check_device(device, conversation.id, log)
        self._check_agents()

    def _check_device(self, device: Device, conversation: str, log: list[Any]) -> None:
        by_id = {message.client_id: message.seq for message in log}
        answered = [(number(i), by_id.get(i)) for i, (where, _) in device.acked.items() if where == conversation]
        assert all(seq is not None for _, seq in answered), "an acknowledged message is missing"
        assert sorted(answered) == sorted(answered, key=lambda pair: pair[1] or 0), "messages of one device swapped"
        for client_id, (where, seq) in device.acked.items():
            if where == conversation:
                assert by_id[client_id] == seq
        if not device.connection or conversation not in self.own(device):
            return
        self.world.read(device)
        last = self.world.store.conversations[conversation].seq
        self.world.catch_up(device, conversation, last)
        assert device.sees(conversation) == list(range(1, last + 1)), "a device lacks something"
        assert [device.held[conversation][m.seq] for m in log] == log, "a device holds something else"

    def _check_bot(self, conversation: Conversation, ids: list[str]) -> None:
        """Without an agent, every message of the bot was sent."""
        if conversation.fencing_token == 1:
            meant = self.world.bot_states.load(conversation.id).last_message_number
            assert {f"bot:{number}" for number in range(1, meant + 1)} <= set(ids), "the bot swallowed a sentence"

    def _check_fence(self, log: list[Any]) -> None:
        fenced = False
        for message in log:
            code = getattr(message.body, "code", "")
            fenced = (fenced or code == "agent_joined") and code not in RETURNED
            assert not (fenced and message.by.role is Speaker.BOT), "the bot spoke after a human took over"

    def _check_agents(self) -> None:
        assert not self.world.outbox.waiting, "an event was never followed"
        seated: dict[str, str] = {}
        for agent_state in self.world.routing.agent_states.values():
            for conversation_id in agent_state.serving:
                assert seated.setdefault(conversation_id, agent_state.agent) == agent_state.agent, (
                    "two agents have one conversation"
                )
                conversation = self.world.store.conversations[conversation_id]
                assert conversation.agent is not None
                assert (conversation.state, conversation.agent.id) == (State.ASSIGNED, agent_state.agent), (
                    "routing and conversation disagree"
                )
        for conversation in self.world.store.conversations.values():
            if conversation.state is State.WAITING:
                entry = self.world.routing.entries.get(conversation.id)
                assert entry is not None, "somebody waits without a queue entry"
                assert entry[1] == ""


def number(client_id: str) -> int:
    return int(client_id.rpartition(":")[2])
