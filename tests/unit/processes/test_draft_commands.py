"""Drafts with a crash at every call: the record follows the bot, and one claim is registered."""

from itertools import count

import pytest

from chalicelib.content.message_bodies import Text
from chalicelib.conversations.states import State
from chalicelib.entry import drafts_actions as d
from chalicelib.entry.agent_desk_actions import AvailabilityCommand, TakeCommand
from chalicelib.entry.conversations_actions import OpenCommand
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.kernel.actors import Role
from tests.model.devices import Device
from tests.model.world import World

MAX_CALLS = 60


class Scene:
    """A customer who fills in a form, and an agent."""

    def __init__(self) -> None:
        self.world = World()
        self.phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
        self.desk = Device("deskaaaa1", "agent-a", Role.AGENT)
        for device in (self.phone, self.desk):
            self.world.connect(device)
        self.conversation: str = self.world.ask(self.phone, OpenCommand, device="phoneaaa1").conversation.id
        self.numbers = count(1)

    def says(self, text: str, number: int = 0) -> object:
        client_id = f"phoneaaa1:{number or next(self.numbers)}"
        return self.world.ask(
            self.phone, SendCommand, conversation=self.conversation, client_id=client_id, body=Text(text)
        )

    def begins(self) -> None:
        self.says("accident_report")
        self.says("다친 사람은 없어요")

    def gets_an_agent(self) -> None:
        self.says("agent_request")
        self.world.ask(self.desk, AvailabilityCommand, status="available")
        self.world.ask(self.desk, TakeCommand, conversation=self.conversation)
        self.world.run_all_jobs()
        assert self.world.store.conversations[self.conversation].state is State.ASSIGNED

    def form(self) -> d.DraftShown:
        (form,) = self.world.ask(self.desk, d.DraftsCommand, conversation=self.conversation).drafts
        return d.DraftShown(form)


@pytest.mark.parametrize("before", [True, False], ids=["before a call took effect", "after it"])
def test_a_crashed_turn_is_in_the_record_after_its_repeat(before: bool) -> None:
    for calls in range(1, MAX_CALLS):
        scene = Scene()
        scene.begins()
        number = next(scene.numbers)
        scene.world.fuse.left, scene.world.fuse.before = calls, before
        done = scene.says("어제 강남역 사거리에서 뒤차가 박았어요", number)
        if done is None:
            assert scene.says("어제 강남역 사거리에서 뒤차가 박았어요", number) is not None
        (form,) = scene.world.drafts.records["customer-a"].drafts
        running = scene.world.bot_states.states[scene.conversation].active_flow
        assert running is not None
        assert (form.slots, form.slots["place"]) == (running.slots, "강남역 사거리")
        if done is not None:
            return
    raise AssertionError("it takes more calls than were tried")


@pytest.mark.parametrize("before", [True, False], ids=["before a call took effect", "after it"])
def test_a_crashed_registration_makes_one_claim_and_leaves_no_draft(before: bool) -> None:
    for calls in range(1, MAX_CALLS):
        scene = Scene()
        scene.begins()
        scene.gets_an_agent()
        form = scene.form().draft
        asked = {"conversation": scene.conversation, "key": form.key, "version": form.version}
        scene.world.fuse.left, scene.world.fuse.before = calls, before
        done = scene.world.ask(scene.desk, d.RegisterCommand, **asked)
        again = scene.world.ask(scene.desk, d.RegisterCommand, **asked)
        assert again is not None
        assert [claim.id for claim in scene.world.claim_store.of_customer("customer-a")] == [again.claim.id]
        assert scene.world.drafts.records["customer-a"].drafts == ()
        state = scene.world.bot_states.states[scene.conversation]
        assert (state.active_flow, state.suspended_flow) == (None, None)
        if done is not None:
            return
    raise AssertionError("it takes more calls than were tried")


def test_a_conversation_without_a_form_leaves_no_record() -> None:
    scene = Scene()
    for text in ("policy_summary", "안녕하세요", "agent_request"):
        scene.says(text)
    assert scene.world.drafts.records == {}
