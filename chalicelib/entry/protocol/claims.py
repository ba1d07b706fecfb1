"""Commands and results of claims."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.claim_views import ClaimView, UploadView, WorkItemView
from chalicelib.content.message_bodies import Key, LongText, ShortText, UploadId
from chalicelib.entry.protocol.base import Command, PersonId, Result

ClaimId = Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$", description="The claim's number.")]
Version = Annotated[
    int, Meta(ge=1, description="The version that the caller has; refused if more than notes was added since.")
]
Won = Annotated[int, Meta(ge=0, le=100_000_000_000)]
Percent = Annotated[int, Meta(ge=0, le=100)]
OptionalText = Annotated[str, Meta(max_length=2_000)]
OptionalDate = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO date, or empty.")]


class ClaimsCommand(Command, frozen=True):
    """Lists claims of a customer, newest first: the caller's own or, for staff, those of a customer they serve."""

    customer: PersonId | None = None


class ClaimCommand(Command, frozen=True):
    """Gets a claim with its files; for its customer, their agent, and the departments concerned."""

    claim: ClaimId


class WorkListCommand(Command, frozen=True):
    """Lists open exposures of a department, or of all departments of the caller, the most urgent first."""

    department: Key | None = None


class AssistCommand(Command, frozen=True):
    """Assigns assistance that has no exposure (roadside) to the caller, also from a colleague; with `done`, ends it and
    removes it from the work list."""

    claim: ClaimId
    department: Key
    done: bool = False


class ApplyTransitionCommand(Command, frozen=True):
    """Applies a transition to an exposure: one of its `transitions`, with the `required_fields` of that transition.

    `note` is internal; the customer sees `grounds`. Customers may `withdraw`, `dispute` and `appeal`. `deny` only
    proposes a denial; `confirm_denial` by another person carries the `id` of the `proposal` that they read.
    """

    claim: ClaimId
    coverage: Key
    transition: Key
    version: Version
    note: OptionalText = ""
    grounds: OptionalText = ""
    amount: Won | None = None
    liability_percent: Percent | None = None
    adjuster: PersonId | None = None
    day: OptionalDate = ""
    items: Annotated[tuple[Key, ...], Meta(max_length=20)] = ()
    proposal: Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")] = ""


class AmendClaimCommand(Command, frozen=True):
    """Corrects fields of the accident form; an empty value clears a field."""

    claim: ClaimId
    version: Version
    facts: Annotated[dict[Key, ShortText], Meta(min_length=1, max_length=30)]


class AddCoverageCommand(Command, frozen=True):
    """Adds an exposure under a further coverage to a claim."""

    claim: ClaimId
    version: Version
    coverage: Key


class AddClaimNoteCommand(Command, frozen=True):
    """Adds a claim note for colleagues."""

    claim: ClaimId
    text: LongText


class AccountCommand(Command, frozen=True):
    """Sets the bank account for payments. The holder must be the customer; views show the number masked."""

    claim: ClaimId
    bank: Key
    number: Annotated[str, Meta(pattern=r"^[0-9\-]{6,20}$")]
    holder: Annotated[str, Meta(min_length=2, max_length=40)]


class ReviewCommand(Command, frozen=True):
    """Accepts a submitted document, or rejects it with a reason that the customer sees."""

    claim: ClaimId
    version: Version
    item: Key
    upload: UploadId
    accept: bool
    reason: ShortText = ""


class FileAsCommand(Command, frozen=True):
    """Files an upload as a document of a claim; an empty item removes it from the documents."""

    upload: UploadId
    claim: ClaimId
    item: Annotated[str, Meta(max_length=64, pattern=r"^[\w.:-]*$")]


class ClaimList(Result, frozen=True):
    """Claims, newest first."""

    claims: tuple[ClaimView, ...]


class ClaimShown(Result, frozen=True):
    """A claim after the command, with its files."""

    claim: ClaimView
    files: tuple[UploadView, ...] = ()


class WorkList(Result, frozen=True):
    """Open exposures, the most urgent first; at most 500."""

    work: tuple[WorkItemView, ...]
