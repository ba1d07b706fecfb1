"""Requests for transitions, and drafts of events."""

from dataclasses import dataclass

from chalicelib.claims.rights import Party
from chalicelib.content.views import Named


@dataclass(frozen=True, slots=True)
class TransitionRequest:
    """A request to apply a transition. `party` is the requester's relation to the claim. `adjuster` is whom an
    assignment is for, by default the requester. `proposal` is the digest of the denial text that a confirmation
    refers to (`denials.text_digest`)."""

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
    """An event without its number."""

    code: str
    data: dict[str, str]
    notify_customer: bool = True
    internal: bool = False
