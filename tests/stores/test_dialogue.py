"""Contract of stores for bot states and drafts."""

from collections.abc import Callable

from msgspec import structs

from chalicelib.dialogue.drafts import Draft, DraftRecord, with_draft
from chalicelib.dialogue.ports import BotStateStore, DraftStore
from chalicelib.dialogue.state import ActiveFlow, BotState

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
