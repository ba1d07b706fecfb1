"""A message in the log and on the wire."""

from enum import StrEnum

from msgspec import Struct

from chalicelib.content.message_bodies import Body


class Speaker(StrEnum):
    """The role of a message's author."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class By(Struct, frozen=True, omit_defaults=True):
    """The author of a message. `name` is shown to the other side."""

    role: Speaker
    id: str = ""
    name: str = ""


class Message(Struct, frozen=True, omit_defaults=True):
    """A message of a conversation. `seq` counts from 1 without gaps, `at` is in ms since 1970 UTC. `client_id` is the
    sender's `device:number`, by which the sender recognises their own message."""

    seq: int
    at: int
    by: By
    body: Body
    client_id: str = ""
