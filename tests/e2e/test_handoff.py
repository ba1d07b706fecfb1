"""Hand-off from the bot to an agent, transfers between agents, and requeueing."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from chalicelib.nlu import reading
from chalicelib.nlu.types import NluResult
from chalicelib.presence.rules import presence_rules
from local.client import Client, CommandRefused, Frame
from local.demo.people import DemoPerson
from tests.e2e.world import (
    World,
    event_about,
    notice_with_code,
    open_conversation,
    open_waiting_conversation,
    press_button,
    wait_for_assignment,
)

ABSENT_AFTER_MS = presence_rules().absent_after_seconds * 1000


async def log_of(client: Client, conversation: str) -> list[Frame]:
    page = await client.request("history", conversation=conversation, after=0, limit=100)
    messages: list[Frame] = page["messages"]
    return messages


async def refusal(client: Client, action: str, **fields: object) -> str:
    """The code with which an action is refused."""
    with pytest.raises(CommandRefused) as refused:
        await client.request(action, **fields)
    return refused.value.code


async def states_of(client: Client, conversation: str) -> list[str]:
    """The states that a device received, in order of their fencing tokens."""
    states = {
        e["conversation"]["fencing_token"]: e["conversation"] for e in client.events if e["event"] == "conversation"
    }
    return [states[token]["state"] for token in sorted(states) if states[token]["id"] == conversation]


async def test_the_agent_gets_the_history_and_the_summary(world: World) -> None:
    async with world.connected(world.customer("김서연")) as phone, world.on_duty(world.agent("accident")) as desk:
        conversation = await open_conversation(phone)
        for button in ("intent:accident_report", "choice:false", "intent:agent_request"):
            await press_button(phone, conversation, button)
        event = await wait_for_assignment(desk, conversation)
        assert event["conversation"]["state"] == "assigned"
        customer = event["customer"]
        assert (customer["name"], dict(customer["summary"])["다친 사람"]) == ("김서연", "없어요")
        assert [m["seq"] for m in event["messages"]] == list(range(1, event["conversation"]["seq"] + 1))
        await phone.wait_for_event(event_about("conversation", conversation, state="assigned"))
        assert await states_of(phone, conversation) == ["waiting", "assigned"]
        assert (await phone.wait_for_event(notice_with_code(conversation, "agent_joined")))["message"]["by"] == {
            "role": "system"
        }
        assert (await desk.request("desk"))["desk"]["load"] == 2  # what an accident weighs
        assert (await desk.request("customer", conversation=conversation))["customer"] == customer


@pytest.fixture
def slow_to_understand(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """The bot takes its time over a sentence: (it has begun to read, it may go on)."""
    started, go_on = threading.Event(), threading.Event()

    def recognise(_reading: reading.Reading) -> NluResult:
        started.set()
        assert go_on.wait(30)
        return NluResult("policy_summary", 1.0, {}, (("policy_summary", 1.0),), is_emergency=False)

    monkeypatch.setattr(reading, "recognise_intent", recognise)
    return started, go_on


@pytest.mark.parametrize("ending", ["an agent takes over", "the customer closes"])
async def test_a_late_answer_of_the_bot_is_fenced(
    world: World, slow_to_understand: tuple[threading.Event, threading.Event], ending: str
) -> None:
    started, go_on = slow_to_understand
    kim = world.customer()
    async with (
        world.connected(kim) as phone,
        world.connected(kim) as tablet,
        world.on_duty(world.agent("general")) as desk,
    ):
        conversation = await open_conversation(phone)
        answer = asyncio.create_task(phone.send(conversation, "내 보험 보여줘"))
        await asyncio.to_thread(started.wait, 30)
        if ending == "an agent takes over":
            await press_button(tablet, conversation, "intent:agent_request")
            await wait_for_assignment(desk, conversation)
        else:
            await tablet.request("close", conversation=conversation)
        last = (await log_of(tablet, conversation))[-1]["seq"]
        go_on.set()
        assert (await answer)["seq"] < last
        assert (await log_of(tablet, conversation))[-1]["seq"] == last


async def test_a_transfer_to_a_queue_keeps_note_history_and_position(world: World) -> None:
    current_agent, other_agent = world.agent("general"), world.agent("contract")
    async with (
        world.connected(world.customer()) as phone,
        world.on_duty(current_agent) as first,
        world.on_duty(other_agent) as second,
    ):
        conversation = await open_waiting_conversation(phone)
        since = (await wait_for_assignment(first, conversation))["conversation"]["waiting_since"]
        await first.send(conversation, "계약 담당에게 연결해 드릴게요")
        await first.request("note", conversation=conversation, text="비밀: 화가 많이 나심")
        await first.request("transfer", conversation=conversation, queue="contract", note="주소 변경 원하심")
        event = await wait_for_assignment(second, conversation)
        assert event["conversation"]["waiting_since"] == since
        assert event["conversation"]["queue"] == "contract"
        assert [note["text"] for note in event["customer"]["notes"]] == ["비밀: 화가 많이 나심", "주소 변경 원하심"]
        assert "계약 담당에게 연결해 드릴게요" in [m["body"].get("text") for m in event["messages"]]
        assert (await first.wait_for_event(event_about("unassigned", conversation)))["reason"] == "transferred"
        late = {"client_id": f"{first.device}:99", "body": {"type": "text", "text": "아, 그리고"}}
        assert await refusal(first, "send", conversation=conversation, **late) == "not_allowed"
        await phone.wait_for_event(notice_with_code(conversation, "transferred"))
        await phone.wait_for_event(event_about("conversation", conversation, state="assigned", queue="contract"))
        assert "화가 많이" not in str(phone.events) + str(await log_of(phone, conversation))
        assert (await first.request("desk"))["desk"]["load"] == 0


async def test_a_transfer_to_a_colleague_needs_their_free_capacity(world: World) -> None:
    colleague = world.agent("contract", capacity=1)
    async with (
        world.connected(world.customer()) as phone,
        world.connected(world.customer()) as other,
        world.on_duty(world.agent("general")) as first,
        world.on_duty(colleague) as second,
    ):
        conversation, another = await open_waiting_conversation(phone), await open_waiting_conversation(other)
        for one in (conversation, another):
            await wait_for_assignment(first, one)
        assert await refusal(first, "transfer", conversation=conversation, agent="nobody") == "agent_unavailable"
        await first.request("transfer", conversation=conversation, agent=colleague.id, note="아시는 고객님이에요")
        event = await wait_for_assignment(second, conversation)
        assert [note["text"] for note in event["customer"]["notes"]] == ["아시는 고객님이에요"]
        assert await refusal(first, "transfer", conversation=another, agent=colleague.id) == "agent_unavailable"
        assert await refusal(first, "transfer", conversation=conversation, agent=colleague.id) == "not_allowed"
        assert await refusal(first, "transfer", conversation=another, queue="no_such") == "no_such_queue"
        await first.send(another, "제가 계속 도와드릴게요")
        await second.send(conversation, "이어서 도와드릴게요")


async def test_a_resolved_conversation_is_reopened_with_the_bot(world: World) -> None:
    kim = world.customer("김서연")
    async with world.connected(kim) as phone, world.on_duty(world.agent("general")) as desk:
        conversation = await open_waiting_conversation(phone)
        await wait_for_assignment(desk, conversation)
        resolved = (await desk.request("resolve", conversation=conversation, outcome="answered"))["conversation"]
        assert (resolved["state"], resolved["outcome"]) == ("resolved", "answered")
        await phone.wait_for_event(event_about("conversation", conversation, state="resolved"))
        text = {"client_id": f"{phone.device}:99", "body": {"type": "text", "text": "하나 더요"}}
        assert await refusal(phone, "send", conversation=conversation, **text) == "conversation_closed"
        assert (await desk.request("desk"))["desk"]["load"] == 0
        again = (await phone.request("reopen", conversation=conversation))["conversation"]
        assert (again["state"], again.get("agent"), again["seq"]) == ("bot", None, resolved["seq"] + 2)
        log = await log_of(phone, conversation)
        assert [message["by"]["role"] for message in log[-2:]] == ["system", "bot"]
        assert "김서연" in log[-1]["body"]["text"]
        await press_button(phone, conversation, "intent:agent_request")
        await desk.wait_for_event(
            lambda frame: event_about("assigned", conversation)(frame) and frame["conversation"]["seq"] > again["seq"]
        )
        assert [message["seq"] for message in await log_of(phone, conversation)][:3] == [1, 2, 3]


async def test_an_agent_without_a_connection_for_a_minute_loses_the_conversation_to_its_queue_position(
    world: World,
) -> None:
    gone, colleague = world.agent("general"), world.agent("general")
    async with world.connected(world.customer()) as phone:
        before = set(world.standin.connection_ids())
        async with world.on_duty(gone) as desk:
            conversation = await open_waiting_conversation(phone)
            since = (await wait_for_assignment(desk, conversation))["conversation"]["waiting_since"]
            (connection,) = set(world.standin.connection_ids()) - before
            world.faults.lose_disconnect = lambda connection: connection == connection
            world.standin.drop(connection)
        with world.clock.frozen():
            world.clock.advance(ABSENT_AFTER_MS // 2)
            await world.standin.fire("every_minute")
            assert await states_of(phone, conversation) == ["waiting", "assigned"]
            world.clock.advance(ABSENT_AFTER_MS // 2 + 1_000)
            await world.standin.fire("every_minute")
        lost = await phone.wait_for_event(notice_with_code(conversation, "agent_lost"))
        assert lost["message"]["by"]["role"] == "system"
        assert await states_of(phone, conversation) == ["waiting", "assigned", "waiting"]
        async with world.on_duty(colleague) as desk:
            event = await wait_for_assignment(desk, conversation)
            assert event["conversation"]["waiting_since"] == since
            assert event["conversation"]["agent"]["id"] == colleague.id
        async with world.connected(gone) as desk:
            assert (await desk.hello()).get("conversations", []) == []
            assert (await desk.request("desk"))["desk"]["status"] == "offline"


async def test_an_agent_who_reconnects_within_a_minute_keeps_the_conversation(world: World) -> None:
    agent = world.agent("general")
    async with world.connected(world.customer()) as phone:
        before = set(world.standin.connection_ids())
        async with world.on_duty(agent) as desk:
            conversation = await open_waiting_conversation(phone)
            seq = (await wait_for_assignment(desk, conversation))["conversation"]["seq"]
            (connection,) = set(world.standin.connection_ids()) - before
            world.faults.lose_disconnect = lambda connection: connection == connection
            world.standin.drop(connection)
        await phone.send(conversation, "여보세요?")
        world.clock.advance(ABSENT_AFTER_MS // 2)
        async with world.connected(agent) as desk:
            (missed,) = (await desk.hello({conversation: seq}))["conversations"]
            assert [m["body"]["text"] for m in missed["messages"]] == ["여보세요?"]
            world.clock.advance(ABSENT_AFTER_MS // 2 + 1_000)
            await world.standin.fire("every_minute")
            await desk.send(conversation, "네, 듣고 있습니다")
            assert (await desk.request("desk"))["desk"]["status"] == "available"


async def test_capacity_is_never_exceeded_and_the_next_customer_comes_after_a_resolve(world: World) -> None:
    customers = [world.customer() for _ in range(3)]
    async with world.on_duty(world.agent("general", capacity=2)) as desk:
        conversations = []
        for customer in customers:
            async with world.connected(customer) as phone:
                conversations.append(await open_waiting_conversation(phone))
                world.clock.advance(1_000)
        for conversation in conversations[:2]:
            await wait_for_assignment(desk, conversation)
        desk_now = (await desk.request("desk"))["desk"]
        assert (desk_now["load"], [q["waiting"] for q in desk_now["queues"] if q["name"] == "general"]) == (2, [1])
        await desk.request("resolve", conversation=conversations[0], outcome="answered")
        await wait_for_assignment(desk, conversations[2])


async def test_many_customers_at_once_each_get_one_agent(world: World) -> None:
    customers = [world.customer() for _ in range(6)]
    async with (
        world.on_duty(world.agent("general", capacity=3)) as one,
        world.on_duty(world.agent("general", capacity=3)) as other,
    ):

        async def ask(customer: DemoPerson) -> str:
            async with world.connected(customer) as phone:
                return await open_waiting_conversation(phone)

        conversations = await asyncio.gather(*map(ask, customers))

        def assigned(desk: Client) -> set[str]:
            return {event["conversation"]["id"] for event in desk.events if event["event"] == "assigned"}

        def full(desk: Client) -> Callable[[Frame], bool]:
            return lambda _: len(assigned(desk)) == 3

        for desk in (one, other):
            await desk.wait_for_event(full(desk))
        assert assigned(one) | assigned(other) == set(conversations)


async def test_closing_leaves_the_queue_and_the_desk(world: World) -> None:
    async with world.connected(world.customer()) as phone, world.connected(world.customer()) as other:
        conversation = await open_waiting_conversation(phone)
        await phone.request("close", conversation=conversation)
        async with world.on_duty(world.agent("general")) as desk:
            another = await open_waiting_conversation(other)
            await wait_for_assignment(desk, another)
            assert not [event for event in desk.events if event_about("assigned", conversation)(event)]
            await other.request("close", conversation=another)
            assert (await desk.wait_for_event(event_about("unassigned", another)))["reason"] == "closed"
            assert (await desk.request("desk"))["desk"]["load"] == 0


async def test_an_agent_going_offline_returns_their_conversations(world: World) -> None:
    async with world.connected(world.customer()) as phone, world.on_duty(world.agent("general")) as desk:
        conversation = await open_waiting_conversation(phone)
        await wait_for_assignment(desk, conversation)
        await desk.request("availability", status="offline")
        await phone.wait_for_event(notice_with_code(conversation, "agent_left"))
        await phone.wait_for_event(event_about("conversation", conversation, state="waiting", fencing_token=4))
        await desk.request("availability", status="available")
        await desk.wait_for_event(
            lambda frame: event_about("assigned", conversation)(frame) and frame["conversation"]["fencing_token"] == 5
        )
