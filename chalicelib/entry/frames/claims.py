"""Claims and files on the wire: the commands and what their `ack` brings."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.content.bodies import Key, Line, LongText, UploadId
from chalicelib.content.claims import ClaimView, UploadView, WorkView
from chalicelib.entry.frames.base import Command, ConversationId, PersonId, Result

ClaimId = Annotated[str, Meta(min_length=8, max_length=24, pattern=r"^[0-9-]+$", description="The claim's number.")]
Version = Annotated[int, Meta(ge=1, description="The version the caller saw; another in between is refused.")]
Won = Annotated[int, Meta(ge=0, le=100_000_000_000)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Words = Annotated[str, Meta(max_length=2_000)]
Day = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO date, or empty.")]


class Claims(Command, frozen=True):
    """Claims of a customer, newest first: one's own, or, for staff, those of a customer they serve."""

    customer: PersonId | None = None


class Claim(Command, frozen=True):
    """One claim with its files: to its customer, who serves him, and the departments concerned."""

    claim: ClaimId


class Work(Command, frozen=True):
    """A department's open lines, the most urgent first; without a department all of the caller's."""

    department: Key | None = None


class Assist(Command, frozen=True):
    """Takes on what a department of the caller's was told of without a coverage (roadside), from a colleague too; or,
    `done`, says that the help was given: it leaves the work list."""

    claim: ClaimId
    department: Key
    done: bool = False


class Step(Command, frozen=True):
    """Moves a coverage of a claim: one of the `steps` that the claim's picture offers, with what that step needs.

    `note` is internal; `grounds` is told to the customer. Customers may `withdraw`, `dispute` and `appeal`. `deny` only
    proposes a denial; `confirm_denial` by another person carries the `id` of the `proposal` whose words they read.
    """

    claim: ClaimId
    coverage: Key
    step: Key
    version: Version
    note: Words = ""
    grounds: Words = ""
    amount: Won | None = None
    fault: Percent | None = None
    handler: PersonId | None = None
    day: Day = ""
    items: Annotated[tuple[Key, ...], Meta(max_length=20)] = ()
    proposal: Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")] = ""


class Amend(Command, frozen=True):
    """Corrects fields of the accident form; an empty value clears one."""

    claim: ClaimId
    version: Version
    facts: Annotated[dict[Key, Line], Meta(min_length=1, max_length=30)]


class Addline(Command, frozen=True):
    """Opens a further coverage of a claim."""

    claim: ClaimId
    version: Version
    coverage: Key


class Remark(Command, frozen=True):
    """A remark on a claim for colleagues."""

    claim: ClaimId
    text: LongText


class Account(Command, frozen=True):
    """Where a customer wants to be paid. The holder must be the customer himself; the number is shown masked from here
    on."""

    claim: ClaimId
    bank: Key
    number: Annotated[str, Meta(pattern=r"^[0-9-]{6,20}$")]
    holder: Annotated[str, Meta(min_length=2, max_length=40)]


class Review(Command, frozen=True):
    """A handler accepts a paper, or refuses it with a reason that the customer reads."""

    claim: ClaimId
    version: Version
    item: Key
    upload: UploadId
    accept: bool
    reason: Words = ""


class Fileas(Command, frozen=True):
    """Says which paper of which claim a file is; an empty item takes it off the list again."""

    upload: UploadId
    claim: ClaimId
    item: Annotated[str, Meta(max_length=64, pattern=r"^[\w.:-]*$")]


class Upload(Command, frozen=True):
    """Announces a file of a conversation; the answer says where its bytes go. `size` in bytes, `type` the media type
    as the device names it. A repeat of a `client_id` (`device:fnumber`) gets the first file: none is made twice."""

    conversation: ConversationId
    client_id: Annotated[str, Meta(pattern=r"^[a-z0-9]{8,12}:f[1-9][0-9]{0,8}$")]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    size: Annotated[int, Meta(ge=0, le=10_000_000_000)]
    type: Annotated[str, Meta(max_length=100)] = ""
    purpose: Literal["file", "signature"] = "file"


class Parts(Command, frozen=True):
    """Fresh addresses for what has not arrived of a file: after a pause, a lost line, another day."""

    upload: UploadId


class Uploaded(Command, frozen=True):
    """All bytes of a file are there; from here on it is checked."""

    upload: UploadId


class Discard(Command, frozen=True):
    """Takes back a file that isn't sent yet."""

    upload: UploadId


class Fetch(Command, frozen=True):
    """An address that opens a file for a few minutes; every one given is logged. `original` is for staff alone."""

    upload: UploadId
    variant: Literal["thumb", "share", "original"] = "share"


class Files(Command, frozen=True):
    """The files of a conversation, newest first."""

    conversation: ConversationId


class ClaimList(Result, frozen=True):
    """Claims, newest first."""

    claims: tuple[ClaimView, ...]


class ClaimShown(Result, frozen=True):
    """A claim as it is now, with its files."""

    claim: ClaimView
    files: tuple[UploadView, ...] = ()


class WorkList(Result, frozen=True):
    """Open lines, the most urgent first; at most 500."""

    work: tuple[WorkView, ...]


class Part(Struct, frozen=True):
    """A stretch of a file: `number` from 1; its bytes are `(number - 1) * part_size` and on, sent with PUT."""

    number: int
    url: str


class Uploading(Result, frozen=True):
    """Where the bytes go: each of `parts` with PUT and `headers`; parts that are not named have arrived. `expires_in`
    seconds; `part_size` and what has `arrived` in bytes. A file of one part is sent whole."""

    upload: UploadView
    parts: tuple[Part, ...] = ()
    part_size: int = 0
    arrived: int = 0
    headers: dict[str, str] = {}
    expires_in: int = 0


class UploadShown(Result, frozen=True):
    """A file as it is now."""

    upload: UploadView


class Link(Result, frozen=True):
    """An address that opens a file for `expires_in` seconds."""

    url: str
    expires_in: int


class FileList(Result, frozen=True):
    """Files, newest first."""

    files: tuple[UploadView, ...]


ClaimCommand = (
    Claims | Claim | Work | Assist | Step | Amend | Addline | Remark | Account | Review | Fileas
    | Upload | Parts | Uploaded | Discard | Fetch | Files
)  # fmt: skip
ClaimResult = ClaimList | ClaimShown | WorkList | Uploading | UploadShown | Link | FileList
