"""A step that somebody wants to take, and what a change of a claim leaves behind."""

from dataclasses import dataclass

from chalicelib.claims.rights import Party
from chalicelib.content.views import Named


@dataclass(frozen=True, slots=True)
class TransitionRequest:
    """A step that somebody wants to take. `party` is who they are to this claim; `handler` the colleague an assignment
    is for (themselves, if nobody is named); `proposal` the words that a confirmation has read (`denying.reading`)."""

    transition: str
    by: Named
    party: Party
    note: str = ""
    grounds: str = ""
    amount: int | None = None
    liability_percent: int | None = None
    adjuster: Named | None = None
    day: str = ""
    items: tuple[str, ...] = ()
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What a change leaves behind, before it has its number."""

    code: str
    data: dict[str, str]
    notify_customer: bool = True
    internal: bool = False
