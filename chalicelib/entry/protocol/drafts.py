"""Unfinished accident forms on the wire: the commands and what their `ack` brings."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.claim_views import DraftView
from chalicelib.content.message_bodies import Key, Line
from chalicelib.entry.protocol.base import Command, ConversationId, Result

DraftKey = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-z]+:[0-9a-z]+$")]
DraftVersion = Annotated[int, Meta(ge=0, description="The version the caller saw; another in between is refused.")]
DraftDecision = Annotated[
    Literal["", "keep", "discard"],
    Meta(description="What becomes of accident forms that are not registered; without it they refuse the end."),
]


class DraftsCommand(Command, frozen=True):
    """Unfinished accident forms of the customer of a conversation, the latest first: to who serves it, and supervisors
    of its queue."""

    conversation: ConversationId


class CorrectCommand(Command, frozen=True):
    """Changes answers of an unfinished form; an empty value stands for unknown. Without a `key` (and with version 0) it
    writes down an accident that the bot heard nothing of. The customer is told what changed."""

    conversation: ConversationId
    version: DraftVersion
    facts: Annotated[dict[Key, Line], Meta(min_length=1, max_length=30)]
    key: Annotated[str, Meta(max_length=64, pattern=r"^([0-9a-z]+:[0-9a-z]+)?$")] = ""


class RegisterCommand(Command, frozen=True):
    """Makes the claim of an unfinished form, once for its `key`: a repeat gets the same claim. The customer gets its
    number in the thread."""

    conversation: ConversationId
    key: DraftKey
    version: DraftVersion


class DraftList(Result, frozen=True):
    """Unfinished accident forms, the latest first."""

    drafts: tuple[DraftView, ...]


class DraftShown(Result, frozen=True):
    """An unfinished accident form as it is now."""

    draft: DraftView


AnyDraftCommand = DraftsCommand | CorrectCommand | RegisterCommand
AnyDraftResult = DraftList | DraftShown
