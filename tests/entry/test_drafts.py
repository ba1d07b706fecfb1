"""Drafts of accident reports on the wire: visible to customer and agent, corrected, registered once, and asked about
before a conversation is closed."""

from typing import Any

import pytest
from msgspec import structs

from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Card, Notice
from chalicelib.content.messages import Speaker
from chalicelib.conversations.states import State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes import draft_commands
from tests.entry.centre import KIM, LEE, Centre, Frame, person
from tests.entry.claim_fixtures import notified_codes, work

HANEUL = person("agent-haneul", Role.AGENT, "general", "accident")
JIWOO = person("agent-jiwoo", Role.AGENT, "general", "accident")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "accident")
KO = texts("ko")
DAY = 24 * 60 * 60 * 1000


class Talk:
    """A customer's conversation, with the numbers of their messages."""

    def __init__(
        self, centre: Centre, customer: Identity = KIM, topic: str = "general", device: str = "phone001"
    ) -> None:
        self.centre, self.customer, self.device, self.number = centre, customer, device, 0
        opened = centre.done(customer, "open", device=device, topic=topic)
        self.id: str = opened["conversation"]["id"]

    def says(self, body: dict[str, Any]) -> None:
        self.number += 1
        self.centre.now += 2_000
        client_id = f"{self.device}:{self.number}"
        self.centre.done(self.customer, "send", conversation=self.id, client_id=client_id, body=body)

    def writes(self, text: str) -> None:
        self.says({"type": "text", "text": text})

    def messages(self) -> list[Frame]:
        found: list[Frame] = self.centre.done(self.customer, "history", conversation=self.id, limit=100)["messages"]
        return found

    def offers(self, prefix: str) -> list[str]:
        """Buttons of that kind in the newest message that has any."""
        for message in reversed(self.messages()):
            found = [button["id"] for button in message["body"].get("buttons", ())]
            if any(button.startswith(prefix) for button in found):
                return found
        return []

    def presses(self, prefix: str) -> None:
        for message in reversed(self.messages()):
            for button in message["body"].get("buttons", ()):
                if button["id"].startswith(prefix):
                    answer = {"type": "answer", "to": message["seq"], "button": button["id"], "label": button["label"]}
                    return self.says(answer)
        raise AssertionError(f"nobody offered {prefix}")

    def last(self) -> Frame:
        body: Frame = self.messages()[-1]["body"]
        return body


def half_filled(centre: Centre, **others: Any) -> Talk:
    """Two answers of a form: no injury, and the place."""
    talk = Talk(centre, **others)
    talk.presses("intent:accident_report")
    talk.presses("choice:false")
    talk.writes("어제 강남역 사거리에서 뒤차가 박았어요")
    return talk


def served(centre: Centre, talk: Talk, agent: Identity = HANEUL) -> None:
    talk.presses("intent:agent_request") if talk.offers("intent:agent") else talk.writes("상담원 연결")
    centre.done(agent, "availability", status="available")
    centre.work()
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED


def handed_over(centre: Centre, agent: Identity = HANEUL) -> Talk:
    """A half-filled form with an agent."""
    talk = half_filled(centre)
    talk.says({"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"})
    centre.done(agent, "availability", status="available")
    centre.work()
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED
    return talk


def drafts(centre: Centre, talk: Talk, agent: Identity = HANEUL) -> list[Frame]:
    known: list[Frame] = centre.done(agent, "customer", conversation=talk.id)["customer"].get("drafts", [])
    assert known == centre.done(agent, "drafts", conversation=talk.id)["drafts"]
    return known


def value(draft: Frame, slot: str) -> str:
    return next((str(fact["value"]) for fact in draft["facts"] if fact["slot"] == slot), "")


def test_draft_buttons_work_when_milliseconds_look_like_a_date(centre: Centre) -> None:
    """1801011234567 is no resident number, but reads as one."""
    centre.now = 1_801_011_234_567
    kim = structs.replace(KIM, expires_at=centre.now + DAY)
    talk = half_filled(centre, customer=kim)
    talk.writes("그만하기")
    talk.writes("사고 접수할게요")
    talk.presses("draft:continue")
    assert talk.last()["requested_slot"]


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


def drafts_at_desk(centre: Centre, talk: Talk) -> list[Frame]:
    found: list[Frame] = centre.done(HANEUL, "drafts", conversation=talk.id)["drafts"]
    return found


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


ENDINGS = ("resolve", "close")


def ended(centre: Centre, talk: Talk, how: str, **fields: Any) -> Frame:
    who, more = (HANEUL, {"outcome": "answered"}) if how == "resolve" else (KIM, {})
    return centre.ask(who, how, conversation=talk.id, **more, **fields)


@pytest.mark.parametrize("how", ENDINGS)
def test_closing_with_an_unfinished_report_asks_first(centre: Centre, how: str) -> None:
    talk = handed_over(centre)
    frame = ended(centre, talk, how)
    assert (frame["code"], frame["details"]["forms"], frame["retryable"]) == ("unfinished_accident", 1, False)
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED
    assert ended(centre, talk, how, draft="keep")["event"] == "ack"
    assert ended(centre, talk, how)["event"] == "ack", "a repeat isn't asked again"
    reopened = Talk(centre)
    assert any(button.startswith("draft:continue:") for button in reopened.offers("draft:"))


@pytest.mark.parametrize("how", ENDINGS)
def test_a_draft_discarded_at_the_end_is_gone_for_everybody(centre: Centre, how: str) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    assert ended(centre, talk, how, draft="discard")["event"] == "ack"
    codes = [m["body"]["code"] for m in talk.messages() if m["body"]["type"] == "notice"]
    assert codes[-1] == "form_discarded"
    again = Talk(centre)
    assert again.offers("draft:") == []
    frame = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}
    assert centre.ask(HANEUL, "register", **frame)["code"] == "form_gone"


def test_closing_without_a_draft_asks_nothing(centre: Centre) -> None:
    talk = Talk(centre)
    talk.presses("intent:accident_report")
    assert centre.done(KIM, "close", conversation=talk.id)["conversation"]["state"] == "closed"


@pytest.mark.parametrize("days, offered", [(0, True), (29, True), (31, False)])
def test_a_draft_is_offered_on_another_day_and_device(centre: Centre, days: int, offered: bool) -> None:
    talk = half_filled(centre)
    centre.done(KIM, "close", conversation=talk.id, draft="keep")
    centre.now += days * DAY
    later = Talk(centre, customer=structs.replace(KIM, expires_at=centre.now + DAY), device="tablet01")
    assert later.id != talk.id
    assert bool(later.offers("draft:continue")) is offered


def test_another_customer_never_sees_a_draft(centre: Centre) -> None:
    half_filled(centre)
    stranger = Talk(centre, customer=LEE, device="phone002")
    assert stranger.offers("draft:") == []
    stranger.says({"type": "answer", "to": 1, "button": "intent:accident_report", "label": "사고 접수"})
    assert "강남역" not in str(stranger.messages())


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
