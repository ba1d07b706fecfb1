"""Claims and files on the wire: the commands and what their `ack` brings."""

from typing import Annotated

from msgspec import Meta

from chalicelib.content.claim_views import ClaimView, UploadView, WorkItemView
from chalicelib.content.message_bodies import Key, LongText, ShortText, UploadId
from chalicelib.entry.protocol.base import Command, PersonId, Result

ClaimId = Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$", description="The claim's number.")]
Version = Annotated[int, Meta(ge=1, description="The version the caller saw; another in between is refused.")]
Won = Annotated[int, Meta(ge=0, le=100_000_000_000)]
Percent = Annotated[int, Meta(ge=0, le=100)]
OptionalText = Annotated[str, Meta(max_length=2_000)]
OptionalDate = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO date, or empty.")]


class ClaimsCommand(Command, frozen=True):
    """Claims of a customer, newest first: one's own, or, for staff, those of a customer they serve."""

    customer: PersonId | None = None


class ClaimCommand(Command, frozen=True):
    """One claim with its files: to its customer, the agent who serves them, and the departments concerned."""

    claim: ClaimId


class WorkListCommand(Command, frozen=True):
    """A department's open lines, the most urgent first; without a department all of the caller's."""

    department: Key | None = None


class AssistCommand(Command, frozen=True):
    """Takes on what a department of the caller's was told of without a coverage (roadside), from a colleague too; or,
    `done`, says that the help was given: it leaves the work list."""

    claim: ClaimId
    department: Key
    done: bool = False


class StepCommand(Command, frozen=True):
    """Moves a coverage of a claim: one of the `steps` that the claim's picture offers, with what that step needs.

    `note` is internal; `grounds` is told to the customer. Customers may `withdraw`, `dispute` and `appeal`. `deny` only
    proposes a denial; `confirm_denial` by another person carries the `id` of the `proposal` whose words they read.
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
    """Corrects fields of the accident form; an empty value clears one."""

    claim: ClaimId
    version: Version
    facts: Annotated[dict[Key, ShortText], Meta(min_length=1, max_length=30)]


class AddCoverageCommand(Command, frozen=True):
    """Opens a further coverage of a claim."""

    claim: ClaimId
    version: Version
    coverage: Key


class AddClaimNoteCommand(Command, frozen=True):
    """A remark on a claim for colleagues."""

    claim: ClaimId
    text: LongText


class AccountCommand(Command, frozen=True):
    """Where a customer wants to be paid. The holder must be the customer; the number is shown masked from here
    on."""

    claim: ClaimId
    bank: Key
    number: Annotated[str, Meta(pattern=r"^[0-9-]{6,20}$")]
    holder: Annotated[str, Meta(min_length=2, max_length=40)]


class ReviewCommand(Command, frozen=True):
    """A handler accepts a paper, or refuses it with a reason that the customer reads."""

    claim: ClaimId
    version: Version
    item: Key
    upload: UploadId
    accept: bool
    reason: OptionalText = ""


class FileAsCommand(Command, frozen=True):
    """Says which paper of which claim a file is; an empty item takes it off the list again."""

    upload: UploadId
    claim: ClaimId
    item: Annotated[str, Meta(max_length=64, pattern=r"^[\w.:-]*$")]


class ClaimList(Result, frozen=True):
    """Claims, newest first."""

    claims: tuple[ClaimView, ...]


class ClaimShown(Result, frozen=True):
    """A claim as it is now, with its files."""

    claim: ClaimView
    files: tuple[UploadView, ...] = ()


class WorkList(Result, frozen=True):
    """Open lines, the most urgent first; at most 500."""

    work: tuple[WorkItemView, ...]


AnyClaimCommand = (
    ClaimsCommand
    | ClaimCommand
    | WorkListCommand
    | AssistCommand
    | StepCommand
    | AmendClaimCommand
    | AddCoverageCommand
    | AddClaimNoteCommand
    | AccountCommand
    | ReviewCommand
    | FileAsCommand
)
AnyClaimResult = ClaimList | ClaimShown | WorkList
