"""Customer and agent on several devices: every message once, in order, also after a gap."""

import asyncio

import pytest

from chalicelib.content.message_bodies import Text
from chalicelib.content.messages import By, Speaker
from chalicelib.conversations.messaging import send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.wiring.conversations import conversations
from local.aws import Drop
from local.client import Client, CommandRefused, Frame
from local.demo.people import DemoPerson
from tests.e2e.world import (
    World,
    event_about,
    open_conversation,
    open_waiting_conversation,
    press_button,
    text_message,
    wait_for_assignment,
)


def texts(messages: list[Frame]) -> list[str]:
    return [message["body"].get("text", "") for message in messages]


def write(world: World, conversation: str, person: DemoPerson, numbers: range) -> None:
    """Sends many messages like `send`, a second apart by the world's clock."""
    talk = conversations()
    for number in numbers:
        world.clock.advance(1000)
        entry = LogEntry(talk.clock(), By(Speaker.CUSTOMER, person.id, person.name), Text(f"{number}번째"))
        send_message(talk, OutgoingMessage(conversation, "writer01", number, entry, person.id))


async def test_every_device_gets_every_message_once_in_order(world: World) -> None:
    kim, agent = world.customer(), world.agent("general")
    async with world.connected(kim) as phone, world.connected(kim) as tablet, world.on_duty(agent) as desk:
        conversation = await open_waiting_conversation(phone)
        await tablet.wait_for_event(event_about("conversation", conversation))
        await wait_for_assignment(desk, conversation)
        async with world.connected(agent) as second_desk:
            for text, client in (("하나", phone), ("둘", desk), ("셋", tablet), ("넷", second_desk), ("다섯", phone)):
                await client.send(conversation, text)
            everybody = {phone: ["둘", "셋", "넷"], tablet: ["하나", "둘", "넷", "다섯"],
                         desk: ["하나", "셋", "넷", "다섯"], second_desk: ["하나", "둘", "셋", "다섯"]}  # fmt: skip
            for client, received in everybody.items():
                await client.wait_for_event(text_message(conversation, received[-1]))
                events = [m for m in client.received_messages(conversation) if m["body"]["type"] == "text"]
                assert [text for text in texts(events) if len(text) <= 2] == received
                seqs = [message["seq"] for message in client.received_messages(conversation)]
                assert seqs == sorted(set(seqs))
            log = (await phone.request("history", conversation=conversation, after=0, limit=100))["messages"]
            assert [message["seq"] for message in log] == list(range(1, len(log) + 1))
            assert {m["by"]["role"] for m in log} == {"customer", "bot", "agent", "system"}
            assert all(m["by"].get("name") for m in log if m["by"]["role"] != "system")


async def test_a_repeat_is_answered_like_the_first_and_delivered_once(world: World) -> None:
    kim = world.customer()
    async with world.connected(kim) as phone, world.connected(kim) as tablet:
        conversation = await open_waiting_conversation(phone)
        first = await phone.send(conversation, "한 번만", number=9)
        assert await phone.send(conversation, "한 번만", number=9) == first
        after = await phone.send(conversation, "다음", number=10)
        assert after["seq"] > first["seq"]
        await tablet.wait_for_event(text_message(conversation, "다음"))
        assert {m["seq"] for m in tablet.received_messages(conversation) if m["body"].get("text") == "한 번만"} == {
            first["seq"]
        }


async def test_receipts_move_forward_only_and_reach_the_other_side(world: World) -> None:
    async with world.connected(world.customer()) as phone, world.on_duty(world.agent("general")) as desk:
        conversation = await open_waiting_conversation(phone)
        await wait_for_assignment(desk, conversation)
        seq = (await phone.send(conversation, "읽으셨나요?"))["seq"]
        await desk.request("delivered", conversation=conversation, seq=seq)
        await phone.wait_for_event(event_about("receipt", conversation, role="agent", delivered=seq, read=0))
        await desk.request("read", conversation=conversation, seq=seq)
        await phone.wait_for_event(event_about("receipt", conversation, role="agent", delivered=seq, read=seq))
        for older in (seq - 1, seq, seq + 100):
            await desk.request("read", conversation=conversation, seq=older)
        listed = (await phone.request("conversations"))["conversations"][0]
        assert listed["agent_receipts"] == {"delivered": seq, "read": seq}
        assert len([event for event in phone.events if event["event"] == "receipt"]) == 2


async def test_typing_reaches_the_others_and_is_not_stored(world: World) -> None:
    kim = world.customer()
    async with (
        world.connected(kim) as phone,
        world.connected(kim) as tablet,
        world.on_duty(world.agent("general")) as desk,
    ):
        conversation = await open_waiting_conversation(phone)
        await wait_for_assignment(desk, conversation)
        seq = (await phone.send(conversation, "잠시만요"))["seq"]
        await phone.request("typing", conversation=conversation)
        for client in (tablet, desk):
            event = await client.wait_for_event(event_about("typing", conversation))
            assert event["by"]["role"] == "customer"
        await desk.request("typing", conversation=conversation)
        event = await phone.wait_for_event(event_about("typing", conversation))
        assert event["by"]["role"] == "agent"
        assert (await phone.request("history", conversation=conversation))["messages"][-1]["seq"] == seq


async def test_long_texts_and_every_kind_of_body_arrive_unchanged(world: World) -> None:
    bodies: list[Frame] = [
        {"type": "text", "text": "긴 이야기 🚗 " * 600},
        {"type": "card", "title": "견인 안내", "rows": [{"label": "도착", "value": "15분"}]},
        {"type": "form", "form": "callback", "title": "전화 예약", "submit": "보내기",
         "fields": [{"name": "phone", "label": "전화번호", "kind": "phone"}]},
        {"type": "text", "text": "골라 주세요", "buttons": [{"id": "yes", "label": "네", "kind": "primary"}]},
    ]  # fmt: skip
    async with world.connected(world.customer()) as phone, world.on_duty(world.agent("general")) as desk:
        conversation = await open_waiting_conversation(phone)
        await wait_for_assignment(desk, conversation)
        _, _, form, _ = [(await desk.send(conversation, body))["seq"] for body in bodies]
        submitted = {"type": "form_submission", "to": form, "values": {"phone": "01012345678"}}
        await phone.send(conversation, submitted)
        received = await desk.wait_for_event(
            lambda frame: frame.get("message", {}).get("body", {}).get("type") == "form_submission"
        )
        assert received["message"]["body"] == submitted
        assert [m["body"] for m in phone.received_messages(conversation) if m["by"]["role"] == "agent"] == bodies
        log = (await phone.request("history", conversation=conversation, limit=5))["messages"]
        assert [message["body"] for message in log] == [*bodies, submitted]


async def test_a_gap_of_300_messages_is_filled_and_paged(world: World) -> None:
    kim = world.customer()
    async with world.connected(kim) as phone:
        conversation = await open_waiting_conversation(phone)
        here = (await phone.request("history", conversation=conversation))["messages"][-1]["seq"]
    await asyncio.to_thread(write, world, conversation, kim, range(1, 301))
    async with world.connected(kim) as phone:
        (missed,) = (await phone.hello({conversation: here}))["conversations"]
        assert [message["seq"] for message in missed["messages"]] == list(range(here + 1, here + 301))
        assert not missed.get("resync")
        assert not missed.get("more")
        (anew,) = (await phone.hello())["conversations"]
        assert (anew["resync"], anew["more"]) == (True, True)
        assert [message["seq"] for message in anew["messages"]] == list(range(here + 251, here + 301))
        assert await paged_back(phone, conversation, here + 251) == list(range(1, here + 251))


async def paged_back(client: Client, conversation: str, before: int) -> list[int]:
    """All that lies before a seq, fetched page by page upwards."""
    seqs: list[int] = []
    more = True
    while more:
        page = await client.request("history", conversation=conversation, before=before, limit=100)
        seqs = [message["seq"] for message in page["messages"]] + seqs
        before, more = seqs[0], page["more"]
    return seqs


async def test_missed_messages_come_with_the_next_hello(world: World) -> None:
    kim = world.customer()
    async with world.connected(kim) as phone, world.connected(kim) as tablet:
        conversation = await open_waiting_conversation(phone)
        await tablet.wait_for_event(event_about("conversation", conversation, state="waiting"))
        seq = (await phone.request("history", conversation=conversation))["messages"][-1]["seq"]
        world.faults.on_post = lambda *_: Drop()
        await phone.send(conversation, "들리세요?")
        world.faults.on_post = None
        (missed,) = (await tablet.hello({conversation: seq}))["conversations"]
        assert texts(missed["messages"])[0] == "들리세요?"


async def test_a_lost_device_is_removed_and_catches_up_on_return(world: World) -> None:
    kim = world.customer()
    async with world.connected(kim) as phone:
        before = set(world.standin.connection_ids())
        async with world.connected(kim) as tablet:
            conversation_id = await open_waiting_conversation(phone)
            (gone,) = set(world.standin.connection_ids()) - before
            await tablet.wait_for_event(event_about("conversation", conversation_id, state="waiting"))
            world.faults.lose_disconnect = lambda connection: connection == gone
            world.standin.drop(gone)
        seq = (await phone.send(conversation_id, "태블릿 꺼졌어요"))["seq"]
        conversation = await asyncio.to_thread(conversations().store.get, conversation_id)
        assert conversation is not None
        assert gone not in {link.id for link in conversation.recipients()}
        async with world.connected(kim, {conversation_id: seq - 1}) as tablet:
            await phone.send(conversation_id, "다시 켰어요")
            await tablet.wait_for_event(text_message(conversation_id, "다시 켰어요"))


async def test_the_sixth_message_in_a_second_is_refused_and_accepted_later(world: World) -> None:
    kim = world.customer()
    async with world.connected(kim) as phone, world.connected(kim) as tablet:
        conversation = await open_waiting_conversation(phone)
        world.clock.advance(2000)
        with world.clock.frozen():
            for number in range(5):
                await (phone, tablet)[number % 2].send(conversation, f"{number}")
            with pytest.raises(CommandRefused) as refused:
                await tablet.send(conversation, "여섯", number=6)
            assert (refused.value.code, refused.value.frame["retryable"]) == ("too_fast", True)
            world.clock.advance(refused.value.frame["details"]["retry_after_ms"])
            await tablet.send(conversation, "여섯", number=6)


async def test_the_bot_answers_first_from_the_customers_own_contract(world: World) -> None:
    kim = DemoPerson("cust-kim", world.customer().role, "김서연", "")
    async with world.connected(kim) as phone:
        conversation = await open_conversation(phone)
        greeting = (await phone.request("history", conversation=conversation))["messages"][0]
        assert greeting["by"]["role"] == "bot"
        assert "김서연" in greeting["body"]["text"]
        await press_button(phone, conversation, "intent:policy_summary")
        card = await phone.wait_for_event(lambda frame: frame.get("message", {}).get("body", {}).get("type") == "card")
        assert "123가4567" in str(card["message"]["body"]["rows"])
        await phone.request("close", conversation=conversation)
