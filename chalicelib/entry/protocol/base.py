"""Types shared by all commands and results."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.content.frame_tags import frame_tag

Ref = Annotated[str, Meta(min_length=1, max_length=64, description="Repeated in the answer to this frame.")]
ConversationId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9a-z]+$")]
Device = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]{8,12}$",
        description="Identifies one installation or browser tab; a random value kept with the outbox.",
    ),
]
ClientId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]{8,12}:[1-9][0-9]{0,8}$",
        description="device:number. Numbers rise per device and conversation; a repeat gets the answer of the first.",
    ),
]
Seq = Annotated[int, Meta(ge=0, le=9_999_999_999)]
PersonId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[\w.@-]+$")]
QueueName = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z_]+$")]


class Command(Struct, frozen=True, tag_field="action", tag=frame_tag, forbid_unknown_fields=True):
    """Base of all commands."""

    ref: Ref


class Result(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag=frame_tag):
    """Base of all results; a result is the content of an `ack`."""


class Done(Result, frozen=True):
    """The command was executed; there is nothing to return."""
