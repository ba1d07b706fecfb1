"""The bot's turns: crashes, repeats, concurrent messages and fencing."""

from dataclasses import dataclass, field

import msgspec
import pytest

from chalicelib.content.claim_views import RegistrationView
from chalicelib.content.configuration import flows
from chalicelib.content.message_bodies import Answer, Body, Card, Form, FormSubmission, Location, Text
from chalicelib.dialogue.events import PublishedTurnEvent, RegistrationWanted, turn_subject
from chalicelib.dialogue.ports import BotPorts
from chalicelib.dialogue.service import answer_message, confirm_registration, send_greeting, suggest_facts
from chalicelib.dialogue.state import BotState, Handoff
from chalicelib.kernel.errors import Conflict
from chalicelib.nlu.types import NluResult
from tests.fakes.backoff import NO_WAIT
from tests.fakes.dialogue import FakeBotStates
from tests.fakes.readings import understood_as
from tests.unit.dialogue.test_policy import make_context

CLAIM = RegistrationView("20261123-482137")


class Crash(Exception):
    """The Lambda died."""


@dataclass
class FakeSender:
    """Accepts each number once, as a conversation does; may crash at a number, or be fenced."""

    sent: dict[int, Body] = field(default_factory=dict)
    dies_at: int = 0
    fenced: bool = False

    def send(self, number: int, body: Body) -> bool:
        if number == self.dies_at:
            self.dies_at = 0
            raise Crash
        if not self.fenced:
            self.sent.setdefault(number, body)
        return not self.fenced


@dataclass
class Bot:
    """One conversation with the bot."""

    bot_states: FakeBotStates = field(default_factory=FakeBotStates)
    sender: FakeSender = field(default_factory=FakeSender)
    recorded: list[tuple[str, str]] = field(default_factory=list)

    def ports(self) -> BotPorts:
        return BotPorts(
            self.bot_states,
            lambda text, now: understood_as(read(text, now), text, now),
            make_context,
            self.sender.send,
            max(self.sender.sent, default=0),
            self.learn,
            backoff=NO_WAIT,
        )

    def slots(self) -> dict[str, str]:
        running = self.bot_states.load("conv").active_flow
        assert running is not None
        return running.slots

    def learn(self, text: str, picked: str) -> None:
        self.recorded.append((text, picked))

    def receives(self, seq: int, body: Body) -> Handoff | None:
        return answer_message(self.ports(), "conv", seq, body).handoff


def read(text: str, _now: object) -> NluResult:
    torn = ("renewal", "policy_extend") if text == "torn" else ()
    return NluResult(text, 1.0, {}, ((text, 1.0),), is_emergency=False, clarification_intents=torn)


def test_a_repeat_does_not_run_the_policy_again() -> None:
    bot = Bot()
    send_greeting(bot.ports(), "conv", "김서연")
    for _ in range(2):
        assert bot.receives(2, Text("renewal")) is None
    for _ in range(2):
        assert bot.receives(4, Text("complaint")) == Handoff("general")
    assert [type(body) for body in bot.sender.sent.values()] == [Text, Card, Text]


def test_messages_unsent_after_a_crash_are_sent_with_the_repeat() -> None:
    bot = Bot(sender=FakeSender(dies_at=1))
    with pytest.raises(Crash):
        send_greeting(bot.ports(), "conv", "김서연")
    send_greeting(bot.ports(), "conv", "김서연")
    bot.sender.dies_at = 2
    with pytest.raises(Crash):
        bot.receives(2, Text("renewal"))
    bot.receives(2, Text("renewal"))
    assert [type(body) for body in bot.sender.sent.values()] == [Text, Card]


def test_messages_unsent_after_a_crash_precede_the_next_answer() -> None:
    bot = Bot(sender=FakeSender(dies_at=1))
    with pytest.raises(Crash):
        bot.receives(1, Text("renewal"))
    bot.receives(2, Text("greeting"))
    assert [type(bot.sender.sent[number]) for number in sorted(bot.sender.sent)] == [Card, Text]


def test_it_greets_once_and_again_after_reopening() -> None:
    bot = Bot()
    for seq in (0, 0, 9, 9):
        send_greeting(bot.ports(), "conv", "김서연", seq)
    assert len(bot.sender.sent) == 2
    bot.receives(10, Text("greeting"))
    send_greeting(bot.ports(), "conv", "김서연", 9)
    assert len(bot.sender.sent) == 3


def test_a_fenced_bot_sends_nothing() -> None:
    bot = Bot(sender=FakeSender(fenced=True))
    assert bot.receives(1, Text("renewal")) is None
    assert not bot.sender.sent


def test_button_presses_and_forms_are_handled() -> None:
    bot = Bot()
    bot.receives(1, Answer(to=1, button="intent:accident_report", label="사고 접수"))
    bot.receives(2, FormSubmission(to=2, values={"injured": "false", "place": "강남역", "occurred_at": "엊그제"}))
    assert bot.slots() == {"injured": "false", "place": "강남역"}
    assert isinstance(bot.sender.sent[max(bot.sender.sent)], Form)
    bot.receives(3, Location(latitude=37.4979, longitude=127.0276, accuracy=20))
    assert bot.slots()["place"] == "강남역 (37.49790,127.02760)"


@pytest.mark.parametrize(
    "latitude, longitude, place",
    [(37.49790, 127.02760, "강남역 근처 (37.49790,127.02760)"), (34.0, 125.0, "현재 위치 (34.00000,125.00000)")],
)
def test_a_shared_location_answers_the_question_for_the_place(latitude: float, longitude: float, place: str) -> None:
    bot = Bot()
    bot.receives(1, Text("accident_report"))
    bot.receives(2, Location(latitude, longitude, accuracy=20))
    assert bot.slots() == {"place": place}


def test_another_position_has_a_landmark_of_its_own() -> None:
    bot = Bot()
    bot.receives(1, Text("accident_report"))
    for seq, (latitude, longitude, place) in enumerate(
        [
            (37.49790, 127.02760, "강남역 근처 (37.49790,127.02760)"),
            (34.0, 125.0, "현재 위치 (34.00000,125.00000)"),
            (37.55470, 126.97060, "서울역 근처 (37.55470,126.97060)"),
        ],
        start=2,
    ):
        bot.receives(seq, Location(latitude, longitude, accuracy=20))
        assert bot.slots()["place"] == place


def test_a_photo_with_a_future_or_invalid_time_suggests_no_time() -> None:
    bot = Bot()
    bot.receives(1, Text("accident_report"))
    said = len(bot.sender.sent)
    for key, moment in (("photo1", "2027-01-01T00:00:00"), ("photo2", "0000:00:00")):
        suggest_facts(bot.ports(), "conv", key, {"occurred_at": moment})
    assert len(bot.sender.sent) == said


def test_messages_of_two_devices_are_both_handled_in_any_order() -> None:
    bot = Bot()
    bot.receives(1, Text("accident_report"))
    bot.receives(3, Text("상대 차는 12가3456이에요"))
    bot.receives(2, Text("강남역 사거리에서 박았어요"))
    assert (bot.slots()["counterparty_plate"], bot.slots()["place"]) == ("12가3456", "강남역 사거리")
    spoken = len(bot.sender.sent)
    for repeat in (1, 2, 3):
        bot.receives(repeat, Text("역삼역"))
    assert len(bot.sender.sent) == spoken


def test_a_confirmed_form_waits_for_its_claim_and_its_number_is_sent_once() -> None:
    bot = Bot()
    bot.receives(1, Text("accident_report"))
    asked = len(flows()["accident_report"].steps)
    for seq in range(2, 2 + asked):
        bot.receives(seq, Answer(to=1, button="flow:unknown", label="모르겠어요"))
    confirm = Answer(to=1, button="flow:confirm", label="네")
    after = answer_message(bot.ports(), "conv", 50, confirm)
    assert (after.handoff, after.active_flow) == (None, None)
    form = answer_message(bot.ports(), "conv", 50, confirm).completed_flow
    assert form is not None
    (entry,) = bot.bot_states.outbox.entries(turn_subject("conv"))
    assert msgspec.json.decode(entry.body, type=RegistrationWanted).key == form.key
    for _ in range(2):
        confirm_registration(bot.ports(), "conv", form.key, CLAIM)
    cards = [body for body in bot.sender.sent.values() if isinstance(body, Card) and CLAIM.id in str(body.rows)]
    assert len(cards) == 1
    assert bot.bot_states.load("conv").completed_flow is None


def test_facts_of_a_photo_are_suggested_once_and_only_for_unknown_slots() -> None:
    bot = Bot()
    facts = {"occurred_at": "2026-11-23T11:32+09:00", "place": "역삼동"}
    suggest_facts(bot.ports(), "conv", "photo1", facts)
    assert not bot.sender.sent
    bot.receives(1, Text("accident_report"))
    bot.receives(2, Text("강남역 사거리에서 뒤차가 박았어요"))
    for _ in range(2):
        suggest_facts(bot.ports(), "conv", "photo1", facts)
    offers = [body for body in bot.sender.sent.values() if isinstance(body, Text) and "사진" in body.text]
    assert len(offers) == 1
    assert "11시 32분" in offers[0].text
    assert "역삼동" not in offers[0].text
    bot.receives(3, Answer(to=1, button="suggestion:use", label="네"))
    assert (bot.slots()["occurred_at"], bot.slots()["place"]) == ("2026-11-23T11:32+09:00", "강남역 사거리")


def test_a_concurrent_turn_is_repeated_a_limited_number_of_times() -> None:
    class Racing(FakeBotStates):
        lost = 0

        def save(self, conversation: str, state: BotState, event: PublishedTurnEvent | None = None) -> bool:
            self.lost -= 1
            return self.lost < 0 and super().save(conversation, state, event)

    bot_states = Racing()
    bot = Bot(bot_states)
    bot_states.lost = 2
    bot.receives(1, Text("renewal"))
    assert len(bot.sender.sent) == 1
    bot_states.lost = 100
    with pytest.raises(Conflict):
        bot.receives(2, Text("renewal"))


def test_a_clarified_intent_is_recorded_with_the_message() -> None:
    bot = Bot()
    bot.receives(1, Text("torn"))
    bot.receives(2, Answer(1, "intent:renewal", "갱신 안내"))
    bot.receives(3, Answer(1, "intent:policy_summary", "내 보험 보기"))
    assert bot.recorded == [("torn", "renewal")]


def test_words_that_were_asked_back_about_fill_the_form_that_is_chosen() -> None:
    bot = Bot()
    bot.receives(2, Text("어제 저녁 7시 반 강남역 사거리에서요"))
    bot.receives(4, Answer(to=3, button="intent:accident_report", label="사고 접수"))
    assert bot.slots() == {
        "occurred_at": "2026-11-22T19:30+09:00",
        "place": "강남역 사거리",
        "description": "어제 저녁 7시 반 강남역 사거리에서요",
    }
