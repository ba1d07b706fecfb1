"""The kinds of message body. Their JSON is stored in the log, sent on the wire and drawn by the pages.

Lengths are in characters; the limit of a whole text in bytes (16 KB) is checked where frames are read.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
Label = Annotated[str, Meta(min_length=1, max_length=80)]
Line = Annotated[str, Meta(max_length=400)]
LongText = Annotated[str, Meta(min_length=1, max_length=16_384)]

FieldKind = Literal["text", "choice", "datetime", "place", "plate", "phone"]


class Button(Struct, frozen=True, omit_defaults=True):
    """A ready answer. Pressing it sends an `Answer` with its id; `kind` tells the page how to draw it."""

    id: Key
    label: Label
    kind: Literal["plain", "primary", "danger"] = "plain"


class Text(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="text"):
    """Words, with quick replies below them where the bot offers some."""

    text: LongText
    buttons: tuple[Button, ...] = ()


class Answer(Struct, frozen=True, tag_field="type", tag="answer"):
    """A pressed button: `to` is the seq of the message that offered it, `label` what stood on it."""

    to: Annotated[int, Meta(ge=1)]
    button: Key
    label: Label


class Row(Struct, frozen=True):
    """A line of a card."""

    label: Label
    value: Line


class Card(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="card"):
    """Facts at a glance: a contract, an accident, a truck."""

    title: Label
    rows: tuple[Row, ...] = ()
    text: Line = ""
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
    hint: Line = ""
    value: Line = ""


class Form(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="form"):
    """Several questions at once, each also answerable in free words."""

    form: Key
    title: Label
    fields: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=20)]
    submit: Label


class Submission(Struct, frozen=True, tag_field="type", tag="submission"):
    """A filled form: `to` is the seq of the form; values by field name."""

    to: Annotated[int, Meta(ge=1)]
    values: Annotated[dict[Key, Line], Meta(max_length=20)]


class Notice(Struct, frozen=True, omit_defaults=True, tag_field="type", tag="notice"):
    """The system speaking: a stable code, the words shown, and what they were made of."""

    code: Key
    text: LongText
    data: dict[str, str] = {}


Body = Text | Answer | Card | Form | Submission | Notice
CustomerBody = Text | Answer | Submission
AgentBody = Text | Card | Form
