"""Commands and results of drafts: accident forms that are not registered yet."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.claim_views import DraftView
from chalicelib.content.message_bodies import Key, ShortText
from chalicelib.entry.protocol.base import Command, ConversationId, Result

DraftKey = Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-z]+:[0-9a-z]+$")]
DraftVersion = Annotated[int, Meta(ge=0, description="The version that the caller has; refused if it has changed.")]
DraftDecision = Annotated[
    Literal["", "keep", "discard"],
    Meta(description="What happens to drafts; if empty, the command is refused while there are any."),
]


class DraftsCommand(Command, frozen=True):
    """Lists drafts of the customer of a conversation, newest first; for its agent and for supervisors of its queue."""

    conversation: ConversationId


class CorrectCommand(Command, frozen=True):
    """Changes values of a draft; an empty value means unknown. Without a `key`, and with version 0, it creates a draft
    of an accident that the customer has not reported to the bot. The customer is notified of the change."""

    conversation: ConversationId
    version: DraftVersion
    facts: Annotated[dict[Key, ShortText], Meta(min_length=1, max_length=30)]
    key: Annotated[str, Meta(max_length=64, pattern=r"^([0-9a-z]+:[0-9a-z]+)?$")] = ""


class RegisterCommand(Command, frozen=True):
    """Registers a draft as a claim, once per `key`: a repeat returns the same claim. The customer gets its number in a
    message."""

    conversation: ConversationId
    key: DraftKey
    version: DraftVersion


class DraftList(Result, frozen=True):
    """Drafts, newest first."""

    drafts: tuple[DraftView, ...]


class DraftShown(Result, frozen=True):
    """A draft after the command."""

    draft: DraftView
