"""Every button gets an answer in every state, and an outdated one changes nothing."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.content.configuration import bot_rules
from chalicelib.content.message_bodies import Body, Button, Card, Form, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.conversations.submitted_answers import message_buttons
from chalicelib.dialogue import waiting_policy
from chalicelib.dialogue.context import QueueWait, TurnResult
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.policy import greet_customer, respond
from chalicelib.dialogue.state import BotState
from chalicelib.dialogue.suggestions import suggest_file_facts
from tests.unit.dialogue.test_callbacks import HELD, about
from tests.unit.dialogue.test_policy import KO, NOW, QUIET

KNOW = about(HELD)
AT = int(NOW.timestamp() * 1000)
EXPIRED = {KO.render("bot", key) for key in ("expired_step", "expired_over", "expired_claim")}


@dataclass
class Talk:
    """A conversation with the bot: its memory, and what it has said, newest last."""

    state: BotState
    said: list[Message]

    @classmethod
    def started(cls) -> "Talk":
        talk = cls(QUIET, [])
        return talk.after(greet_customer(QUIET, "김서연", KNOW))

    def after(self, result: TurnResult, minutes: int = 0) -> "Talk":
        at, number = AT + minutes * 60_000, self.state.last_message_number
        new = [
            Message(len(self.said) + place, at, By(Speaker.BOT), body, f"bot:{number + place}")
            for place, body in enumerate(result.messages, start=1)
        ]
        return Talk(replace(result.state, last_message_number=number + len(new), version=1), [*self.said, *new])

    def pressing(self, button: str, message: Message | None = None) -> TurnResult:
        offered = message or next(m for m in reversed(self.said) if button in {b.id for b in message_buttons(m.body)})
        return respond(self.state, UserInput(button=button, source_message=offered), None, KNOW)

    def pressed(self, *pressed: str) -> "Talk":
        talk = self
        for button in pressed:
            talk = talk.after(talk.pressing(button))
        return talk

    def offered(self, key: str, **facts: str) -> "Talk":
        made = suggest_file_facts(self.state, key, facts, KO, NOW)
        assert made is not None
        return self.after(TurnResult(made[0], (made[1],)))


YES, EMERGENCY = Button("flow:confirm", "네"), Button("intent:emergency", "긴급 상황")
AN_AGENTS = Message(90, AT, By(Speaker.AGENT, "agent-1"), Text("맞으세요?", (YES,)), "desk:1")
ALARM = Message(91, AT, By(Speaker.BOT), Text("어느 쪽인가요?", (EMERGENCY,)), "bot:91")


def report() -> Talk:
    return Talk.started().pressed("intent:accident_report")


def summary() -> Talk:
    talk = report()
    while not isinstance(talk.said[-1].body, Card):
        first = message_buttons(talk.said[-1].body)[0].id
        talk = talk.pressed(first if first.startswith("choice:") else "flow:unknown")
    return talk


def paused() -> Talk:
    talk = report()
    running = talk.state.active_flow
    assert running is not None
    old = replace(talk.state, active_flow=replace(running, updated_at=AT - bot_rules().questions.resume_after_ms - 1))
    return Talk(old, talk.said).pressed("choice:false")


TALKS: dict[str, Callable[[], Talk]] = {
    "greeted": Talk.started,
    "first question": report,
    "next question": lambda: report().pressed("choice:false"),
    "a photograph's facts offered": lambda: report().offered("photo1", place="역삼동"),
    "a second photograph's": lambda: report().offered("photo1", place="역삼동").offered("photo2", place="서초동"),
    "offer taken": lambda: report().offered("photo1", place="역삼동").pressed("suggestion:use"),
    "paused": paused,
    "summary": summary,
    "form": lambda: summary().pressed("flow:edit"),
    "cancelled": lambda: report().pressed("flow:cancel"),
    "confirmed": lambda: summary().pressed("flow:confirm"),
    "another flow": lambda: Talk.started().pressed("intent:claim_status", f"claim:{HELD.id}:identity"),
    "with people": lambda: Talk.started().pressed("intent:agent_request"),
}


EVERYTHING_OFFERED = {
    (message.seq, message.body, button.id): (message, button)
    for make in TALKS.values()
    for message in make().said
    for button in message_buttons(message.body)
}.values()


@pytest.mark.parametrize("where", TALKS)
def test_every_button_ever_offered_gets_an_answer_in_every_state(where: str) -> None:
    talk = TALKS[where]()
    assert len(EVERYTHING_OFFERED) > 50
    for message, button in EVERYTHING_OFFERED:
        result = talk.pressing(button.id, message)
        assert result.messages or result.state.completed_flow, f"{button.id} of {message} ends in silence"
        assert result.state.failures == talk.state.failures


@pytest.mark.parametrize("emergency", [False, True])
@pytest.mark.parametrize("where", TALKS)
def test_every_button_gets_an_answer_in_the_queue(where: str, emergency: bool) -> None:
    talk = TALKS[where]()
    make_context = dataclasses.replace(
        KNOW, queue_wait=QueueWait(AT, agent_available=False, is_emergency=emergency, describe=lambda: "1명")
    )
    for message, button in (*EVERYTHING_OFFERED, (AN_AGENTS, YES), (ALARM, EMERGENCY)):
        result = waiting_policy.dispatch_message(
            talk.state, UserInput(button=button.id, source_message=message), None, make_context
        )
        spoken = result.messages or result.state.completed_flow or result.state.handoff
        assert spoken, f"{button.id} of {message} ends in silence"


@pytest.mark.parametrize(
    "unknown", ["intent:abolished", "flow:abolished", "abolished", "claim:", "claim:1:2:3:4", "suggestion:"]
)
@pytest.mark.parametrize("where", TALKS)
def test_a_button_of_an_earlier_release_is_answered_without_failure(where: str, unknown: str) -> None:
    talk = TALKS[where]()
    message = Message(1, AT, By(Speaker.BOT), Text("전에는 있던 것", (Button(unknown, "전"),)), "bot:0")
    result = talk.pressing(unknown, message)
    assert result.messages
    assert (result.state.failures, result.state.handoff) == (talk.state.failures, talk.state.handoff)


def words(result: TurnResult) -> set[str]:
    return {body.text for body in result.messages if isinstance(body, Text)}


def test_an_answer_to_an_earlier_question_does_not_answer_the_open_one() -> None:
    started = report()
    later = started.pressed("choice:false")
    first = started.said[-1]
    assert later.state.active_flow is not None
    result = later.pressing("choice:true", first)
    assert words(result) & EXPIRED
    assert result.state == later.state
    again, asked = result.messages[-1], later.said[-1].body
    assert isinstance(again, Text)
    assert isinstance(asked, Text)
    assert asked.text.endswith(again.text), "without what is said once"
    assert (again.requested_slot, again.buttons) == (asked.requested_slot, asked.buttons)


def test_a_summary_that_was_corrected_since_is_not_confirmed() -> None:
    shown = summary()
    running = shown.state.active_flow
    assert running is not None
    other = replace(shown.state, active_flow=replace(running, slots=running.slots | {"place": "역삼역"}))
    result = Talk(other, shown.said).pressing("flow:confirm")
    assert words(result) & EXPIRED
    assert result.state.completed_flow is None
    assert isinstance(result.messages[-1], Card)
    assert shown.pressing("flow:confirm").state.completed_flow is not None


def test_a_completed_or_discarded_form_is_not_resumed() -> None:
    shown = summary()
    over = shown.pressed("flow:confirm")
    assert words(over.pressing("flow:confirm")) == {KO.render("bot", "expired_over")}
    again = Talk(replace(shown.state, active_flow=None), shown.said).pressed("intent:accident_report")
    running = again.state.active_flow
    assert running is not None
    later = replace(again.state, active_flow=replace(running, started_at=AT + 1))
    for button in ("flow:cancel", "flow:edit", "flow:confirm"):
        result = Talk(later, shown.said).pressing(button, shown.said[-1])
        assert (words(result) & EXPIRED, result.state.active_flow) == (
            {KO.render("bot", "expired_step")},
            later.active_flow,
        )


def test_of_two_photos_only_the_newer_facts_are_used() -> None:
    first = report().offered("photo1", place="역삼동")
    both = first.offered("photo2", place="서초동")
    late = both.pressing("suggestion:use", first.said[-1])
    assert words(late) & EXPIRED
    assert late.state == both.state
    taken = both.pressing("suggestion:use")
    assert taken.state.active_flow is not None
    assert taken.state.active_flow.slots["place"] == "서초동"


def test_none_of_these_is_no_failure_after_another_message() -> None:
    asked = Message(7, AT, By(Speaker.BOT), Text("어느 쪽인가요?", (Button("intent:none", "둘 다 아니에요"),)), "bot:1")
    talk = Talk(replace(QUIET, last_message_number=1), [asked])
    assert talk.pressing("intent:none").state.failures == 1
    later = Talk(replace(QUIET, last_message_number=2), [asked]).pressing("intent:none")
    assert (words(later), later.state.failures) == ({KO.render("bot", "expired_over")}, 0)


def test_buttons_of_an_agent_mean_nothing_to_the_bot() -> None:
    result = summary().pressing("flow:confirm", AN_AGENTS)
    assert words(result) & EXPIRED
    assert result.state.completed_flow is None


def submitted(talk: Talk, form: str, at: int) -> TurnResult:
    _, page = talk.said, next(m for m in reversed(summary().pressed("flow:edit").said) if isinstance(m.body, Form))
    assert isinstance(page.body, Form)
    body: Body = replace(page.body, form=form)
    offered = Message(1, at, By(Speaker.BOT), body, "bot:1")
    return respond(talk.state, UserInput(form_values={"place": "강남역"}, source_message=offered), None, KNOW)


def test_a_form_fills_the_flow_that_asked_for_it_and_no_other() -> None:
    running = summary().pressed("flow:edit")
    assert submitted(running, "accident_report", AT).state.active_flow.slots["place"] == "강남역"  # type: ignore[union-attr]
    for late in (
        submitted(running, "policy_change", AT),
        submitted(running, "accident_report", AT - int(timedelta(days=1).total_seconds()) * 1000),
        submitted(Talk.started(), "accident_report", AT),
    ):
        assert words(late) & EXPIRED
        assert late.state.active_flow is None or late.state.active_flow.slots.get("place") != "강남역"
