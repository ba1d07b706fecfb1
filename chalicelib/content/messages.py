"""A message as it stands in the log and on the wire."""

from enum import StrEnum

from msgspec import Struct

from chalicelib.content.message_bodies import Body


class Speaker(StrEnum):
    """Who speaks is in every message."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class By(Struct, frozen=True, omit_defaults=True):
    """The author. `name` is what the other side reads."""

    role: Speaker
    id: str = ""
    name: str = ""


class Message(Struct, frozen=True, omit_defaults=True):
    """One entry of a conversation: `seq` is gap-free from 1, `at` ms since 1970 UTC.

    `client_id` is the sender's `device:number`; a sender recognises his own message by it.
    """

    seq: int
    at: int
    by: By
    body: Body
    client_id: str = ""
