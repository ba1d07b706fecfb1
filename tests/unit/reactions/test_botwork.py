"""The bot's part in a conversation, where something ails it."""

from dataclasses import replace

import pytest

from chalicelib.bot.understanding.nouns import Understood
from chalicelib.content.bodies import Text
from chalicelib.conversations.states import State
from chalicelib.entry.frames import commands as c
from chalicelib.kernel.actors import Role
from tests.model.world import Device, World


def test_a_customer_reaches_people_though_the_understanding_is_broken(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_text: str, _now: object) -> Understood:
        raise IndexError("model and code don't fit")

    world = World()
    world.house = replace(world.house, understand=broken)
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, c.Open, device="phoneaaa1").conversation.id
    sent = world.ask(phone, c.Send, conversation=conversation, client_id="phoneaaa1:1", body=Text("사고가 났어요"))
    assert sent is not None
    assert world.store.heads[conversation].state is State.WAITING
    assert "understanding failed: IndexError" in caplog.text
    assert "사고가 났어요" not in caplog.text
