"""Answers about contracts: facts, cards in both languages, several contracts, what isn't known."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.contract_questions import (
    ContractQuestion,
    ContractReply,
    ContractTopic,
    question_button,
    question_of_button,
)
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Body, Card, Text
from chalicelib.contracts.answers import answer_contract_question
from chalicelib.contracts.desk_rows import desk_views
from chalicelib.contracts.holder import Coupon, InsuranceContract, InsuredDriver, Policyholder
from local.demo.contracts import CHOI, HOLDERS, KIM, LEE, PARK
from tests.english import korean

NOW = datetime(2026, 11, 30, 10, tzinfo=SEOUL)
TOPICS: tuple[ContractTopic, ...] = get_args(ContractTopic)


def ask(
    topic: ContractTopic, words: str = "", *contracts: InsuranceContract, locale: str = "ko", **more: Any
) -> ContractReply:
    holder = Policyholder("1", "김서연", contracts=contracts or (KIM,), coupons=HOLDERS[0].coupons)
    return answer_contract_question(holder, ContractQuestion(topic, words, **more), texts(locale), NOW)


def rows(reply: ContractReply) -> dict[str, str]:
    return {row.label: row.value for body in reply.bodies if isinstance(body, Card) for row in body.rows}


def words_of(reply: ContractReply) -> str:
    return " ".join(body.text for body in reply.bodies if isinstance(body, Card | Text))


def test_the_end_of_a_contract_and_its_renewal() -> None:
    for topic, words in (("policy_summary", "보험 만기 언제예요?"), ("renewal", "갱신은요?")):
        reply = ask(topic, words)  # type: ignore[arg-type]
        assert reply.facts == {"expires_on": "2027-03-18", "renewal_from": "2027-02-16"}
        assert rows(reply)["만기일"] == "2027년 3월 18일"
    assert "만기가 지났어요" in rows(ask("renewal", "", replace(KIM, ends_on=date(2026, 11, 29)))).values()
    assert "이미 갱신" in words_of(ask("renewal", "", replace(KIM, renewed=True)))
    last = ask("renewal", "", replace(KIM, ends_on=date(9999, 12, 31)))
    assert last.facts["expires_on"] == "9999-12-31"


def test_what_is_insured_in_peoples_words() -> None:
    found = rows(ask("policy_summary", "제 보험 보여 주세요"))
    assert found["증권번호"] == KIM.number
    assert found["남의 차나 물건을 망가뜨렸을 때 · 대물배상"] == "10억원"
    assert found["내 차가 망가졌을 때 · 자기차량손해"] == "차량가액까지 · 자기부담금 20% (최소 20만원, 최대 50만원)"


def test_payments() -> None:
    reply = ask("payments", "다음 보험료 언제 나가요?")
    assert reply.facts == {"paid_year_won": 365_010, "next_due_on": "2026-12-18", "next_due_won": 121_670}
    for words, part in (("영수증 주세요", "receipt"), ("납입증명서 PDF로", "payment")):
        (card,) = ask("payments", words).bodies
        assert isinstance(card, Card)
        assert card.buttons[0].action == "open"
        assert card.buttons[0].id.startswith(f"certificate:{part}:")
    assert ask("payments", "", replace(KIM, instalments=None)).needs_person


def test_a_month_by_kilometres() -> None:
    trips = tuple(each for each in PARK.trips or () if each.start.month == 11)
    park = replace(PARK, trips=trips, plug_missing=())
    reply = ask("driving", "이번 달 몇 키로 탔어요?", park)
    metres = sum(each.metres for each in trips if each.start <= NOW)
    assert reply.facts["month_km"] == metres // 1000
    assert reply.facts["month_won"] == 20_000 + metres * 105 // 10_000
    assert reply.facts["averaged_days"] == 0
    assert any("█" in value for value in rows(reply).values())
    assert ask("driving", "", PARK).facts["averaged_days"] == 3
    assert "계기판" in words_of(ask("driving", "", PARK))
    assert ask("payments", "이번 달 보험료 얼마예요?", park).facts["month_won"] == reply.facts["month_won"]
    assert ask("driving", "지난달은요?", park).facts["month_km"] == 0
    assert "타는 만큼" in words_of(ask("driving", "", KIM))
    assert ask("driving", "", replace(PARK, trips=None)).needs_person


def test_the_calculation_of_a_month_gives_its_amount() -> None:
    first = date(2026, 11, 1)
    drive = replace((PARK.trips or ())[0], start=datetime(2026, 11, 3, 8, tzinfo=SEOUL), metres=800_123)
    before = replace(drive, id="before", start=datetime(2026, 10, 3, 8, tzinfo=SEOUL), metres=23_500_000)
    park = replace(PARK, starts_on=date(2026, 10, 1), base_won=240_000, won_per_km=Decimal(10), yearly_km_cap=24_000,
                   trips=(drive,), plug_missing=())  # fmt: skip
    assert rows(ask("driving", "", park))["계산"] == "기본료 240,000원 ÷ 12 + 800.123 km × 10원"
    capped = ask("driving", "", replace(park, trips=(before, drive)))
    assert rows(capped)["계산"] == "기본료 240,000원 ÷ 12 + 500 km × 10원"
    assert (capped.facts["month_km"], capped.facts["month_won"]) == (800, 25_000)
    assert "상한을 넘은 거리" in words_of(capped)
    assert "29~30일" in rows(ask("driving", "", park))
    one_day = answer_contract_question(
        Policyholder("1", contracts=(park,)), ContractQuestion("driving"), texts("ko"), NOW.replace(day=15)
    )
    assert list(rows(one_day))[-1] == "15일"
    outside = ask("driving", "9월 주행거리", park)
    assert "보험 기간이 아닌" in words_of(outside)
    assert "month_won" not in outside.facts
    unpriced = ask("driving", "", replace(park, base_won=None, plug_missing=((first, date(2026, 11, 2)),)))
    assert "보험료" not in rows(unpriced)
    assert "계기판" in words_of(unpriced)


@pytest.mark.parametrize(
    "over, state",
    [
        (replace(KIM, status="cancelled"), "해지된 계약이에요"),
        (replace(KIM, status="expired"), "만기가 지났어요"),
        (replace(KIM, ends_on=date(2026, 11, 29)), "만기가 지났어요"),
    ],
)
def test_a_contract_that_is_over_has_no_cover(over: InsuranceContract, state: str) -> None:
    for words in ("침수되면 보상돼요?", "자기부담금 얼마예요?", "대물 한도 얼마예요?"):
        reply = ask("coverage", words, over)
        assert reply.facts == {"covered": False}, words
        assert "끝난 계약" in rows(reply)["고객님 계약"]
    summary = ask("policy_summary", "제 보험 보여 주세요", over)
    assert rows(summary)["계약 상태"] == state
    assert "이럴 때 보상돼요" not in [body.title for body in summary.bodies if isinstance(body, Card)]
    assert "끝난 계약" in words_of(summary)
    renewal = rows(ask("renewal", "", over))
    assert renewal["남은 기간"] == state
    assert "갱신할 수 있는 날" not in renewal
    assert ask("ending", "해지하면 얼마 받아요", over).facts.get("refund_won", 0) == 0


def test_percentages_are_said_without_needless_zeros() -> None:
    (own,) = [each for each in KIM.coverages or () if each.code == "own_damage"]
    kim = replace(KIM, coverages=(replace(own, deductible_percent=Decimal("20.0")),))
    assert rows(ask("coverage", "자기부담금 얼마예요?", kim))["직접 내시는 돈"].startswith("자기부담금 20% ")


def test_help_on_the_road_that_is_covered_can_be_called() -> None:
    (card,) = ask("coverage", "방전되면 와 주나요?").bodies
    assert isinstance(card, Card)
    assert card.buttons[0].id == "intent:roadside_request"


def test_discounts_and_coupons() -> None:
    reply = ask("savings", "할인 뭐 받고 있어요?")
    assert reply.facts == {
        "discounts": ["dashcam", "adas"],
        "possible_discounts": ["safe_driving", "child", "public_transport"],
        "coupons": ["WINTER10"],
    }
    assert rows(reply)["자녀"] == "7% · 1년에 51,100원 덜 내요"
    assert rows(ask("savings", "쿠폰 있어요?"))["WINTER10"] == "10% · 1년에 73,000원 덜 내요 · 2026년 12월 31일까지"
    applied = ask("savings", "쿠폰 쓸게요")
    assert not applied.needs_person
    (card,) = applied.bodies
    assert isinstance(card, Card)
    assert (card.buttons[0].id, card.buttons[0].action) == ("coupon::WINTER10", "open")


def test_a_surcharge_and_that_there_is_none_only_where_both_factors_are_zero() -> None:
    limit = replace(KIM, annual_won=500_000, surcharge_limit_won=500_000)
    facts = ask("surcharge", "할증되나요?", limit).facts
    assert facts == {"surcharge_insured_won": 635_250, "surcharge_own_pocket_won": 500_000}
    below = replace(limit, surcharge_limit_won=2_000_000)
    assert ask("surcharge", "할증되나요?", below).facts["surcharge_insured_won"] == 605_000
    assert "할증이 없어요" not in words_of(ask("surcharge", "", below))
    assert "할증이 없어요" in words_of(ask("surcharge", "", LEE))
    said = ask("surcharge", "수리비 100만원인데 보험 처리하면 할증돼요?", replace(limit, accidents=()))
    assert said.facts["surcharge_insured_won"] == 635_250


def test_a_cancellation_has_the_refund_by_both_regimes_and_goes_to_a_person() -> None:
    paid = replace(KIM, accidents=(), instalments=None, starts_on=NOW.date() - timedelta(days=166))
    paid = replace(paid, ends_on=NOW.date() + timedelta(days=100))
    by_request = ask("ending", "해지하면 얼마 받아요?", paid)
    assert by_request.facts == {"refund_won": 219_000, "refund_by": "2026-12-03"}
    assert by_request.needs_person
    assert ask("ending", "제 잘못이 아닌데 해지하면요?", paid).facts["refund_won"] == 200_000
    assert "refund_won" not in ask("ending", "", KIM).facts


def test_a_comparison_is_an_honest_no_for_everybody() -> None:
    for holder in (None, Policyholder("1"), HOLDERS[0]):
        reply = answer_contract_question(holder, ContractQuestion("advice"), texts("ko"), NOW)
        assert reply.needs_person
        assert "비교해 드릴 수 없어요" in words_of(reply)


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "advice"])
def test_somebody_without_a_contract_gets_a_person(topic: ContractTopic) -> None:
    for holder in (None, Policyholder("1")):
        assert answer_contract_question(holder, ContractQuestion(topic), texts("ko"), NOW) == ContractReply(
            (), needs_person=True
        )


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "advice"])
def test_of_several_contracts_the_customer_chooses_and_the_question_is_kept(topic: ContractTopic) -> None:
    words = {"coverage": "침수되면 보상돼요?", "surcharge": "수리비 100만원이면 할증?"}.get(
        topic, "제 잘못이 아닌 영수증 쿠폰 만기"
    )
    which = ask(topic, words, KIM, CHOI)
    (question,) = which.bodies
    assert isinstance(question, Text)
    assert [button.label for button in question.buttons] == [
        "현대 아반떼 (CN7) · 123가4567",
        "테슬라 모델 Y · 201하7788",
    ]
    pressed = question_of_button(question.buttons[1].id)
    assert pressed is not None
    chosen = answer_contract_question(
        Policyholder("1", contracts=(KIM, CHOI), coupons=HOLDERS[0].coupons), pressed, texts("ko"), NOW
    )
    alone = ask(topic, words, CHOI)
    assert chosen.facts == alone.facts
    named = ask(topic, f"{words} 201하 7788", KIM, CHOI)
    assert named.facts == chosen.facts
    assert all("테슬라" in body.title for body in chosen.bodies if isinstance(body, Card))


def test_buttons_ask_what_they_say() -> None:
    for topic in TOPICS:
        question = ContractQuestion(topic, detail="2026-10", place=1)
        assert question_of_button(question_button(topic, "2026-10", 1)) == question
    for other in ("intent:renewal", "contract:weather::", "claim:1:progress:", ""):
        assert question_of_button(other) is None


QUESTIONS = {
    "coverage": (
        "", "침수되면 보상돼요?", "음주운전은요?", "친구가 운전해도 돼요?", "대물 한도 얼마예요?", "자기부담금은요?",
        "이자 줘요?", "외계인은요?",
    ),
    "savings": ("", "쿠폰", "쿠폰 쓸게요", "더 받을 할인"),
    "payments": ("", "영수증", "이번 달 얼마"),
    "policy_summary": ("", "만기", "한도"),
    "driving": ("", "지난달", "2027년 3월"),
    "surcharge": ("", "수리비 30만원"),
    "ending": ("", "제 잘못이 아니라면", "연체했어요"),
}  # fmt: skip
CASES = [(topic, words) for topic in TOPICS for words in QUESTIONS.get(topic, ("",))]


@pytest.mark.parametrize("topic, words", CASES)
@pytest.mark.parametrize("contract", [KIM, PARK, LEE, InsuranceContract("1"), replace(KIM, starts_on=None)])
def test_english_answers_have_no_hangul_but_names_and_plates(
    topic: ContractTopic, words: str, contract: InsuranceContract
) -> None:
    named = replace(contract, drivers=(InsuredDriver(scope="couple"),))
    for place in ((named,), (named, CHOI)):
        reply = ask(topic, words, *place, locale="en")
        assert korean(reply.bodies, contract.car, contract.plate, CHOI.car) == {}


FIELDS = [name for name in InsuranceContract.__struct_fields__ if name != "number"]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CASES),
    st.sampled_from([KIM, PARK, LEE]),
    st.sets(st.sampled_from(FIELDS)),
    st.sampled_from(LOCALES),
    st.none() | st.just((Coupon("A"), Coupon("B", Decimal(5), NOW.date()))),
    st.integers(-800, 800),
)
def test_whatever_is_unknown_an_answer_is_complete(
    case: tuple[ContractTopic, str],
    contract: InsuranceContract,
    unknown: set[str],
    locale: str,
    coupons: tuple[Coupon, ...] | None,
    days: int,
) -> None:
    without = {name: InsuranceContract("1").__getattribute__(name) for name in unknown}
    holder = Policyholder("1", contracts=(replace(contract, **without),), coupons=coupons)
    question = ContractQuestion(case[0], case[1])
    reply = answer_contract_question(holder, question, texts(locale), NOW + timedelta(days=days))
    assert reply.bodies
    assert msgspec.convert(msgspec.to_builtins(reply.bodies), tuple[Body, ...]) == reply.bodies
    assert all(not isinstance(value, int) or value >= 0 for value in reply.facts.values())


def test_agents_see_payments_driving_and_discounts_beside_the_contract() -> None:
    (kim,) = desk_views(HOLDERS[0], texts("ko"), NOW)
    money = dict(kim.money)
    assert money["다음 납입"] == "121,670원 · 2026년 12월 18일"
    assert (money["받고 계신 할인"], money["쓸 수 있는 쿠폰"]) == ("블랙박스 3%, 첨단안전장치 5%", "WINTER10 10%")
    park = dict(desk_views(HOLDERS[1], texts("ko"), NOW)[0].money)
    assert park["이번 달 주행거리"] == f"{ask('driving', '', PARK).facts['month_km']} km"
    assert park["평균으로 계산한 날"].startswith("3일")
    (bare,) = desk_views(Policyholder("1", contracts=(InsuranceContract("1"),)), texts("ko"), NOW)
    assert bare.money == ()
    assert desk_views(None, texts("ko"), NOW) == ()
