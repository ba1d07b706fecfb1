"""Connecting: one-time tickets, hello, and the end of a token."""

import asyncio
from typing import Any

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from chalicelib.identity.tickets import TICKET_LIFETIME_S
from chalicelib.identity.tokens import CLOCK_SKEW
from chalicelib.processes.housekeeping import run_every_minute
from chalicelib.wiring import root
from local.client import Client, CommandRefused, fetch_ticket
from tests.e2e.world import World, open_conversation, press_button


async def status_of(world: World, query: str) -> int:
    """What a connection is answered with: 101 or a refusal."""
    try:
        async with connect(world.standin.ws_url + query):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def fresh(world: World) -> str:
    return await fetch_ticket(world.standin.rest_url, world.provider.token(world.customer()))


async def test_a_ticket_opens_one_connection_within_a_minute(world: World) -> None:
    good = await fresh(world)
    late = await fresh(world)
    assert await status_of(world, f"?ticket={good}") == 101
    assert await status_of(world, f"?ticket={good}") == 403
    world.clock.advance(TICKET_LIFETIME_S * 1000)
    assert await status_of(world, f"?ticket={late}") == 403


async def test_a_connection_needs_a_valid_ticket(world: World) -> None:
    assert await status_of(world, "") == 401
    assert await status_of(world, "?ticket=") in (401, 403)
    assert await status_of(world, "?ticket=guessed") == 403
    assert await status_of(world, f"?ticket={world.provider.token(world.customer())}") == 403


async def test_a_bad_token_gets_no_ticket(world: World) -> None:
    for claims in ({"aud": "another"}, {"role": "admin"}, {"life_s": -3600}):
        wrong: Any = claims
        with pytest.raises(aiohttp.ClientResponseError) as refused:
            await fetch_ticket(world.standin.rest_url, world.provider.token(world.customer(), **wrong))
        assert refused.value.status == 401


async def test_hello_returns_the_actor_and_open_conversations(world: World) -> None:
    kim, agent = world.customer("김서연"), world.agent("general")
    async with world.connected(kim) as phone:
        conversation = await open_conversation(phone)
        welcome = await phone.hello()
        assert welcome["you"] == {"id": kim.id, "role": "customer", "name": "김서연"}
        assert abs(welcome["server_time"] - world.clock()) < 60_000
        assert [missed["conversation"]["id"] for missed in welcome["conversations"]] == [conversation]
        assert not {"desk", "desk_rules", "accident_form", "claim_labels"} & welcome.keys()
        assert ({"value": "kb", "label": "KB국민"} in welcome["banks"], welcome["slow_check_seconds"]) == (True, 300)
    async with world.connected(agent) as desk:
        welcome = await desk.hello()
        assert (welcome["desk"]["status"], welcome.get("conversations", [])) == ("offline", [])
        assert not {"banks", "slow_check_seconds"} & welcome.keys()
        assert welcome["accident_form"]["fields"][0]["slot"] == "occurred_at"
        assert {"value": "own_car", "label": "자차"} in welcome["claim_labels"]["departments"]
        assert [level["first_ms"] for level in welcome["service_levels"] if level["queue"] == "accident"] == [60_000]


async def test_an_expired_token_gets_one_answer_and_a_closed_connection(world: World) -> None:
    async with world.connected(world.customer(), life_s=world.clock.ahead // 1000 + 60) as phone:
        await phone.request("ping")
        world.clock.advance((60 + int(CLOCK_SKEW.total_seconds())) * 1000)
        with pytest.raises(CommandRefused) as refused:
            await phone.request("ping")
        assert (refused.value.code, refused.value.frame["retryable"]) == ("session_expired", False)
        assert await phone.wait_closed() == 1000


async def test_a_silent_connection_gets_nothing_after_its_token_expired_and_is_closed(world: World) -> None:
    kim = world.customer()
    life_s = world.clock.ahead // 1000 + 60
    async with (
        world.connected(kim, life_s=life_s) as silent,
        world.on_duty(world.agent("general"), life_s=life_s) as old,
    ):
        conversation = await open_conversation(silent)
        world.clock.advance((60 + int(CLOCK_SKEW.total_seconds())) * 1000)
        received = len(silent.events)
        async with world.connected(kim) as phone, world.on_duty(world.agent("general")) as desk:
            await press_button(phone, conversation, "intent:agent_request")
            await desk.wait_for_event(lambda e: e["event"] == "assigned" and e["conversation"]["id"] == conversation)
            await asyncio.to_thread(run_every_minute, root.services())
            assert [await silent.wait_closed(), await old.wait_closed()] == [1000, 1000]
            assert silent.events[received:] == []
            assert [event for event in old.events if event["event"] == "assigned"] == []


async def test_invalid_frames_are_answered_and_the_connection_stays(world: World) -> None:
    address = f"{world.standin.ws_url}?ticket={await fresh(world)}"
    async with connect(address) as socket:
        for garbage in ("{", "None", '{"action":"dance","ref":"r1"}'):
            await socket.send(garbage)
            assert '"code":"invalid_frame"' in str(await socket.recv())
        client = Client(socket, "device000000")
        assert (await client.request("ping"))["kind"] == "pong"
