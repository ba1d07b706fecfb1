"""Drafts of accident reports on the wire: visible to customer and agent, corrected and registered once."""

from typing import Any

import pytest

from chalicelib.content.message_bodies import Card, Notice
from chalicelib.content.messages import Speaker
from chalicelib.conversations.states import State
from chalicelib.kernel.actors import Role
from chalicelib.processes import draft_commands
from tests.entry.centre import KIM, LEE, Centre, Frame, person
from tests.entry.claim_fixtures import notified_codes, work
from tests.entry.draft_talk import HANEUL, JIWOO, KO, YUJIN, Talk, drafts, half_filled, handed_over, value


def drafts_at_desk(centre: Centre, talk: Talk) -> list[Frame]:
    found: list[Frame] = centre.done(HANEUL, "drafts", conversation=talk.id)["drafts"]
    return found


def test_agent_and_customer_see_the_draft_with_its_missing_fields(centre: Centre) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    assert (value(draft, "injured"), value(draft, "place")) == ("false", "강남역 사거리")
    assert "counterparty_plate" in draft["missing"]
    assert "place" not in draft["missing"]
    cards = [m["body"] for m in talk.messages() if m["body"]["type"] == "card"]
    assert cards[-1]["title"] == KO.render("flows", "so_far_title", title="사고 접수")
    assert "강남역 사거리" in [row["value"] for row in cards[-1]["rows"]]


def test_an_agent_corrects_and_registers_a_draft_and_the_customer_gets_the_number(centre: Centre) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    about = {"conversation": talk.id, "key": draft["key"]}
    corrected = centre.done(
        HANEUL,
        "correct",
        **about,
        version=draft["version"],
        facts={"place": "역삼역", "counterparty_plate": "12가 3456"},
    )["draft"]
    assert (value(corrected, "place"), value(corrected, "counterparty_plate")) == ("역삼역", "12가3456")
    assert corrected["corrected"] == ["place", "counterparty_plate"]
    assert "역삼역" in talk.last()["text"]
    claim = centre.done(HANEUL, "register", **about, version=corrected["version"])["claim"]
    work(centre)
    assert {fact["slot"]: fact["value"] for fact in claim["facts"]}["place"] == "역삼역"
    assert claim["history"][0]["by"]["id"] == HANEUL.id
    said = [m["body"] for m in talk.messages()]
    card = said[-1]
    assert (card["type"], card["title"], card["rows"][0]["value"]) == (
        "card", KO.render("bot", "registered_title"), claim["id"],
    )  # fmt: skip
    assert notified_codes(centre, talk.id) == ["registered"]
    assert [item.claim for item in centre.claims.store.open_work("own_car")] == [claim["id"]]
    assert drafts(centre, talk) == []
    assert [each["id"] for each in centre.done(KIM, "claims")["claims"]] == [claim["id"]]
    centre.done(HANEUL, "resolve", conversation=talk.id, outcome="answered")


def test_an_invalid_correction_is_refused_by_its_field_without_effect(centre: Centre) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    about = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}
    for wrong, slot in (
        ({"counterparty_plate": "12345", "place": "역삼역"}, "counterparty_plate"),
        ({"occurred_at": "2099-01-01"}, "occurred_at"),
        ({"accident_type": "meteor"}, "accident_type"),
        ({"no_such_field": "x"}, "no_such_field"),
    ):
        frame = centre.ask(HANEUL, "correct", **about, facts=wrong)
        assert (frame["code"], frame["details"]["slots"]) == ("bad_answers", slot)
    assert drafts(centre, talk) == [draft]


def test_registrations_by_two_people_after_a_crash_make_one_claim(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    frame = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}

    def dies(*_: object) -> None:
        raise RuntimeError("the Lambda died")

    with monkeypatch.context() as patch:
        patch.setattr(draft_commands, "close_customer_drafts", dies)
        assert centre.ask(HANEUL, "register", **frame)["code"] == "internal"
    centre.logged.records.clear()
    assert drafts_at_desk(centre, talk) == [], "what a crash left is no unfinished accident"
    numbers = {
        centre.done(who, "register", **frame)["claim"]["id"] for who in (HANEUL, YUJIN, HANEUL) for _ in range(2)
    }
    work(centre)
    assert len(numbers) == 1
    assert notified_codes(centre, talk.id) == ["registered"]
    cards = [m for m in talk.messages() if m["by"]["role"] == "system" and m["body"]["type"] == "card"]
    assert len(cards) == 1


def test_bot_and_agent_registering_at_once_make_one_claim(centre: Centre) -> None:
    talk = half_filled(centre)
    elsewhere = Talk(centre, topic="contract", device="tablet01")
    elsewhere.writes("상담원 연결")
    elsewhere.says({"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"})
    desk = person("agent-desk", Role.AGENT, "contract", "general", "accident")
    centre.done(desk, "availability", status="available")
    centre.work()
    (draft,) = drafts(centre, elsewhere, desk)
    assert draft["conversation"] == talk.id
    for _ in range(12):
        if talk.offers("flow:") and "flow:confirm" in talk.offers("flow:"):
            break
        talk.presses("flow:unknown")
    (draft,) = drafts(centre, elsewhere, desk)
    frame = {"conversation": elsewhere.id, "key": draft["key"], "version": draft["version"]}
    number = centre.done(desk, "register", **frame)["claim"]["id"]
    talk.presses("flow:confirm")
    work(centre)
    assert [claim["id"] for claim in centre.done(KIM, "claims")["claims"]] == [number]
    assert centre.bot_states.load(talk.id).active_flow is None


def test_a_report_with_injuries_gets_a_number_and_keeps_its_first_answers(centre: Centre) -> None:
    talk = Talk(centre)
    talk.presses("intent:agent_request")
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    assert drafts(centre, talk) == []
    about = {"conversation": talk.id, "facts": {"injured": "true", "description": "다리를 다치심"}, "version": 0}
    first, again = (centre.done(HANEUL, "correct", **about, **key)["draft"] for key in ({}, {"key": ""}))
    assert first == again
    claim = centre.done(HANEUL, "register", conversation=talk.id, key=first["key"], version=first["version"])["claim"]
    assert claim["id"]
    assert "bodily_injury" in [exposure["coverage"] for exposure in claim["exposures"]]


def test_a_button_of_the_bot_pressed_after_an_agent_has_joined_is_answered_once(centre: Centre) -> None:
    talk = handed_over(centre)
    talk.presses("draft:continue:")
    (press,) = [each for each in talk.messages() if each["body"].get("button", "").startswith("draft:")]
    again = {**{key: press["body"][key] for key in ("type", "to", "button")}}
    centre.done(KIM, "send", conversation=talk.id, client_id=press["client_id"], body=again)
    notices = [each["body"]["code"] for each in talk.messages() if each["body"]["type"] == "notice"]
    assert notices.count("agent_has_it") == 1
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED
    talk.writes("이어서 적을게요")
    assert talk.last()["type"] == "text", "words are the agent's to answer"


def test_another_customer_never_sees_a_draft(centre: Centre) -> None:
    half_filled(centre)
    stranger = Talk(centre, customer=LEE, device="phone002")
    assert stranger.offers("draft:") == []
    stranger.says({"type": "answer", "to": 1, "button": "intent:accident_report", "label": "사고 접수"})
    assert "강남역" not in str(stranger.messages())


def test_another_customers_draft_and_claim_are_refused(centre: Centre) -> None:
    handed_over(centre)
    theirs = Talk(centre, customer=LEE, device="phone002")
    theirs.presses("intent:accident_report")
    theirs.presses("choice:true")
    key = centre.drafts.records[LEE.id].drafts[0].key
    frame: dict[str, Any] = {"conversation": centre.store.topics(KIM.id)["general"], "key": key, "version": 1}
    assert centre.ask(HANEUL, "register", **frame)["code"] == "form_gone"
    assert centre.ask(HANEUL, "correct", **frame, facts={"place": "역삼역"})["code"] == "form_gone"
    for _ in range(16):
        if "flow:confirm" in theirs.offers("flow:"):
            break
        theirs.presses("flow:unknown")
    theirs.presses("flow:confirm")
    assert centre.ask(HANEUL, "register", **frame)["code"] == "not_allowed"


def test_an_agents_correction_is_not_overwritten_by_the_bot(centre: Centre) -> None:
    talk = half_filled(centre)
    leading = YUJIN
    (draft,) = centre.done(leading, "drafts", conversation=Talk(centre, topic="accident", device="tablet01").id)[
        "drafts"
    ]
    asked = talk.last()["requested_slot"]
    frame = {"conversation": centre.store.topics(KIM.id)["accident"], "key": draft["key"]}
    centre.done(leading, "correct", **frame, version=draft["version"], facts={"place": "역삼역"})
    talk.presses("flow:unknown")
    (draft,) = centre.done(leading, "drafts", conversation=frame["conversation"])["drafts"]
    assert value(draft, "place") == "역삼역"
    assert asked not in draft["missing"]


def test_a_registration_is_audited_without_free_text(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    frame = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}
    centre.ask(JIWOO, "register", **frame)
    centre.done(HANEUL, "register", **frame)
    trail = [record.getMessage() for record in caplog.records if record.name == "baro.audit"]
    assert [entry for entry in trail if "forms_refused" in entry and JIWOO.id in entry]
    assert [entry for entry in trail if "form_registered" in entry and HANEUL.id in entry]
    assert "강남역" not in "".join(trail)


def test_notices_about_drafts_are_system_messages(centre: Centre) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    about = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}
    centre.done(HANEUL, "correct", **about, facts={"place": "역삼역"})
    _, entry = sorted(centre.store.logs[talk.id].items())[-1][1]
    assert (entry.by.role, isinstance(entry.body, Notice | Card)) == (Speaker.SYSTEM, True)
