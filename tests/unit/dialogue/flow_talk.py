"""A flow that is driven by the customer's words."""

from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime, timedelta, timezone

from chalicelib.content.configuration import Flow, FlowStep, bot_rules, texts
from chalicelib.content.configuration import flows as all_flows
from chalicelib.content.message_bodies import Body, Card, Option, Text
from chalicelib.dialogue.flows import (
    Transition,
    UserInput,
    continue_flow,
    start_flow,
)
from chalicelib.dialogue.state import ActiveFlow
from tests.fakes import readings

SEOUL = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=SEOUL)
KO = texts("ko")
RULES = bot_rules()
YESTERDAY = "2026-11-22T19:30+09:00"
FLOW = Flow(
    "사고 접수",
    "accident",
    (
        FlowStep(
            "injured", "choice", "다친 사람", "ask_injured", (Option("false", "없어요"), Option("true", "있어요"))
        ),
        FlowStep("occurred_at", "datetime", "사고 일시", "ask_occurred_at"),
        FlowStep("place", "place", "사고 장소", "ask_place"),
        FlowStep("counterparty_plate", "plate", "상대 차량번호", "ask_counterparty_plate", optional=True),
    ),
)
REPORT = all_flows()["accident_report"]
SLOTS = [step.slot for step in FLOW.steps]


@dataclass
class Talk:
    """An active flow, driven by the customer's words."""

    transition: Transition
    now: datetime = NOW
    flow: Flow = FLOW

    @classmethod
    def started(cls, **slots: str | bool) -> "Talk":
        return cls(start_flow(FLOW, "accident_report", UserInput(slots=slots), KO, NOW, RULES))

    def says(self, text: str = "", button: str = "", intent: str = "", **slots: str | bool) -> "Talk":
        assert self.transition.active_flow is not None
        self.transition = continue_flow(
            self.flow,
            self.transition.active_flow,
            changed(readings.said(text, self.now, slots), button=button, intent=intent),
            KO,
            self.now,
            RULES,
        )
        return self

    def chooses(self, **values: str) -> "Talk":
        """Submits a form."""
        self.transition = continue_flow(self.flow, self.running, UserInput(form_values=values), KO, self.now, RULES)
        return self

    def after(self, pause: timedelta) -> "Talk":
        self.now += pause
        return self

    @property
    def running(self) -> ActiveFlow:
        assert self.transition.active_flow is not None
        return self.transition.active_flow

    def filled(self) -> "Talk":
        """Everything asked is answered; the summary stands there."""
        return (
            self.says(button="choice:false")
            .says("어제 저녁 7시 반", occurred_at=YESTERDAY)
            .says("강남역 사거리")
            .says("12가 3456")
        )


def words(body: Body) -> str:
    assert isinstance(body, Text | Card)
    return body.text


def buttons(transition: Transition) -> list[str]:
    (body,) = transition.messages
    assert isinstance(body, Text | Card)
    return [button.id for button in body.buttons]


def intake(text: str = "", **slots: str | bool) -> Talk:
    """The real accident form, begun with a sentence."""
    return Talk(start_flow(REPORT, "accident_report", readings.said(text, NOW, slots), KO, NOW, RULES), flow=REPORT)
