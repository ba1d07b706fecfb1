"""Messages of customers: bot turns when something fails, emergencies, and audit."""

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Location, Notice, Text
from chalicelib.conversations.states import State
from chalicelib.entry.conversations_actions import HistoryCommand, OpenCommand
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.kernel.actors import Role
from chalicelib.nlu.feedback import FeedbackRecord
from chalicelib.nlu.reading import Reading
from chalicelib.nlu.types import NluResult
from tests.model.devices import Device
from tests.model.world import World


def test_a_customer_reaches_agents_when_language_understanding_fails(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_reading: Reading) -> NluResult:
        raise IndexError("model and code don't fit")

    world = World()
    world.services = replace(world.services, recognise_intent=broken)
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id
    sent = world.ask(phone, SendCommand, conversation=conversation, client_id="phoneaaa1:1", body=Text("사고가 났어요"))
    assert sent is not None
    assert world.store.conversations[conversation].state is State.WAITING
    assert "understanding failed: IndexError" in caplog.text
    assert "사고가 났어요" not in caplog.text


def test_an_emergency_reported_while_waiting_moves_to_the_head_of_the_queue_with_first_instructions() -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation_id = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id

    def says(number: int, text: str) -> None:
        world.ask(phone, SendCommand, conversation=conversation_id, client_id=f"phoneaaa1:{number}", body=Text(text))

    says(1, "agent_request")
    (entry, _) = world.routing.entries[conversation_id]
    assert not entry.emergency
    says(2, "그냥 기다릴게요")
    assert world.routing.entries[conversation_id][0] == entry
    for number in (3, 3, 4):
        says(number, "emergency")
    (ahead, _) = world.routing.entries[conversation_id]
    assert (ahead.emergency, ahead.queue, ahead.since) == (True, "accident", entry.since)
    conversation = world.store.conversations[conversation_id]
    assert (conversation.state, conversation.emergency, conversation.queue) == (State.WAITING, True, "accident")
    page = world.ask(phone, HistoryCommand, conversation=conversation_id, after=0, limit=50)
    notice = [m.body.code for m in page.messages if isinstance(m.body, Notice)]
    assert notice == ["waiting_in_queue", "emergency_first"]


@pytest.mark.parametrize("first, queue", [("roadside_request", "roadside"), ("agent_request", "roadside")])
def test_a_stranded_car_reported_in_the_queue_gets_safety_advice_once_and_the_head_of_roadside(
    first: str, queue: str
) -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id

    def says(number: int, text: str) -> None:
        world.ask(phone, SendCommand, conversation=conversation, client_id=f"phoneaaa1:{number}", body=Text(text))

    says(1, "agent_request")
    says(2, "차가 안 움직여요" if first == "agent_request" else "견인차 불러주세요")
    assert not world.routing.entries[conversation][0].emergency
    says(3, "영동고속도로 강릉방향이에요")
    says(4, "고속도로 갓길이라고요")
    (ahead, _) = world.routing.entries[conversation]
    assert (ahead.emergency, ahead.queue) == (True, queue)
    page = world.ask(phone, HistoryCommand, conversation=conversation, after=0, limit=50)
    (notice,) = [m.body for m in page.messages if isinstance(m.body, Notice) and m.body.code == "stranded_first"]
    assert [button.number for button in notice.buttons] == ["112", "119", "1588-2504", "1600-0005", ""]


def test_every_use_of_a_customers_location_is_audited(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id
    here = Location(37.4979, 127.0276, 20)
    world.ask(phone, SendCommand, conversation=conversation, client_id="phoneaaa1:1", body=here)
    (record,) = [entry.getMessage() for entry in caplog.records if entry.name == "baro.audit"]
    assert "location_received" in record
    assert "37.49" not in record


def test_misunderstood_messages_are_recorded_without_personal_data(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id
    words = "제 번호 010-1234-5678 차는 12가3456 이걸로 어떻게 좀"
    world.ask(phone, SendCommand, conversation=conversation, client_id="phoneaaa1:1", body=Text(words))
    (record,) = [entry.getMessage() for entry in caplog.records if entry.name == "baro.learning"]
    kept = msgspec.json.decode(record, type=FeedbackRecord)
    assert kept.predicted_intent == "out_of_scope"
    assert "어떻게 좀" in kept.text
    assert "1234" not in kept.text
    assert "3456" not in kept.text


def test_a_waiting_customer_in_an_emergency_who_asks_gets_the_queue_status_and_numbers_to_call() -> None:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    conversation = world.ask(phone, OpenCommand, device="phoneaaa1").conversation.id

    def says(number: int, text: str) -> list[Text | Notice]:
        before = world.store.conversations[conversation].seq
        world.ask(phone, SendCommand, conversation=conversation, client_id=f"phoneaaa1:{number}", body=Text(text))
        page = world.ask(phone, HistoryCommand, conversation=conversation, after=before + 1, limit=50)
        return [message.body for message in page.messages]

    says(1, "영동고속도로 갓길이에요 차가 안 움직여요")
    *_, asked = says(2, "고속도로 갓길이라고요")
    assert isinstance(asked, Text)
    assert asked.requested_slot == "passengers", "the request for help goes on, without the same advice"
    notice, again = says(3, "아직 고속도로 갓길인데 언제 와요?")
    assert isinstance(again, Text)
    assert again.requested_slot == "passengers"
    assert [button.number for button in notice.buttons] == ["112", "119", "1588-2504", "1600-0005", ""]
    first, *_ = says(4, "emergency")
    assert isinstance(first, Notice)
    assert first.code == "emergency_first"
    assert world.store.conversations[conversation].queue == "accident"
