"""The active form while an act of the conversation is responded to."""

from dataclasses import dataclass

from chalicelib.content.configuration import Flow, FlowStep
from chalicelib.content.message_bodies import Text
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.flow_steps import Transition, TurnContext
from chalicelib.dialogue.intent_actions import apply_flow_transition
from chalicelib.dialogue.question_cards import open_card
from chalicelib.dialogue.slot_filling import find_step
from chalicelib.dialogue.state import ActiveFlow, BotState
from chalicelib.dialogue.user_input import UserInput


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The active form of a state."""

    state: BotState
    flow: Flow
    active: ActiveFlow
    context: Context

    @property
    def step(self) -> FlowStep | None:
        """The step asked for, the first one of a card; None at the summary."""
        return find_step(self.flow, self.active.requested_slot)

    @property
    def steps(self) -> tuple[FlowStep, ...]:
        """The steps asked for: those of a card together; none at the summary."""
        return open_card(self.turn(UserInput()), self.active) or ((self.step,) if self.step else ())

    @property
    def asked_topics(self) -> str:
        """The group of patterns for what people ask beside this form."""
        return "asked_of_job" if self.flow.requests_job else "asked_topic"

    def turn(self, user_input: UserInput) -> TurnContext:
        """The turn of an input in this form."""
        return TurnContext(self.flow, user_input, self.context.texts, self.context.now, self.context.rules)

    def move(self, transition: Transition, user_input: UserInput) -> TurnResult:
        """The result of a transition of this form."""
        return apply_flow_transition(self.state, self.flow, self.active, transition, user_input, self.context)

    def text(self, key: str) -> Text:
        """A message of the section of forms."""
        return Text(self.context.texts.render("flows", key))
