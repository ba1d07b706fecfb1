"""Every card with another customer's ids shows nothing of theirs, and English texts of changes have no Hangul."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from chalicelib.amendments.consent_text import offer
from chalicelib.amendments.model import Terms
from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import ContractTopic, question_button
from chalicelib.content.contract_views import ChangeKind
from chalicelib.content.views import Named
from chalicelib.contracts.changes import change_fields, changed_rows
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.kernel.actors import Role
from local.demo.contracts import CHOI, HOLDERS, KIM, PARK
from tests.english import korean
from tests.entry.centre import KIM as OWNER
from tests.entry.centre import LEE as STRANGER
from tests.entry.centre import Centre, person

SECRETS = (PARK.number, PARK.plate, PARK.car, "박정호", "WINTER10", "240,000")
"""What only the owner may read."""
TOPICS: tuple[ContractTopic, ...] = get_args(ContractTopic)
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
HANEUL = person("agent-haneul", Role.AGENT, "general")


def owned(centre: Centre) -> None:
    centre.contracts.put(
        Policyholder(
            OWNER.id, "박정호", "01000005678", (PARK, replace(PARK, number="2"))[:1], coupons=HOLDERS[0].coupons
        )
    )


@pytest.mark.parametrize("contracts", [(), (CHOI,), (CHOI, replace(CHOI, number="2026-0911-52208", plate="12가0001"))])
def test_no_card_shows_anything_of_another_customer(centre: Centre, contracts: tuple[InsuranceContract, ...]) -> None:
    owned(centre)
    centre.contracts.put(Policyholder(STRANGER.id, "최민준", "01000003333", contracts))
    conversation = centre.opened(STRANGER)
    buttons = [
        question_button(topic, detail, place)
        for topic in TOPICS
        for detail in ("", PARK.number[:10])
        for place in (0, 1, 7)
    ]
    number = 0
    for button in buttons:
        number += 1
        centre.now += 1_000
        body = {"type": "answer", "to": 1, "button": button}
        centre.ask(STRANGER, "send", conversation=conversation, client_id=f"phone001:{number}", body=body)
    for text in (f"{PARK.number} 보여 주세요", f"{PARK.plate} 보험 만기 언제예요?", "박정호 보험료 얼마예요?"):
        number += 1
        centre.now += 1_000
        body = {"type": "text", "text": text}
        centre.done(STRANGER, "send", conversation=conversation, client_id=f"phone001:{number}", body=body)
    said = [
        str(to_builtins(entry.body))
        for _, (_, entry) in sorted(centre.store.logs[conversation].items())
        if entry.by.id != STRANGER.id
    ]
    assert [secret for secret in SECRETS if any(secret in each for each in said)] == []


def test_every_action_about_a_contract_refuses_another_customers_ids(centre: Centre) -> None:
    owned(centre)
    centre.contracts.put(Policyholder(STRANGER.id, "최민준", "01000003333", (CHOI,)))
    own, other = centre.assigned(HANEUL, STRANGER), centre.opened(OWNER)
    change: dict[str, Any] = {"change_kind": "drivers", "contract": PARK.number}
    offered: dict[str, Any] = {
        "key": "k1",
        "values": {"scope": "anyone"},
        "difference_won": 1,
        "starts_on": "2027-03-01",
    }
    assert centre.ask(HANEUL, "change_form", conversation=own, **change)["code"] == "not_allowed"
    assert centre.ask(HANEUL, "prepare_change", conversation=own, **change, **offered)["code"] == "not_allowed"
    for topic in TOPICS:
        assert centre.ask(HANEUL, "contract_cards", conversation=other, topic=topic)["code"] == "not_allowed"
        for place in (None, 0, 1, 9):
            shown = centre.done(HANEUL, "contract_cards", conversation=own, topic=topic, place=place)
            assert [secret for secret in SECRETS if secret in str(shown)] == []
    windows = centre.ask(STRANGER, "call_windows", conversation=other, department="advisor")
    assert windows["code"] == "not_allowed"


VALUES = {
    "extension": {"ends_on": "2027-06-05"},
    "drivers": {"scope": "anyone", "driver_name": "이도윤", "driver_born": "1999-01-02"},
    "vehicle": {"plate": "12가3456", "car": "기아 EV6"},
    "amounts": {"property": "2000000000"},
    "cover": {"coverage": "own_damage", "limit": "30000000"},
}
NAMES = ("이도윤", "12가3456", "기아 EV6")


@given(st.sampled_from(KINDS), st.sampled_from([KIM, PARK]), st.integers(-999_999, 999_999), st.booleans())
def test_an_english_change_has_no_hangul_but_names_and_plates(
    kind: ChangeKind, contract: InsuranceContract, won: int, bare: bool
) -> None:
    held = replace(
        contract,
        ends_on=date(2027, 3, 18),
        coverages=(contract.coverages or ())[:3],
        drivers=None if bare else contract.drivers,
    )
    english = texts("en")
    rows = changed_rows(held, kind, VALUES[kind], english, 366)
    terms = Terms(kind, held.number, rows, VALUES[kind], won, "2027-03-01")
    shown = offer("change001", terms, Named("1", "Emma"), "c1", Named("a", "Jiwoo"), english, 0, 1)
    names = (*NAMES, held.car, held.plate, *(each.name for each in held.drivers or ()))
    assert korean(rows, *names) == {}
    assert korean((shown.text, shown.title), *names) == {}
    assert korean(change_fields(held, kind, english), *names) == {}
