"""What an answer about a contract is made from, and the words that all answers share."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_questions import ContractQuestion, ContractReply, FactValue, question_button
from chalicelib.content.formatting import format_date
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Button, Card, CardRow
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.holder import InsuranceContract, Policyholder
from chalicelib.contracts.money_rules import MoneyRules
from chalicelib.nlu.contract_topics import question_part

SECTION = "contract_cards"
AGENT = "intent:agent_request"
ROADSIDE = "intent:roadside_request"

Facts = dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class Case:
    """A question about a contract. `place` is the contract's among the customer's, None where they have one only."""

    holder: Policyholder
    contract: InsuranceContract
    place: int | None
    question: ContractQuestion
    now: datetime
    texts: Texts
    rules: MoneyRules

    @property
    def today(self) -> date:
        return self.now.astimezone(SEOUL).date()

    def say(self, key: str, **data: str | int) -> str:
        return self.texts.render(SECTION, key, **data)

    def won(self, amount: int) -> str:
        """An amount in digits: "605,000원"."""
        return self.texts.render("contract_terms", "won", amount=amount)

    def day(self, value: date) -> str:
        """A day with its year."""
        return format_date(value.isoformat(), self.texts.sections["dates"])

    @property
    def part(self) -> str:
        """The part of the topic that the question is about."""
        return self.question.detail or question_part(self.question.topic, self.question.words)

    def row(self, key: str, value: str) -> CardRow:
        return CardRow(self.say(key), value)

    def card(self, title: str, rows: tuple[CardRow, ...], text: str, *buttons: Button) -> Card:
        """A card with the car in its title where the customer has several contracts."""
        return self.card_named(self.say(title), rows, text, *buttons)

    def card_named(self, name: str, rows: tuple[CardRow, ...], text: str, *buttons: Button) -> Card:
        """As `card`, with the title itself."""
        named = name if self.place is None else self.say("title_of", title=name, car=car_of(self.contract))
        return Card(named[:80], rows, text, buttons)

    def ask(self, topic: str, detail: str = "") -> Button:
        """A button that asks about the same contract."""
        label = self.say(f"ask_{topic}_{detail}" if detail else f"ask_{topic}")
        return Button(question_button(topic, detail, self.place), label)

    def ask_month(self, month: str) -> Button:
        """A button for the month before."""
        return Button(question_button("driving", month, self.place), self.say("ask_driving_previous"))

    def agent(self) -> Button:
        """The button that asks for a person."""
        return Button(AGENT, self.texts.sections["intents"]["agent_request"])

    def call_roadside(self) -> Button:
        """The button that asks for help on the road."""
        return Button(ROADSIDE, self.texts.sections["intents"]["roadside_request"])

    def unknown(self, key: str, facts: Facts | None = None) -> ContractReply:
        """The reply where the data lacks what the answer depends on: a person goes on."""
        return ContractReply((self.card(key, (), self.say("unknown")),), facts or {}, needs_person=True)


def car_of(contract: InsuranceContract) -> str:
    """The car of a contract as customers know it; its number where the car isn't known."""
    return " · ".join(part for part in (contract.car, contract.plate) if part) or contract.number


def percent_fact(percent: Decimal) -> int | str:
    """A percentage as a fact: an integer where it is one."""
    return int(percent) if percent == percent.to_integral_value() else plain_number(percent)
