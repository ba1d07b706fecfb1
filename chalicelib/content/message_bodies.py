"""The message bodies. Their JSON is stored in the log, sent on the wire and displayed by the pages.

Lengths are in characters. The limit of a text in bytes (16 KB) is checked when a frame is decoded.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

KEY_PATTERN = r"^[\w.:*-]+$"
PHONE_NUMBER_PATTERN = r"^(?:\+?[0-9][0-9*-]*[0-9*])?$"
"""It allows stars, which mask digits."""
MAX_KEY_CHARS = 64
Key = Annotated[str, Meta(min_length=1, max_length=MAX_KEY_CHARS, pattern=KEY_PATTERN)]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
MAX_SHORT_TEXT_CHARS = 400
ShortText = Annotated[str, Meta(max_length=MAX_SHORT_TEXT_CHARS)]
LongText = Annotated[str, Meta(min_length=1, max_length=16_384)]

FieldKind = Literal["text", "choice", "datetime", "place", "plate", "phone"]


class Button(Struct, frozen=True, omit_defaults=True):
    """A button below a message. `kind` is its style.

    `action` is the effect of a press. `answer` sends an `Answer` with the button's id. `call` dials `number` and sends
    nothing. `locate` sends the device's position as a `Location`. `open` sends nothing and opens the page's own form or
    view for the claim of a notice: `account`, `dispute`, `letter` or `documents`, as `id` says; for
    `certificate:<kind>:<contract>` a certificate by the action `open_certificate`, for `change:<id>` a change to sign,
    for `coupon:<place>:<code>` the use of a coupon, for `referral:<department>` a referral, for `photos` a guide of the
    photos that an accident needs. All but `answer` stay usable after later messages.
    """

    id: Key
    label: Label
    kind: Literal["plain", "primary", "danger"] = "plain"
    action: Literal["answer", "call", "locate", "open"] = "answer"
    number: Annotated[str, Meta(max_length=20, pattern=PHONE_NUMBER_PATTERN)] = ""


class Text(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="text"):
    """A text, with optional quick replies. `expected_input` is the kind of the expected answer, for which a page can
    show a picker; free text is accepted as well. `requested_slot` is the slot that is asked for."""

    text: LongText
    buttons: tuple[Button, ...] = ()
    expected_input: FieldKind | Literal[""] = ""
    requested_slot: str = ""


class Answer(Struct, frozen=True, tag_field="type", tag="answer"):
    """A pressed button. `to` is the seq of the message with the button, `label` the button's label. The centre reads
    the label from that message and ignores one that a client sends."""

    to: Annotated[int, Meta(ge=1)]
    button: Key
    label: Annotated[str, Meta(max_length=80)] = ""


class CardRow(Struct, frozen=True):
    """A row of a card."""

    label: Label
    value: ShortText


class Card(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="card"):
    """A summary of facts, such as a contract, an accident or a tow truck."""

    title: Label
    rows: tuple[CardRow, ...] = ()
    text: ShortText = ""
    buttons: tuple[Button, ...] = ()


class Option(Struct, frozen=True):
    """An option of a form field."""

    value: Key
    label: Label


class Field(Struct, frozen=True, omit_defaults=True):
    """A form field. `datetime` values are ISO 8601 local time with offset, `plate` and `phone` have no spaces."""

    name: Key
    label: Label
    kind: FieldKind = "text"
    required: bool = True
    options: tuple[Option, ...] = ()
    hint: ShortText = ""
    value: ShortText = ""


class Form(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="form"):
    """A form with several fields. Free text is accepted as an answer as well. A card of questions has the words before
    them in `text`, `requested_slots` that are asked for, each with its question as `hint`, and quick replies."""

    form: Key
    title: Label
    fields: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=20)]
    submit: Label
    text: ShortText = ""
    buttons: tuple[Button, ...] = ()
    requested_slots: tuple[str, ...] = ()


class FormSubmission(Struct, frozen=True, tag_field="type", tag="form_submission"):
    """A submitted form. `to` is the seq of the message with the form; `values` are by field name, of its fields
    only."""

    to: Annotated[int, Meta(ge=1)]
    values: Annotated[dict[Key, ShortText], Meta(max_length=20)]


class Notice(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="notice"):
    """A message of the system: a stable code, the displayed text, and the data in it. Its `buttons` have the actions
    `call`, `locate` and `open` only, because no answer is expected. With `rows` it is a card under `title`, such as a
    payment or a refusal; `text` says the same in a sentence."""

    code: Key
    text: LongText
    data: dict[str, str] = {}
    buttons: tuple[Button, ...] = ()
    title: Annotated[str, Meta(max_length=80)] = ""
    rows: tuple[CardRow, ...] = ()


class Location(Struct, frozen=True, tag_field="type", tag="location"):
    """The position of the customer's device: degrees north and east (WGS 84), and the accuracy as a radius in
    metres."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    accuracy: Annotated[int, Meta(ge=0, le=100_000)]


FileKind = Literal["photo", "video", "pdf", "signature"]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, hexadecimal.")]
UploadId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9a-z]+$")]


MAX_FILE_NAME = 255
"""Maximum length of a file name, in characters: that of Windows, macOS and Android."""
FileName = Annotated[str, Meta(min_length=1, max_length=MAX_FILE_NAME)]


class File(Struct, frozen=True, tag_field="type", tag="file"):
    """A file that was uploaded to this conversation; `size` is in bytes. Changes of its status come as `upload` events;
    the message isn't changed."""

    upload: UploadId
    name: FileName
    kind: FileKind
    size: Annotated[int, Meta(ge=1)]


class SignatureRequest(Struct, frozen=True, tag_field="type", tag="signature_request"):
    """A text to be signed. `digest` is the SHA-256 of `text` in UTF-8. `claim` and `item` are the claim and the
    document that the signature is filed as."""

    title: Label
    text: LongText
    digest: Digest
    claim: str = ""
    item: str = ""


class Signature(Struct, frozen=True, tag_field="type", tag="signature"):
    """A signature. `to` is the seq of the `SignatureRequest`, `digest` that of the displayed text, `upload` the
    drawing."""

    to: Annotated[int, Meta(ge=1)]
    digest: Digest
    upload: UploadId


class ProgressStage(Struct, frozen=True, omit_defaults=True):
    """A stage of a claim's usual path: `at` when it was reached, ms since 1970 UTC."""

    label: Label
    state: Literal["done", "now", "ahead"]
    at: int = 0


class ExposureProgress(Struct, frozen=True, omit_defaults=True):
    """Progress of a coverage. `due_on` is the due date (ISO) of `next_step`; `adjuster` and `phone` reach a person;
    `appointment` describes a promised call or letter."""

    label: Label
    stage: Label
    stages: tuple[ProgressStage, ...] = ()
    adjuster: ShortText = ""
    phone: ShortText = ""
    next_step: ShortText = ""
    due_on: str = ""
    appointment: ShortText = ""


class Progress(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="progress"):
    """The progress of a claim, coverage by coverage, at the time of the message."""

    claim: str
    title: Label
    exposures: tuple[ExposureProgress, ...]
    text: ShortText = ""
    buttons: tuple[Button, ...] = ()


class DocumentStatus(Struct, frozen=True, omit_defaults=True):
    """A required document. `item` is its name in the configuration, `reason` why it was rejected. `need`: when it is
    needed; `none` where only an adjuster asks for it. `source` says where to get it. `signed`: it is filled in and
    signed in the chat (actions `prepare_document` and `request_signature`)."""

    item: Key
    label: Label
    status: Literal["missing", "review", "accepted", "rejected"]
    hint: ShortText = ""
    reason: ShortText = ""
    need: Literal["now", "later", "optional", "none"] = "now"
    source: ShortText = ""
    signed: bool = False


class Checklist(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="checklist"):
    """The documents of a claim with their status: those needed now, later, and only where they apply."""

    claim: str
    title: Label
    documents: tuple[DocumentStatus, ...]
    text: ShortText = ""


class JobCard(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="job_card"):
    """A roadside job at the time of the message, without any position. The live card of `job` comes by the action and
    the event `job_card`."""

    job: Key
    title: Label
    text: ShortText = ""
    rows: tuple[CardRow, ...] = ()


Body = (
    Text | Answer | Card | Form | FormSubmission | Notice
    | Location | File | SignatureRequest | Signature | Progress | Checklist | JobCard
)  # fmt: skip
