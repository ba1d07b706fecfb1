"""Decisions as cards: the sum, how it was reckoned, when, where to, who decided, and what the customer can do."""

import pytest
from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.errors import TransitionUnavailable
from chalicelib.claims.model import BankAccount, Claim, ClaimEvent
from chalicelib.claims.rules import claim_rules
from chalicelib.claims.transitions import apply_transition
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice
from chalicelib.processes.claim_subscribers import claim_notice
from tests.unit.claims.people import DOYUN, NOW, RULES, SORA, claim, deny, read, request_for

OWN = "own_damage"
ACCOUNT = BankAccount("kb", "123-456-7890", "김서연")


def stepped(made: Claim, *steps: tuple[str, dict[str, object]]) -> tuple[Claim, tuple[ClaimEvent, ...]]:
    """The claim after these steps, with the events of the last."""
    events: tuple[ClaimEvent, ...] = ()
    for step, fields in steps:
        by = SORA if step == "approve" else DOYUN
        relation = Relation.SUPERVISOR if step == "advance" else Relation.COLLEAGUE
        made, events = apply_transition(made, OWN, request_for(step, by, relation, **fields), RULES, NOW)
    return made, events


TO_ASSESS: tuple[tuple[str, dict[str, object]], ...] = (
    ("assign", {}),
    ("investigate", {}),
    ("negotiate_liability", {}),
    ("propose_liability", {"liability_percent": 30}),
)
ASSESS = ("assess", {"amount": 1_800_000, "grounds": "수리비 2,000,000원 − 자기부담금 200,000원"})


def shown(made: Claim, event: ClaimEvent, locale: str = "ko") -> Notice:
    return claim_notice(made, event, RULES, texts(locale))


def rows(notice: Notice) -> dict[str, str]:
    return {row.label: row.value for row in notice.rows}


def buttons(notice: Notice) -> list[str]:
    assert all(button.action == "open" for button in notice.buttons)
    return [button.id for button in notice.buttons]


def test_an_amount_is_a_card_that_says_how_it_was_reckoned_by_when_where_to_and_by_whom() -> None:
    made, (event, *_) = stepped(claim(), *TO_ASSESS, ASSESS)
    card = shown(made, event)
    assert card.title == "손해액이 정해졌어요"
    assert rows(card) == {
        "사고": "11월 22일(일) 추돌",
        "보장": "내 차 수리비(자차)",
        "손해액": "1,800,000원",
        "산출 내역": "수리비 2,000,000원 − 자기부담금 200,000원",
        "과실비율": "고객님 30%, 상대방 70%",
        "지급 승인": "11월 26일(목)까지",
        "받는 계좌": "아직 등록하지 않았어요",
        "담당자": "오도윤",
        "결정한 날": "11월 23일(월)",
    }
    assert buttons(card) == ["account", "dispute", "letter"]


def test_a_payment_names_the_masked_account_and_deducts_the_advance() -> None:
    made = replace(claim(), account=ACCOUNT)
    made, (advance,) = stepped(made, *TO_ASSESS, ("advance", {"amount": 500_000}))
    assert rows(shown(made, advance))["금액"] == "500,000원"
    assert rows(shown(made, advance))["받는 계좌"] == "KB국민 ******7890"
    made, (approval,) = stepped(made, ASSESS, ("approve", {}))
    assert rows(shown(made, approval))["지급 예정"] == "11월 30일(월)까지"
    assert "남은 1,300,000원" in rows(shown(made, approval))["계산"]
    made, (payment,) = stepped(made, ("pay", {}))
    card = shown(made, payment)
    assert rows(card)["금액"] == "1,300,000원"
    assert rows(card)["계산"] == "손해액 1,800,000원 − 먼저 지급한 가지급금 500,000원 = 1,300,000원"
    assert rows(card)["담당자"] == "오도윤, 윤소라"
    assert rows(card)["지급일"] == "11월 23일(월)"
    assert "1234567890" not in str(card).replace("-", "")
    assert buttons(card) == ["letter"]


def test_a_refusal_is_a_card_with_grounds_both_deciders_and_the_way_to_appeal() -> None:
    made, _ = stepped(claim(), ("assign", {}), ("deny", {"grounds": "고의 사고"}))
    made, events = apply_transition(made, OWN, request_for("confirm_denial", SORA, proposal=read(made)), RULES, NOW)
    card = shown(made, events[0])
    assert rows(card)["사유"] == "고의 사고"
    assert rows(card)["이의 제기"].endswith("까지 할 수 있어요")
    assert rows(card)["담당자"] == "오도윤, 윤소라"
    assert buttons(card) == ["dispute", "letter"]


@pytest.mark.parametrize("code", sorted(claim_rules().cards))
@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_card_is_rendered_without_a_hole_from_the_least_that_is_known(code: str, locale: str) -> None:
    made = claim()
    known = dict.fromkeys(("amount", "liability_percent", "other", "reason", "grounds"), "1")
    days = dict.fromkeys(("day", "until"), "2027-01-04")
    least = ClaimEvent(1, NOW, code, {**known, **days, "items": "", "item": ""}, None, OWN)
    card = shown(made, least, locale)
    assert card.title
    assert all(row.value and "{" not in row.value for row in card.rows)
    assert card.data["card"] == ",".join(name for name in card.data["card"].split(",") if name)
    assert card.data["accident_ko"]


def test_steps_are_no_cards_and_name_the_accident() -> None:
    made, (event,) = stepped(claim(), ("assign", {}))
    notice = shown(made, event)
    assert (notice.title, notice.rows, notice.buttons) == ("", (), ())
    assert notice.data["accident_ko"] == "11월 22일(일) 추돌"


def test_the_account_is_asked_for_once_when_a_payment_comes_in_sight() -> None:
    made, events = stepped(claim(), *TO_ASSESS, ASSESS)
    assert [event.code for event in events] == ["assess", "documents_due", "request_account"]
    made, events = stepped(
        made, ("dispute", {"grounds": "x"}), ("settle_dispute", {"liability_percent": 20, "note": "x"}), ASSESS
    )
    assert [event.code for event in events] == ["assess"], "asked before"
    _, events = stepped(replace(claim(), account=ACCOUNT), *TO_ASSESS, ASSESS)
    assert "request_account" not in {event.code for event in events}, "known"


def test_a_held_amount_asks_for_the_account_once_it_is_released() -> None:
    made, events = stepped(claim(), *TO_ASSESS, ("assess", {"amount": RULES.identity_hold_from}))
    assert [event.code for event in events] == ["assess", "identity_hold"]
    _, events = stepped(made, ("release_hold", {"note": "확인"}))
    assert [event.code for event in events] == ["release_hold", "documents_due", "request_account"]


def test_the_payer_asks_again_until_there_is_an_account() -> None:
    made, _ = stepped(claim(), *TO_ASSESS, ASSESS)
    _, (asked,) = stepped(made, ("request_account", {}))
    assert (asked.code, asked.notify_customer, buttons(shown(made, asked))) == ("request_account", True, ["account"])
    with pytest.raises(TransitionUnavailable):
        stepped(replace(made, account=ACCOUNT), ("request_account", {}))


def test_a_denied_claim_asks_for_no_account() -> None:
    assert deny(stepped(claim(), ("assign", {}))[0]).account_requested_at == 0


def test_a_delay_names_the_new_day_and_the_advance_that_there_can_be() -> None:
    made, (event,) = stepped(claim(), ("assign", {}), ("delay", {"day": "2026-12-25", "grounds": "부품 수급"}))
    assert rows(shown(made, event)) == {
        "사고": "11월 22일(일) 추돌",
        "보장": "내 차 수리비(자차)",
        "예상일": "12월 28일(월)",
        "사유": "부품 수급",
    }
    made, _ = stepped(made, ("investigate", {}))
    made, (event,) = stepped(made, ("delay", {"day": "2026-12-28", "grounds": "부품 수급"}))
    assert rows(shown(made, event))["가지급금"] == "급하시면 5,000,000원까지 먼저 받으실 수 있어요"
