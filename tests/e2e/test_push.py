"""Push from an agent's message to the customer's telephone, on moto's SNS."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest

from chalicelib.content.configuration import queues
from local.client import Client, CommandRefused
from local.demo.phones import DisplayedPush, PhoneScreens
from tests.e2e.world import (
    World,
    notice_with_code,
    open_conversation,
    open_waiting_conversation,
    text_message,
    wait_for_assignment,
)

_numbers = count(1)


class Telephone:
    """A telephone with the app, and the log records of pushes."""

    def __init__(self, world: World, published: "asyncio.Queue[dict[str, Any]]") -> None:
        self.token = f"{next(_numbers):08x}" * 8
        self._screens = PhoneScreens(world.standin.aws_endpoint)
        self._published = published

    async def pushed(self) -> dict[str, Any]:
        """The next push."""
        return await asyncio.wait_for(self._published.get(), 30)

    def shows(self) -> list[DisplayedPush]:
        """What is new on its screen."""
        return [shown for shown in self._screens.new_pushes() if shown.token == self.token]


@asynccontextmanager
async def telephone(world: World) -> AsyncIterator[Telephone]:
    published: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    class RecordHandler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            world.loop.call_soon_threadsafe(published.put_nowait, json.loads(record.getMessage()))

    log, handler = logging.getLogger("baro.push"), RecordHandler()
    log.addHandler(handler)
    try:
        yield Telephone(world, published)
    finally:
        log.removeHandler(handler)


async def register(phone: Client, telephone: Telephone, platform: str = "fcm") -> None:
    await phone.request("push_on", device=phone.device, platform=platform, token=telephone.token)


@pytest.mark.parametrize("platform", ["fcm", "apns"])
async def test_a_message_while_away_is_one_push(world: World, platform: str) -> None:
    kim, agent = world.customer(), world.agent("general")
    async with telephone(world) as mobile, world.on_duty(agent) as desk:
        async with world.connected(kim) as phone:
            await register(phone, mobile, platform)
            conversation = await open_waiting_conversation(phone)
            await wait_for_assignment(desk, conversation)
            await desk.send(conversation, "들리시나요?")
            await phone.wait_for_event(text_message(conversation, "들리시나요?"))
        sent = await desk.send(conversation, "발목은 좀 어떠세요?")
        record = await mobile.pushed()
        assert (record["seq"], record["outcome"], record["customer"]) == (sent["seq"], "sent", kim.id)
        (shown,) = mobile.shows()
        assert (shown.title, shown.body) == ("바로", "상담원이 답했어요"), "and nothing of what was said"
        assert shown.data == {"category": "agent_message", "conversation": conversation, "seq": str(sent["seq"])}
        notification = {"conversation": conversation, "customer": kim.id, "seq": sent["seq"], "code": "agent"}
        assert await world.standin.invoke("notify", sqs(notification)) == {"batchItemFailures": []}
        assert mobile.shows() == []


async def test_a_customer_who_is_back_gets_no_push(world: World) -> None:
    kim, agent = world.customer(), world.agent("general")
    async with telephone(world) as mobile, world.on_duty(agent) as desk:
        async with world.connected(kim) as phone:
            await register(phone, mobile)
            conversation = await open_waiting_conversation(phone)
            await wait_for_assignment(desk, conversation)
            sent = await desk.send(conversation, "잠시만요")
            await phone.wait_for_event(text_message(conversation, "잠시만요"))
            await phone.request("delivered", conversation=conversation, seq=sent["seq"])
        notification = {"conversation": conversation, "customer": kim.id, "seq": sent["seq"], "code": "agent"}
        assert await world.standin.invoke("notify", sqs(notification)) == {"batchItemFailures": []}
        assert mobile.shows() == []


async def test_an_english_speaker_is_pushed_english_text(world: World) -> None:
    kim, agent = world.customer(), world.agent("general")
    async with telephone(world) as mobile, world.on_duty(agent) as desk:
        async with world.connected(kim, locale="en") as phone:
            await register(phone, mobile)
            conversation = await open_waiting_conversation(phone)
            await wait_for_assignment(desk, conversation)
        await desk.send(conversation, "잠시만요")
        await mobile.pushed()
        assert [shown.body for shown in mobile.shows()] == ["An agent has answered"]


async def test_disabled_push_sends_nothing(world: World) -> None:
    kim, agent = world.customer(), world.agent("general")
    async with telephone(world) as mobile, world.on_duty(agent) as desk:
        async with world.connected(kim) as phone:
            await register(phone, mobile)
            await phone.request("push_off", device=phone.device)
            conversation = await open_waiting_conversation(phone)
            await wait_for_assignment(desk, conversation)
        sent = await desk.send(conversation, "확인했어요")
        notification = {"conversation": conversation, "customer": kim.id, "seq": sent["seq"], "code": "agent"}
        assert await world.standin.invoke("notify", sqs(notification)) == {"batchItemFailures": []}
        assert mobile.shows() == []


async def test_an_emergency_without_an_agent_pages_the_person_on_call(world: World) -> None:
    async with world.connected(world.customer()) as phone:
        conversation = await open_conversation(phone)
        await phone.send(conversation, "차에 불이 났어요 사람이 갇혔어요")
        await phone.wait_for_event(notice_with_code(conversation, "on_call_paged"))
        number, words = PhoneScreens(world.standin.aws_endpoint).new_text_messages()[-1]
        assert number in queues()["accident"].on_call
        assert "위급한 고객" in words
        await phone.request("leave", conversation=conversation)
        await phone.wait_for_event(notice_with_code(conversation, "queue_left"))


async def test_staff_get_no_push(world: World) -> None:
    async with telephone(world) as mobile, world.connected(world.agent("general")) as desk:
        with pytest.raises(CommandRefused) as refused:
            await register(desk, mobile)
        assert refused.value.code == "not_allowed"


def sqs(notification: dict[str, Any]) -> dict[str, Any]:
    """The event of one job, delivered (again)."""
    return {"Records": [{"messageId": "again", "body": json.dumps(notification)}]}
