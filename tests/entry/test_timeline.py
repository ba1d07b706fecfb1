"""A customer's timeline as the agent of their conversation gets it."""

from tests.entry.centre import KIM, LEE, Centre
from tests.entry.claim_fixtures import DOYUN, HANEUL, done, registered
from tests.entry.roadside_centre import DISPATCHER, DRIVER, Roadside


def test_contracts_claims_conversations_and_notes_stand_in_one_list(centre: Centre) -> None:
    earlier = centre.resolved(HANEUL)
    number = registered(centre, earlier)
    centre.now += 1_000
    done(centre, DOYUN, number, "add_claim_note", text="블랙박스 확인함")
    centre.now += 1_000
    centre.done(KIM, "open", device="phone001", topic="contract")
    talk = centre.assigned(HANEUL)
    centre.now += 1_000
    centre.done(HANEUL, "note", conversation=talk, text="전화 원하심")
    centre.done(HANEUL, "tag", conversation=talk, tags=["complaint"])

    entries = centre.done(HANEUL, "timeline", conversation=talk)["entries"]
    assert [entry["at"] for entry in entries] == sorted((entry["at"] for entry in entries), reverse=True)
    by_kind = {kind: [each for each in entries if each["kind"] == kind] for kind in {each["kind"] for each in entries}}
    assert by_kind.keys() == {"contract", "claim", "claim_note", "conversation", "note"}
    (contract,), (claim,), (claim_note,), (note,) = (
        by_kind[kind] for kind in ("contract", "claim", "claim_note", "note")
    )
    assert (contract["until"], contract["is_open"]) == ("2027-03-18", True)
    assert "123가4567" in contract["detail"]
    assert (claim["id"], claim["is_open"]) == (number, True)
    assert (claim_note["id"], claim_note["title"], claim_note["by"]["id"]) == (number, "블랙박스 확인함", DOYUN.id)
    assert (note["id"], note["title"]) == (talk, "전화 원하심")
    tagged = next(each for each in by_kind["conversation"] if each["id"] == talk)
    assert (tagged["tags"], tagged["is_open"], tagged["by"]["id"]) == (["complaint"], True, HANEUL.id)


def test_a_roadside_job_stands_there_while_it_is_open_and_after_it_has_ended(centre: Centre) -> None:
    roadside = Roadside(centre)
    job = roadside.accepted()
    talk = centre.assigned(DISPATCHER)

    def shown() -> tuple[int, str, str, bool]:
        entries = centre.done(DISPATCHER, "timeline", conversation=talk)["entries"]
        (entry,) = (each for each in entries if each["kind"] == "job")
        assert (entry["id"], entry["by"]["id"]) == (roadside.conversation, DRIVER.id)
        return entry["at"], entry["title"], entry["detail"], entry.get("is_open", False)

    at = roadside.record(job).job.requested_at
    assert shown() == (at, "배터리 충전 · 기사님이 곧 출발해요", "12가3456 · 강남역 2번 출구", True)
    centre.done(KIM, "cancel_job", job=job, reason="solved")
    roadside.work()
    assert shown() == (at, "배터리 충전 · 출동을 취소했어요", "12가3456 · 강남역 2번 출구", False)


def test_a_timeline_is_for_who_is_in_the_conversation(centre: Centre) -> None:
    talk = centre.assigned(HANEUL)
    for who in (KIM, LEE, DOYUN):
        assert centre.ask(who, "timeline", conversation=talk)["code"] == "not_allowed"
