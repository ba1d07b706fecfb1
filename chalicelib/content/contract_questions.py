"""A customer's question about their contract, and what is said to it."""

from typing import Literal

from msgspec import Struct

from chalicelib.content.message_bodies import Body

ContractTopic = Literal[
    "policy_summary", "coverage", "renewal", "payments", "driving", "savings", "surcharge", "ending", "advice"
]
"""What a question is about, by the names that `dialogue.toml` may use."""

FactValue = int | str | bool | list[str] | None


class ContractQuestion(Struct, frozen=True):
    """A question. `words` are the customer's; a pressed button has a `detail` instead (a month, an amount, the entry of
    a coverage answer). `place` is that of the contract among the customer's, None if it isn't chosen; `offered` are
    those that the customer was asked to choose from."""

    topic: ContractTopic
    words: str = ""
    detail: str = ""
    place: int | None = None
    offered: tuple[int, ...] = ()


class ContractReply(Struct, frozen=True):
    """What is said to a question, and the facts in it: integers and ISO dates by name. `needs_person`: an agent goes
    on. `open_question` is the question again where the customer has to say which contract it is about."""

    bodies: tuple[Body, ...]
    facts: dict[str, FactValue] = {}
    needs_person: bool = False
    open_question: ContractQuestion | None = None


def question_button(topic: str, detail: str = "", place: int | None = None) -> str:
    """The id of a button that asks a question."""
    return f"contract:{topic}:{detail}:{'' if place is None else place}"


def question_of_button(button: str) -> ContractQuestion | None:
    """The question of a button; None for any other button."""
    kind, topic, detail, place = (button.split(":") + ["", "", ""])[:4]
    if kind != "contract" or topic not in ContractTopic.__args__:  # type: ignore[attr-defined]
        return None
    return ContractQuestion(topic, detail=detail, place=int(place) if place.isdecimal() else None)  # type: ignore[arg-type]


def contract_reference(number: str) -> str:
    """What names a contract in the id of a button: numbers may hold any character."""
    import hashlib  # not needed by a message

    return hashlib.sha256(number.encode()).hexdigest()[:16]
