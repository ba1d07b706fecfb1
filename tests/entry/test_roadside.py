"""From "시동이 안 걸려요" to a job: what is asked, what it costs, and what becomes of it."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Text
from chalicelib.content.views import Named
from chalicelib.contracts.holder import RoadsideUse
from chalicelib.dispatch import duty, service, work
from chalicelib.dispatch.events import JobEnded
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.dispatch.states import JobState
from chalicelib.identity.tickets import Identity
from chalicelib.processes.roadside_requests import cancel_for_customer
from chalicelib.processes.roadside_uses import count_use
from tests.entry.centre import KIM, LEE, Centre
from tests.entry.roadside_talk import CONTRACT, GANGNAM, PLATE, jobs, stranded, turns, with_a_job, words

KO = texts("ko").sections["bot"]


def test_a_car_that_does_not_start_is_a_job_after_four_turns(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("시동이 안 걸려요")
    assert "가드레일" in words(talk)
    assert talk.last()["requested_slot"] == "location"
    talk.says({**GANGNAM, "latitude": 34.2, "longitude": 129.29})
    assert "우리나라에서 약 64km" in words(talk, 2)
    assert talk.last()["requested_slot"] == "location", "a place abroad is asked for again"
    talk.says(GANGNAM)
    assert talk.last()["requested_slots"] == ["passengers", "access"]
    talk.writes("저 혼자 있고 지상 주차장이에요")
    assert "무료" in words(talk)
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert turns(talk) == 4 + 1
    assert (job.job.service, job.job.place) == (RoadsideService.BATTERY, (37.4979, 127.0276))
    assert (job.request.plate, job.request.problem) == (
        PLATE,
        {"service": "battery", "passengers": "alone", "access": "open"},
    )
    assert (job.terms.covered, job.terms.price_won) == (True, 0)
    assert job.request.phone == "", "what isn't a safe number is shown to nobody"
    assert "37." not in job.request.place_text, "who is asked learns no coordinates before they accept"
    assert "가까운 기사님을 찾고" in words(talk)


@pytest.mark.parametrize(
    "answer, access",
    [
        ("네 불러주세요", "open"),
        ("네네 부탁드립니다", "open"),
        ("응 빨리 와줘", "open"),
        ("네 혼자 있고 들어올 수 있어요", "open"),
        ("가능합니다 빨리 좀", "open"),
        ("아니요 지하 2층이에요", "basement"),
        ("차고가 낮아요", "basement"),
        ("아뇨 골목이 좁아서 못 들어와요", "narrow"),
        ("아니 안 들어올걸요", "narrow"),
        ("아니요 힘들 것 같아요", "narrow"),
    ],
)
def test_a_yes_or_no_with_further_words_is_an_answer(centre: Centre, answer: str, access: str) -> None:
    talk = stranded(centre)
    talk.writes("시동이 안 걸려요")
    talk.says(GANGNAM)
    talk.writes(answer)
    if talk.last().get("requested_slot") == "passengers":
        talk.presses("choice:alone")
    talk.writes("네 불러주세요")
    (job,) = jobs(centre)
    assert (turns(talk) <= 5, job.request.problem["passengers"], job.request.problem["access"]) == (
        True,
        "alone",
        access,
    )


def test_words_that_ask_somebody_to_come_are_no_part_of_the_place(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("배터리도 나가고 타이어도 펑크났어요")
    talk.writes("서초동 래미안아파트 지하 2층으로 보내주세요")
    talk.writes("혼자요")
    assert {row["label"]: row["value"] for row in talk.last()["rows"]}["출동 위치"] == "서초동 래미안아파트 지하 2층"


def test_another_destination_is_not_where_the_car_stands(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("견인해 주세요")
    talk.says(GANGNAM)
    talk.writes("서초동 블루핸즈")
    talk.presses("card:usual")
    talk.writes("목적지는 강남 오토오아시스예요")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert job.job.place == (37.4979, 127.0276)
    assert job.terms.destination_text.startswith("강남 오토오아시스")


def test_what_was_said_is_not_asked(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("강남역 2번 출구 앞인데 타이어 펑크났어요. 저 혼자 있고 길가에 세워 뒀어요")
    assert talk.last()["type"] == "card"
    talk.writes("네")
    (job,) = jobs(centre)
    assert turns(talk) == 2
    assert job.job.service is RoadsideService.TYRE
    assert job.job.place is None, "words are no coordinates"
    assert job.request.place_text == "강남역 2번 출구 앞"


def test_a_position_that_comes_later_is_the_job_s(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("강남역 2번 출구 앞인데 타이어 펑크났어요. 저 혼자 있고 길가에 세워 뒀어요")
    talk.writes("네")
    assert [job.job.place for job in jobs(centre)] == [None]
    talk.says({**GANGNAM, "latitude": 35.68, "longitude": 139.69})
    assert [job.job.place for job in jobs(centre)] == [None]
    assert "우리나라에서 약" in words(talk)
    talk.says(GANGNAM)
    assert [job.job.place for job in jobs(centre)] == [(37.4979, 127.0276)]
    assert "위치를 받았어요" in words(talk)


@pytest.mark.parametrize("place", ["경부고속도로 부산방향 152km 지점", "전북특별자치도 전주시 완산구", "인천대교 위"])
def test_a_place_is_kept_as_it_was_said(centre: Centre, place: str) -> None:
    talk = stranded(centre)
    talk.writes("견인해 주세요")
    talk.writes(f"{place}이에요")
    talk.writes("가까운 정비소로 가 주세요")
    talk.presses("card:usual")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert turns(talk) == 5
    assert (job.job.place, job.request.place_text) == (None, place)
    assert job.terms.destination_text == "가까운 정비소"
    assert (job.terms.free_km, job.terms.won_per_km) == (10, 2_000)


def test_without_cover_the_price_is_agreed_before_anyone_drives(centre: Centre) -> None:
    talk = stranded(centre, coverages=())
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    assert "20,000원에 부를게요" in words(talk)
    assert jobs(centre) == []
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert (job.terms.covered, job.terms.price_won, job.terms.agreed_at) == (False, 20_000, centre.now)


def test_who_is_not_verified_sees_neither_plate_nor_cover_and_agrees_to_the_most_it_costs(centre: Centre) -> None:
    talk = stranded(centre, customer=replace(KIM, verified=False))
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    assert talk.last()["requested_slot"] == "own_plate"
    talk.writes("모르겠어요")
    assert "최대 20,000원" in words(talk)
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert (job.terms.covered, job.terms.price_won, job.request.contract) == (None, 20_000, "")
    assert PLATE not in words(talk, 99)


def test_a_price_that_has_risen_meanwhile_is_agreed_anew(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    on = CONTRACT.starts_on
    assert on is not None
    for number in range(6):
        centre.roadside_uses.record_use(CONTRACT.number, RoadsideUse("battery", on, str(number)))
    talk.presses("flow:confirm")
    assert jobs(centre) == []
    assert "20,000원에 부를게요" in words(talk)
    talk.presses("flow:confirm")
    assert [job.terms.price_won for job in jobs(centre)] == [20_000]


def test_where_nobody_drives_the_receipt_is_taken_by_a_person(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("견인해 주세요")
    talk.says({"type": "location", "latitude": 37.484, "longitude": 130.905, "accuracy": 12})
    talk.writes("도동 정비소요")
    talk.presses("card:usual")
    assert "영수증" in words(talk, 3)
    assert jobs(centre) == []
    assert centre.stored_conversation(talk.id).queue == "roadside"


def test_a_customer_cancels_and_the_bot_answers_on(centre: Centre) -> None:
    talk = with_a_job(centre)
    talk.writes("언제 오세요?")
    assert "가까운 기사님을 찾고 있어요" in words(talk)
    talk.writes("취소할게요")
    assert jobs(centre) == []
    assert "취소했어요" in words(talk)
    again = cancel_for_customer(centre.services, Named("cust-kim", "김서연"), "ko")
    assert [body.text for body in again.messages if isinstance(body, Text)] == [KO["job_cancelled_already"]]
    talk.writes("타이어 펑크났어요")
    assert talk.last()["requested_slot"] == "location"


@pytest.mark.parametrize(
    "said, open_jobs",
    [
        ("이제 됐어요 다른 데 불렀어요", 0),
        ("안 오셔도 돼요 시동 걸렸어요", 0),
        ("cancel it please", 0),
        ("기사님 빨리 좀 오시라고 해주세요", 1),
        ("취소 안 할게요 기다릴게요", 1),
    ],
)
def test_a_job_is_cancelled_in_words_that_surely_mean_it(centre: Centre, said: str, open_jobs: int) -> None:
    talk = with_a_job(centre)
    talk.writes(said)
    assert len(jobs(centre)) == open_jobs
    assert "취소" in str(talk.last()) or "cancelled" in str(talk.last())


@pytest.mark.parametrize(
    "said, answer",
    [
        ("얼마나 걸려요?", "찾고 있어요"),
        ("왜 이렇게 안 와요 30분 됐는데", "찾고 있어요"),
        ("비용이 얼마나 나와요", "이번 출동은 무료예요"),
        ("10km 넘으면 얼마 더 내요?", "이번 출동은 무료예요"),
        ("취소하면 수수료 있나요?", "무료로 취소할 수 있고"),
        ("해결됐어요 감사합니다", "이제 필요 없으시면"),
        ("괜찮아졌어요", "이제 필요 없으시면"),
        ("아내 차도 방전됐어요 56나7890이에요", "찾고 있어요"),
        ("보험사 말고 친구가 와주기로 했어요", "이제 필요 없으시면"),
        ("위치가 바뀌었어요 역삼역이에요", "지금 위치 보내기"),
        ("다른 견인차가 이미 끌고 갔어요", "이미 옮겨졌다면"),
    ],
)
def test_what_is_said_of_an_open_job_is_answered_from_it(centre: Centre, said: str, answer: str) -> None:
    talk = with_a_job(centre)
    talk.writes(said)
    assert answer in words(talk)
    assert "취소" in str(talk.last()["buttons"])
    assert len(jobs(centre)) == 1


@pytest.mark.parametrize(
    "asked, answer",
    [
        ("얼마나 걸려요?", "이름과 도착 시각을 알려 드려요"),
        ("10km 넘으면 얼마 더 내요?", "넘는 거리는 1km마다"),
        ("취소하면 수수료 있나요?", "무료로 취소할 수 있고"),
    ],
)
def test_a_question_beside_a_request_is_answered_and_the_request_goes_on(
    centre: Centre, asked: str, answer: str
) -> None:
    talk = stranded(centre)
    talk.writes("배터리 방전됐어요")
    talk.writes(asked)
    assert answer in words(talk, 2)
    assert talk.last()["requested_slot"] == "location"


def test_a_request_is_given_up_in_the_middle_of_its_questions(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("견인해 주세요")
    talk.writes("긴급출동 취소해 주세요")
    assert "멈췄어요" in words(talk)


def test_the_record_says_when_the_truck_comes_and_what_is_too_late_to_cancel(centre: Centre) -> None:
    talk, ports = stranded(centre), centre.services.dispatch()
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    card, until = ResponderCard("R-1", "박기사"), centre.now + 3_600_000
    duty.go_on_duty(ports, card, frozenset(RoadsideService), until, (37.52, 127.03))
    service.assign_by_hand(ports, "D-1", job.id, "R-1")
    talk.writes("언제 오세요?")
    assert re.search(r"\d\d:\d\d쯤 도착할 예정이에요\(\d\d:\d\d–\d\d:\d\d\)", words(talk))
    for step in (work.depart, work.arrive, work.begin):
        step(ports, "R-1", job.id)
    talk.writes("취소할게요")
    assert "취소할 수 없어요" in words(talk)
    assert jobs(centre)[0].is_open


@pytest.mark.parametrize("second, plate, answer", [(KIM, "", "가까운 기사님을 찾고"), (LEE, "12가3456 ", "")])
def test_a_car_has_one_open_job(centre: Centre, second: Identity, plate: str, answer: str) -> None:
    """Whoever asks, and however the core system spells the plate."""
    talks = []
    for who, device, said in ((KIM, "phone001", ""), (second, "phone002", plate)):
        talk = stranded(centre, device, who, plate="12가 3456")
        talks.append(talk)
        talk.presses("intent:roadside_request")
        talk.writes(f"{said}배터리 방전됐어요")
        talk.says(GANGNAM)
        talk.presses("card:usual")
        talk.presses("flow:confirm")
    assert len(jobs(centre)) == 1
    assert f"이미 출동을 부르셨어요. {answer}".strip() in words(talks[-1])


@pytest.mark.parametrize("left", ["ended", "R000000000000000"])
def test_a_job_that_ends_while_it_is_looked_at_leaves_the_request_to_confirm_again(
    centre: Centre, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the car's open job and the look at where that job stands."""
    talk = with_a_job(centre)
    talk.presses("intent:roadside_request")
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.presses("card:usual")
    (job,) = jobs(centre)
    service.cancel_job(centre.services.dispatch(), job.id, "agent", "other")
    with monkeypatch.context() as race:
        race.setattr(centre.dispatch.jobs, "open_job_of_plate", lambda _: job.id if left == "ended" else left)
        talk.presses("flow:confirm")
    assert "방금 끝났어요" in words(talk, 3)
    talk.presses("flow:confirm")
    assert [each.id == job.id for each in jobs(centre)] == [False]


def test_who_asks_again_learns_of_the_open_job_and_can_cancel_it(centre: Centre) -> None:
    talk = with_a_job(centre)
    talk.writes("시동이 안 걸려요")
    assert [button["label"] for button in talk.last()["buttons"]] == ["긴급출동 취소", "다른 차예요", "상담원 연결"]
    talk.presses("intent:roadside_request")
    assert talk.last()["requested_slot"] == "location", "another car has a form of its own"
    talk.presses("flow:cancel")
    talk.writes("시동이 안 걸려요")
    talk.writes("취소할게요")
    assert jobs(centre) == []


@pytest.mark.parametrize("sentence", ["다른 렉카가 와서 끌고 간대요", "부르지도 않은 견인차가 와서 자꾸 맡기래요"])
def test_a_truck_that_nobody_called_has_its_own_answer(centre: Centre, sentence: str) -> None:
    talk = stranded(centre)
    talk.writes(sentence)
    assert "맡기지 않으셔도 돼요" in words(talk)
    talk.writes("배터리 방전됐어요")
    talk.writes(sentence)
    assert "맡기지 않으셔도 돼요" in words(talk, 2)
    assert talk.last()["requested_slot"] == "location", "and the question stands"


@pytest.mark.parametrize(
    "outcome, counted", [(JobState.COMPLETED, 1), (JobState.GONE_ON_ARRIVAL, 1), (JobState.UNSUCCESSFUL, 0)]
)
def test_a_use_counts_once(centre: Centre, outcome: JobState, counted: int) -> None:
    with_a_job(centre)
    (job,) = jobs(centre)
    for _ in range(3):
        count_use(centre.services, JobEnded(job.id, 9, job.customer, job.conversation, outcome))
    assert len(centre.roadside_uses.uses_of(CONTRACT.number)) == counted


@pytest.mark.parametrize("question", ["긴급출동 몇 번 남았어요?", "긴급출동 남은 횟수 알려주세요"])
def test_the_uses_that_are_left_are_named(centre: Centre, question: str) -> None:
    talk = stranded(centre)
    centre.roadside_uses.record_use(CONTRACT.number, RoadsideUse("tow", date(2026, 6, 2), "JOB-1"))
    talk.writes(question)
    assert "계약 기간에 6회까지 · 5회 남음" in words(talk)


def test_help_follows_an_accident_that_needs_a_tow(centre: Centre) -> None:
    talk = stranded(centre)
    talk.writes("어제 저녁 7시 반 강남역 사거리에서 뒤차가 박았어요. 다친 사람 없고 상대 차는 34나5678이에요.")
    talk.writes("차가 안 움직여서 견인이 필요해요")
    for _ in range(8):
        body = talk.last()
        if any(button["id"] == "flow:confirm" for button in body.get("buttons", ())):
            break
        talk.presses("flow:unknown")
    talk.presses("flow:confirm")
    assert talk.last()["requested_slot"] == "destination", "place, car and tow are known"
    talk.writes("서초동 현대 블루핸즈요")
    talk.presses("card:usual")
    talk.presses("flow:confirm")
    (job,) = jobs(centre)
    assert job.request.claim
    assert (job.job.service, job.request.place_text) == (RoadsideService.TOW, "강남역 사거리")
