"""Types that the actions of several subjects share."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.content.claim_views import ClaimView, UploadView
from chalicelib.content.views import ConversationView
from chalicelib.entry.protocol.base import Result

ClaimId = Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$", description="The claim's number.")]

Proof = Annotated[str, Meta(max_length=100, pattern=r"^[\w-]*$", description="Of `confirm_identity_check`.")]

DraftDecision = Annotated[
    Literal["", "keep", "discard"],
    Meta(description="What happens to drafts; if empty, the command is refused while there are any."),
]


class ClaimShown(Result, frozen=True):
    """A claim after the command, with its files."""

    claim: ClaimView
    files: tuple[UploadView, ...] = ()


class ConversationChanged(Result, frozen=True):
    """The conversation after the command."""

    conversation: ConversationView
