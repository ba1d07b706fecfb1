"""Two things wrong with a car, a tyre that nobody repairs on the spot, and what the contract does for them."""

from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.contracts.holder import RoadsideCode, RoadsideUse
from chalicelib.dispatch.model import RoadsideService
from tests.entry.centre import Centre
from tests.entry.draft_talk import Talk
from tests.entry.roadside_talk import CONTRACT, GANGNAM, jobs, stranded, with_a_job, words

TODAY = date(2027, 1, 15)
"""The day of the centre's clock."""


def summary(talk: Talk, first: str, *more: str) -> str:
    """What the customer agrees to, after what they say first, their position and further answers."""
    talk.writes(first)
    if talk.last().get("requested_slot") == "location":
        talk.says(GANGNAM)
    for text in more:
        talk.writes(text)
    return words(talk)


@pytest.mark.parametrize(
    "said, service, also",
    [
        ("배터리도 나가고 타이어도 펑크났어요", "battery", ("tyre",)),
        ("앞바퀴에 못이 박혔는데 밧데리까지 방전됐네요", "tyre", ("battery",)),
        ("차 키를 안에 두고 문을 잠갔는데 기름도 다 떨어졌어요", "lockout", ("fuel",)),
        ("진흙에 바퀴가 빠졌고 배터리도 죽었어요", "winch", ("battery",)),
    ],
)
def test_one_truck_does_both_and_everybody_knows(
    centre: Centre, said: str, service: str, also: tuple[str, ...]
) -> None:
    talk = stranded(centre)
    assert "함께 봐 드려요" in summary(talk, said, "혼자고 지상이에요")
    talk.writes("네")
    (job,) = jobs(centre)
    assert (job.job.service, job.job.also) == (service, also)
    assert job.request.problem["faults"].split() == list(also)
    assert not job.job.is_done_by(frozenset({RoadsideService(service)})), "who does only one isn't sent"
    assert "+" in words(talk), "both are named"


def test_what_else_is_wrong_is_added_in_the_middle_and_at_the_summary(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("시동이 안 걸려요")
    talk.says(GANGNAM)
    talk.writes("근데 뒷타이어도 펑크났어요")
    assert "타이어도 함께 적어 두었어요" in words(talk, 2)
    talk.writes("혼자고 지상이에요")
    talk.writes("아 키도 차 안에 두고 문이 잠겼어요")
    assert "문 잠김도 함께" in words(talk, 2)
    talk.writes("네")
    (job,) = jobs(centre)
    assert {job.job.service, *job.job.also} == {"battery", "tyre", "lockout"}


def test_a_further_fault_of_an_open_job_reaches_the_responder_and_the_dispatcher(centre: Centre) -> None:
    talk = with_a_job(centre)
    talk.writes("타이어도 펑크났어요")
    assert "전했어요" in words(talk)
    (job,) = jobs(centre)
    assert (job.request.problem["faults"], job.history[-1].what) == ("tyre", "faults")
    talk.writes("타이어 펑크났다니까요")
    assert len(jobs(centre)[0].history) == len(job.history), "told twice, noted once"
    talk.writes("아내 차도 타이어 펑크났어요")
    assert "다른 차예요" in str(talk.last()["buttons"])


@pytest.mark.parametrize("said", ["타이어 옆구리가 찢어졌어요", "펑크났는데 타이어 옆면에 구멍이 났어요"])
def test_a_sidewall_is_towed_by_the_clause_and_a_spare_changes_that(centre: Centre, said: str) -> None:
    talk = stranded(centre)
    talk.writes(said)
    talk.says(GANGNAM)
    talk.presses("card:usual")
    assert "옆면이 상한 타이어는 견인" in words(talk, 2)
    assert talk.last()["requested_slot"] == "destination"
    talk.writes("가까운 타이어 가게요")
    assert "옆면이 상한" in words(talk)
    talk.writes("예비 타이어 있어요")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert job.job.service is RoadsideService.TYRE
    assert job.request.problem["damage"] == "spare"


def test_the_clause_of_the_tyre_stands_on_the_tow(centre: Centre) -> None:
    talk = stranded(centre)
    summary(talk, "뒷타이어 옆면이 터졌어요", "혼자고 지상이에요", "서초동 타이어뱅크요")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert (job.job.service, job.terms.reasons) == ("tow", ("sidewall",))
    assert "접지면" in job.terms.clause
    assert job.terms.destination_text == "서초동 타이어뱅크"


@pytest.mark.parametrize(
    "contract, uses, said, shown",
    [
        ({"starts_on": date(2026, 12, 1), "ends_on": date(2027, 6, 1)}, ("battery", "tow"), "밧데리 나갔슴다", "1회"),
        (
            {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 6, 1)},
            ("battery", "tow", "tyre"),
            "빠떼리가 죽었네요",
            "이번 보험 기간의 이용 횟수",
        ),
        ({"imported": True}, (), "열쇠를 안에 놓고 문을 닫아버렸네요", "외제차"),
        ({"side_airbags": True}, (), "키가 차 안에 있는데 문이 잠겼어요", "사이드에어백"),
        ({}, ("fuel", "fuel"), "기름이 앵꼬났네요", "무료 급유 횟수"),
    ],
)
def test_limits_of_the_rider_stand_beside_the_price(
    centre: Centre, contract: dict[str, Any], uses: tuple[RoadsideCode, ...], said: str, shown: str
) -> None:
    for number, service in enumerate(uses, 1):
        use = RoadsideUse(service, TODAY - timedelta(days=2 * number), str(number))
        centre.roadside_uses.record_use(CONTRACT.number, use)
    assert shown in summary(stranded(centre, **contract), said, "혼자고 지상이에요")


@pytest.mark.parametrize(
    "said", ["충전이 바닥나서 멈췄어요", "배터리가 방전됐어요", "충전량이 0%라 섰습니다", "견인해 주세요"]
)
def test_an_electric_car_is_towed_to_a_charger_free_once_a_day(centre: Centre, said: str) -> None:
    prices = []
    for device in ("phone001", "phone002"):
        talk = stranded(centre, device, fuel="electric")
        talk.writes(said)
        talk.says(GANGNAM)
        for _question in range(2):
            is_where_to = talk.last().get("requested_slot") == "destination"
            talk.writes("가까운 급속충전소" if is_where_to else "혼자고 지상이에요")
        talk.presses("flow:confirm")
        (job,) = jobs(centre)
        prices.append((job.job.service, job.terms.price_won, job.terms.reasons[-1:]))
        counts_as: Any = job.request.counts_as
        centre.roadside_uses.record_use(CONTRACT.number, RoadsideUse(counts_as, TODAY, job.id))
        talk.writes("취소할게요")
    assert [price for _, price, _ in prices] == [0, 60_000]
    assert prices[1][::2] == ("tow", ("charged_today",))


def test_a_gas_car_without_fuel_is_asked_where_to(centre: Centre) -> None:
    talk = stranded(centre, fuel="lpg")
    talk.writes("연료가 다 떨어졌어요")
    talk.says(GANGNAM)
    talk.writes("혼자고 지상이에요")
    assert talk.last()["requested_slot"] == "destination"
    talk.writes("가까운 LPG 충전소요")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert (talk.number, job.job.service, job.terms.reasons) == (5, "tow", ("tow_instead",))
    assert job.request.problem["faults"] == "fuel"
