"""A draft goes on on another day or device, and stays apart from that of another accident."""

import pytest
from msgspec import structs

from tests.entry.centre import KIM, Centre
from tests.entry.claim_fixtures import work
from tests.entry.draft_talk import DAY, Talk, half_filled


@pytest.mark.parametrize("days, offered", [(0, True), (29, True), (31, False)])
def test_a_draft_is_offered_on_another_day_and_device(centre: Centre, days: int, offered: bool) -> None:
    talk = half_filled(centre)
    centre.done(KIM, "close", conversation=talk.id, draft="keep")
    centre.now += days * DAY
    later = Talk(centre, customer=structs.replace(KIM, expires_at=centre.now + DAY), device="tablet01")
    assert later.id != talk.id
    assert bool(later.offers("draft:continue")) is offered


def test_a_draft_continued_elsewhere_asks_missing_slots_only_and_makes_one_claim(centre: Centre) -> None:
    talk = half_filled(centre)
    centre.done(KIM, "close", conversation=talk.id, draft="keep")
    later = Talk(centre, device="tablet01")
    later.presses("draft:continue")
    asked = set[str]()
    for _ in range(14):
        if "flow:confirm" in later.offers("flow:"):
            break
        asked |= {later.last().get("requested_slot", ""), *later.last().get("requested_slots", ())}
        later.presses("flow:unknown")
    assert asked.isdisjoint({"injured", "description", "place", "accident_type"})
    later.presses("flow:confirm")
    work(centre)
    (claim,) = centre.done(KIM, "claims")["claims"]
    assert {fact["slot"]: fact["value"] for fact in claim["facts"]}["place"] == "강남역 사거리"
    assert Talk(centre, topic="accident", device="tablet01").offers("draft:") == []


def test_two_accidents_are_two_drafts(centre: Centre) -> None:
    talk = half_filled(centre)
    centre.done(KIM, "close", conversation=talk.id, draft="keep")
    second = Talk(centre)
    second.presses("draft:new")
    second.presses("choice:false")
    second.writes("오늘 역삼역에서 제가 벽을 긁었어요")
    centre.done(KIM, "close", conversation=second.id, draft="keep")
    third = Talk(centre)
    shows = [button for button in third.offers("draft:") if button.startswith("draft:show")]
    assert len(shows) == 2
    third.presses(shows[1])
    assert "강남역 사거리" in [row["value"] for row in third.last()["rows"]]
    third.presses("draft:continue")
    assert centre.bot_states.load(third.id).active_flow is not None
    assert centre.bot_states.load(third.id).active_flow.slots["place"] == "강남역 사거리"  # type: ignore[union-attr]


def test_draft_buttons_work_when_milliseconds_look_like_a_date(centre: Centre) -> None:
    """1801011234567 is no resident number, but reads as one."""
    centre.now = 1_801_011_234_567
    kim = structs.replace(KIM, expires_at=centre.now + DAY)
    talk = half_filled(centre, customer=kim)
    talk.writes("그만하기")
    talk.writes("사고 접수할게요")
    talk.presses("draft:continue")
    assert talk.last()["requested_slot"]
