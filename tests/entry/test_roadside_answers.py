"""What people answer and ask beside a request for roadside help, in words that the form's questions don't expect."""

import pytest

from tests.entry.centre import Centre
from tests.entry.roadside_talk import GANGNAM, jobs, stranded, with_a_job, words


@pytest.mark.parametrize(
    "said, answer",
    [
        ("위치 공유는 싫은데요 그냥 말로 할게요", "위치를 보내지 않으셔도 돼요"),
        ("GPS는 꺼 놨어요", "위치를 보내지 않으셔도 돼요"),
        ("후쿠오카예요 일본 여행 중이에요", "해외에서는 출동해 드릴 수 없어요"),
        ("지금 대만 출장 왔어요", "해외에서는 출동해 드릴 수 없어요"),
    ],
)
def test_an_answer_without_a_place_is_answered_and_the_place_asked_again(
    centre: Centre, said: str, answer: str
) -> None:
    talk = stranded(centre)
    talk.writes("배터리 방전됐어요")
    talk.writes(said)
    assert answer in words(talk, 2)
    assert talk.last()["requested_slot"] == "location"
    talk.writes("대구 수성못 공영주차장이요")
    assert talk.last()["requested_slots"] == ["passengers", "access"]


@pytest.mark.parametrize("said", ["너무 비싼데 안 부를래요", "그럼 안 불러도 돼요"])
@pytest.mark.parametrize("is_summary", [False, True])
def test_a_request_is_declined_in_other_words_and_the_bot_answers_on(
    centre: Centre, said: str, is_summary: bool
) -> None:
    talk = stranded(centre, coverages=())
    talk.writes("시동이 안 걸려요")
    talk.says(GANGNAM)
    if is_summary:
        talk.writes("혼자고 지상이에요")
    talk.writes(said)
    if talk.offers("flow:cancel") and "그만할까요" in words(talk):
        talk.presses("flow:cancel")
    assert "멈췄어요" in words(talk)
    talk.writes("타이어 펑크났어요")
    assert talk.last()["requested_slot"] == "location"
    assert jobs(centre) == []


@pytest.mark.parametrize("said", ["네 그래도 불러주세요", "알겠어요 불러주세요"])
def test_a_price_is_agreed_to_in_other_words(centre: Centre, said: str) -> None:
    talk = stranded(centre, coverages=())
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.writes("혼자고 지상이에요")
    talk.writes(said)
    assert [job.terms.price_won for job in jobs(centre)] == [20_000]


@pytest.mark.parametrize(
    "first, destination",
    [
        ("아이오닉인데 주행가능거리가 0이에요 충전소까지 견인 부탁드립니다", "충전소"),
        ("차가 안 나가요 집까지 끌어다 주세요 여기 의정부역 서부광장이에요", "집"),
        ("강남역 2번 출구인데 서초동 블루핸즈로 견인해 주세요", "서초동 블루핸즈"),
    ],
)
def test_a_destination_of_the_first_message_is_not_asked(centre: Centre, first: str, destination: str) -> None:
    talk = stranded(centre)
    talk.writes(first)
    active = centre.bot_states.load(talk.id).active_flow
    assert active is not None
    assert active.slots["destination"] == destination


@pytest.mark.parametrize(
    "said", ["목적지는 강남 오토오아시스로 바꿀게요", "도착지를 강남 오토오아시스로 변경해 주세요"]
)
def test_a_destination_is_corrected_at_once(centre: Centre, said: str) -> None:
    talk = stranded(centre)
    talk.writes("견인해 주세요")
    talk.says(GANGNAM)
    talk.writes("서초동 블루핸즈")
    talk.writes("혼자고 지상이에요")
    talk.writes(said)
    talk.writes("네")
    assert [job.terms.destination_text for job in jobs(centre)] == ["강남 오토오아시스"]


@pytest.mark.parametrize(
    "said, answer",
    [
        ("경찰이 부른 렉카가 왔대요", "도로공사가 보낸"),
        ("도로공사 견인차가 왔어요", "도로공사가 보낸"),
        ("웬 렉카가 와서 차를 걸려고 해요", "맡기지 않으셔도 돼요"),
        ("렉카가 와서 자꾸 끌고 가자고 하네요", "맡기지 않으셔도 돼요"),
    ],
)
def test_a_truck_that_others_called_changes_nothing_in_a_request(centre: Centre, said: str, answer: str) -> None:
    talk = stranded(centre)
    talk.writes("배터리 방전됐어요")
    talk.says(GANGNAM)
    talk.writes("혼자고 지상이에요")
    talk.writes(said)
    assert answer in words(talk, 2)
    talk.writes("네")
    assert [job.job.service for job in jobs(centre)] == ["battery"]


@pytest.mark.parametrize(
    "said", ["기사님이 연락이 안 돼요", "기사님 전화번호 알려주세요", "기사가 전화를 안 받아요", "번호판 알려주세요"]
)
def test_who_asks_for_the_responder_before_there_is_one_can_reach_a_dispatcher(centre: Centre, said: str) -> None:
    talk = with_a_job(centre)
    talk.writes(said)
    assert "아직 기사님이 정해지지 않았어요" in words(talk)
    assert "1600-0005" in str(talk.last()["buttons"])
    talk.presses("intent:agent_request")
    assert centre.stored_conversation(talk.id).queue == "roadside"
