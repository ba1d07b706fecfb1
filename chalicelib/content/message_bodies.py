"""The kinds of message body. Their JSON is stored in the log, sent on the wire and drawn by the pages.

Lengths are in characters; the limit of a whole text in bytes (16 KB) is checked where frames are read.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

KEY_PATTERN = r"^[\w.:*-]+$"
PHONE_NUMBER_PATTERN = r"^(?:\+?[0-9][0-9*-]*[0-9*])?$"
"""The stars are for what is blotted out in them."""
Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=KEY_PATTERN)]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
ShortText = Annotated[str, Meta(max_length=400)]
LongText = Annotated[str, Meta(min_length=1, max_length=16_384)]

FieldKind = Literal["text", "choice", "datetime", "place", "plate", "phone"]


class Button(Struct, frozen=True, omit_defaults=True):
    """A button below a message; `kind` tells the page how to draw it.

    `action` is what pressing it does. `answer`: an `Answer` with its id is sent. `call`: the telephone dials `number`,
    nothing is sent. `locate`: where the device is, is found out and sent as a `Location`. `call` and `locate` stay
    usable while the conversation is open, whatever was said since.
    """

    id: Key
    label: Label
    kind: Literal["plain", "primary", "danger"] = "plain"
    action: Literal["answer", "call", "locate"] = "answer"
    number: Annotated[str, Meta(max_length=20, pattern=PHONE_NUMBER_PATTERN)] = ""


class Text(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="text"):
    """A text, with quick replies where the bot offers some. `expected_input` is the kind of answer, so that a page can
    show a picker for it; free text is accepted as well. `requested_slot` is the slot that the bot asks for."""

    text: LongText
    buttons: tuple[Button, ...] = ()
    expected_input: FieldKind | Literal[""] = ""
    requested_slot: str = ""


class Answer(Struct, frozen=True, tag_field="type", tag="answer"):
    """A pressed button: `to` is the seq of the message that offered it, `label` what stands on it there. The centre
    reads the label from that message; one that a client sends is not kept."""

    to: Annotated[int, Meta(ge=1)]
    button: Key
    label: Annotated[str, Meta(max_length=80)] = ""


class CardRow(Struct, frozen=True):
    """A line of a card."""

    label: Label
    value: ShortText


class Card(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="card"):
    """Facts at a glance: a contract, an accident, a truck."""

    title: Label
    rows: tuple[CardRow, ...] = ()
    text: ShortText = ""
    buttons: tuple[Button, ...] = ()


class Option(Struct, frozen=True):
    """A choice of a form field."""

    value: Key
    label: Label


class Field(Struct, frozen=True, omit_defaults=True):
    """A form field. `datetime` values are ISO 8601 local time with offset, `plate` and `phone` without blanks."""

    name: Key
    label: Label
    kind: FieldKind = "text"
    required: bool = True
    options: tuple[Option, ...] = ()
    hint: ShortText = ""
    value: ShortText = ""


class Form(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="form"):
    """Several questions at once, each also answerable in free words."""

    form: Key
    title: Label
    fields: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=20)]
    submit: Label


class FormSubmission(Struct, frozen=True, tag_field="type", tag="form_submission"):
    """A filled form: `to` is the seq of the message with the form; values by field name, of its fields only."""

    to: Annotated[int, Meta(ge=1)]
    values: Annotated[dict[Key, ShortText], Meta(max_length=20)]


class Notice(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="notice"):
    """The system speaking: a stable code, the words shown, and what they were made of. `buttons` only of the actions
    `call` and `locate`: nobody waits for an answer."""

    code: Key
    text: LongText
    data: dict[str, str] = {}
    buttons: tuple[Button, ...] = ()


class Location(Struct, frozen=True, tag_field="type", tag="location"):
    """Where the customer's device is, sent by him: degrees north and east (WGS 84), and the radius in metres in which
    it lies."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    accuracy: Annotated[int, Meta(ge=0, le=100_000)]


FileKind = Literal["photo", "video", "pdf", "signature"]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, hexadecimal.")]
UploadId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9a-z]+$")]


class File(Struct, frozen=True, tag_field="type", tag="file"):
    """A file that was uploaded to this conversation: `size` in bytes. How it fares (checking, ready, quarantined) is
    told by `upload` events; the message stays as it was said."""

    upload: UploadId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: FileKind
    size: Annotated[int, Meta(ge=1)]


class SignatureRequest(Struct, frozen=True, tag_field="type", tag="signature_request"):
    """A text to be signed. `digest` is the SHA-256 of `text` in UTF-8: another text is another signature. `claim` and
    `item` say which paper of which claim it is."""

    title: Label
    text: LongText
    digest: Digest
    claim: str = ""
    item: str = ""


class Signature(Struct, frozen=True, tag_field="type", tag="signature"):
    """The signature under a text: `to` is the seq of the `Signing`, `digest` the one of the text that was shown,
    `upload` the drawing."""

    to: Annotated[int, Meta(ge=1)]
    digest: Digest
    upload: UploadId


class ProgressStage(Struct, frozen=True, omit_defaults=True):
    """A stage on the way of a claim: `at` when it was reached, ms since 1970 UTC."""

    label: Label
    state: Literal["done", "now", "ahead"]
    at: int = 0


class ExposureProgress(Struct, frozen=True, omit_defaults=True):
    """A coverage's way. `due` is the promised date (ISO) of what comes `next`; `handler` and `phone` reach a person;
    `booking` is the call or letter that was promised."""

    label: Label
    stage: Label
    stages: tuple[ProgressStage, ...] = ()
    adjuster: ShortText = ""
    phone: ShortText = ""
    next_step: ShortText = ""
    due_on: str = ""
    appointment: ShortText = ""


class Progress(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="progress"):
    """Where a claim stands, coverage by coverage, when it was asked."""

    claim: str
    title: Label
    exposures: tuple[ExposureProgress, ...]
    text: ShortText = ""
    buttons: tuple[Button, ...] = ()


class DocumentStatus(Struct, frozen=True, omit_defaults=True):
    """A document of a claim's checklist. `item` is its name in the configuration; `reason` why it was refused."""

    item: Key
    label: Label
    status: Literal["missing", "review", "accepted", "refused"]
    hint: ShortText = ""
    reason: ShortText = ""


class Checklist(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="checklist"):
    """All that a claim still needs, and what has come."""

    claim: str
    title: Label
    documents: tuple[DocumentStatus, ...]
    text: ShortText = ""


Body = (
    Text | Answer | Card | Form | FormSubmission | Notice
    | Location | File | SignatureRequest | Signature | Progress | Checklist
)  # fmt: skip
CustomerBody = Text | Answer | FormSubmission | Location | File | Signature
AgentBody = Text | Card | Form | File | SignatureRequest
