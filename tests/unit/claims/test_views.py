"""What customers and staff see of a claim: people's words and the field's terms, the event, what a contract lacks."""

import pytest

from chalicelib.access.relations import Relation
from chalicelib.claims.model import Claim
from chalicelib.claims.views import claim_view, registration_view, view_context
from chalicelib.content.accident_events import AccidentEvent
from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import flows, texts
from chalicelib.dialogue.claim_answers import registration_card
from tests.unit.claims.people import KIM, NOW, REAR_END, RULES, claim, contract, party

FORM = flows()["accident_report"]
BICYCLE = {"event_with": "car", "event_noun": "자전거", "own_moving": "false", "accident_type": "two_wheeler"}


def seen(found: Claim, relation: Relation = Relation.OWNER) -> ClaimView:
    by = party(KIM, relation, frozenset()) if relation is Relation.OWNER else party()
    return claim_view(found, (), view_context(by, RULES, FORM, texts("ko"), NOW))


def test_customers_read_peoples_words_and_staff_the_terms_of_the_field() -> None:
    shown = [exposure.label for exposure in seen(claim()).exposures]
    assert shown == ["상대방 차·물건 수리비(대물)", "내 차 수리비(자차)"]
    assert [exposure.label for exposure in seen(claim(), Relation.COLLEAGUE).exposures] == ["대물", "자차"]


def test_the_event_is_an_object_and_for_staff_a_line() -> None:
    made = claim({**REAR_END, **BICYCLE})
    assert seen(made).event == AccidentEvent("car", False, None)
    assert seen(made, Relation.COLLEAGUE).event_text == "자전거 · 내 차 정차 중"
    assert seen(made).event_text == ""
    assert {"event_noun", "own_moving"}.isdisjoint(fact.slot for fact in seen(made).facts)


def test_a_claim_from_before_events_were_kept_has_an_unknown_one() -> None:
    assert seen(claim({"place": "강남역"})).event == AccidentEvent("unknown", None, None)
    assert seen(claim()).event == AccidentEvent("car", None, None)  # as its type says


@pytest.mark.parametrize(
    "facts, other_way",
    [(REAR_END, "상대방 보험사로 청구"), ({"accident_type": "single"}, "직접"), ({"event_with": "water"}, "직접")],
)
def test_a_coverage_that_the_contract_lacks_is_said_with_the_other_way(facts: dict[str, str], other_way: str) -> None:
    basic = contract("2026-03-18", "2027-03-18", "대인배상Ⅰ", "대물배상")
    card = registration_card(registration_view(claim(facts, basic), RULES, texts("ko")), texts("ko"))
    rows = {row.label: row.value for row in card.rows}
    assert other_way in rows["내 차 수리비(자차)"]
    assert "담보가 없어" not in rows.get("상대방 차·물건 수리비(대물)", "")
