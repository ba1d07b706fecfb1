"""The bot's part in a conversation, where something ails it."""

from dataclasses import replace

import msgspec
import pytest

from chalicelib.bot.understanding.feedback import Record
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


def test_what_the_bot_does_not_understand_is_kept_for_learning_without_the_person_in_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, c.Open, device="phoneaaa1").conversation.id
    words = "제 번호 010-1234-5678 차는 12가3456 이걸로 어떻게 좀"
    world.ask(phone, c.Send, conversation=conversation, client_id="phoneaaa1:1", body=Text(words))
    (line,) = [entry.getMessage() for entry in caplog.records if entry.name == "baro.learning"]
    kept = msgspec.json.decode(line, type=Record)
    assert kept.read_as == "out_of_scope"
    assert "어떻게 좀" in kept.text
    assert "1234" not in kept.text
    assert "3456" not in kept.text
