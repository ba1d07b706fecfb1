"""Contract of stores for bot states and drafts."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from chalicelib.dialogue.drafts import Draft, DraftRecord, with_draft
from chalicelib.dialogue.events import BookingWanted, RegistrationWanted, turn_subject
from chalicelib.dialogue.ports import BotStateStore, DraftStore
from chalicelib.dialogue.state import ActiveFlow, BotState, CompletedFlow
from tests.fakes.dialogue import FakeBotStates
from tests.fakes.events import event_of
from tests.stores.engines import dynamo_outbox

T0 = 1_800_000_000_000
Fresh = Callable[[str], str]


def test_a_bot_state_is_saved_once_per_version(bot_states: BotStateStore, fresh: Fresh) -> None:
    conversation = fresh("conv")
    assert bot_states.load(conversation) == BotState()
    first = BotState(version=1, summary={"문의": "사고 접수"}, active_flow=ActiveFlow("accident_report", T0))
    assert bot_states.save(conversation, first)
    assert not bot_states.save(conversation, BotState(version=1))
    assert not bot_states.save(conversation, BotState(version=3))
    assert bot_states.load(conversation) == first


def test_a_state_and_its_event_are_saved_together(bot_states: BotStateStore, fresh: Fresh, engine: Any) -> None:
    conversation = fresh("conv")
    form = CompletedFlow("12", {"place": "강남역"})
    first, wanted = BotState(version=1, completed_flow=form), RegistrationWanted(conversation, 1, "12")
    assert bot_states.save(conversation, first, wanted)
    assert not bot_states.save(conversation, BotState(version=1), RegistrationWanted(conversation, 1, "13"))
    assert bot_states.save(conversation, BotState(version=2), BookingWanted(conversation, 2, "14"))
    assert not bot_states.save(conversation, BotState(version=2), BookingWanted(conversation, 2, "15"))
    assert bot_states.load(conversation) == BotState(version=2)
    outbox = bot_states.outbox if isinstance(bot_states, FakeBotStates) else dynamo_outbox(engine)
    entries = outbox.entries(turn_subject(conversation))
    assert [event_of(entry) for entry in entries] == [wanted, BookingWanted(conversation, 2, "14")]
    for entry in entries:
        outbox.remove(entry)


def test_drafts_are_stored_by_customer_and_version(drafts: DraftStore, fresh: Fresh) -> None:
    customer, other = fresh("customer"), fresh("customer")
    assert drafts.load(customer) == DraftRecord()
    form = Draft(
        "c1:1", "accident_report", {"place": "강남역", "hospital": ""}, "c1", T0, ("place",), corrected_slots=("place",)
    )
    first = structs.replace(with_draft(DraftRecord(), form, max_drafts=5), version=1, closed_keys=("c1:0",))
    assert drafts.save(customer, first, T0 // 1000)
    assert not drafts.save(customer, first, T0 // 1000), "somebody else began one at the same moment"
    assert drafts.load(customer) == first
    assert drafts.load(other) == DraftRecord()
    second = structs.replace(first, version=2, drafts=())
    assert drafts.save(customer, second, T0 // 1000)
    assert not drafts.save(customer, second, T0 // 1000)
    assert drafts.load(customer) == second
