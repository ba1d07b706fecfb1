"""Telephones, what has been pushed to them, and the rules of pushing.

Pushes of one kind in one conversation make a row: its mark says up to which message, and when, the customer was told.
A mark only rises, so no message can be told of twice; and a newer message covers the older ones of its kind.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from msgspec import Struct

from chalicelib.content.message_bodies import Checklist, Notice, Progress, Signing
from chalicelib.content.messages import Message

Platform = Literal["fcm", "apns"]

MOST_PHONES = 10
"""A person's telephones; one more pushes the oldest out."""

_TOKENS: dict[Platform, re.Pattern[str]] = {
    "fcm": re.compile(r"[\w:-]{20,2048}", re.ASCII),
    "apns": re.compile(r"[0-9a-fA-F]{64,400}"),
}


class Phone(Struct, frozen=True):
    """An app on a telephone. `endpoint` is SNS's ARN, `at` when it was registered, ms since 1970 UTC. Of the token
    only the SHA-256 is kept: SNS has the token itself."""

    person: str
    device: str
    platform: Platform
    digest: str
    endpoint: str
    locale: str
    at: int


class News(Struct, frozen=True, omit_defaults=True):
    """A message that reached no device of its customer. `code` is a notice's code, else who spoke; nothing of what was
    said. `claim` is the claim it is about."""

    conversation: str
    customer: str
    seq: int
    code: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which message, and when, a push of a kind told of."""

    seq: int
    at: int


class Verdict(Enum):
    """What is to be done about a message."""

    PUSH = "push"
    FINISH = "finish"
    """It was begun before: telephones may have been left out."""
    LEAVE = "leave"


def judge(seq: int, heard: int, last: Mark | None, now: int, quiet_ms: int) -> Verdict:
    """What a message deserves: `heard` is what has reached one of the customer's devices by now, `last` the mark of its
    kind. Several messages in a row make one push: after it the kind is quiet for a while, unless he has been there
    since."""
    if heard >= seq:
        return Verdict.LEAVE
    if last is None:
        return Verdict.PUSH
    if last.seq >= seq:
        return Verdict.FINISH if last.seq == seq else Verdict.LEAVE
    quiet = heard < last.seq and now - last.at < quiet_ms
    return Verdict.LEAVE if quiet else Verdict.PUSH


def is_token(platform: Platform, token: str) -> bool:
    """Whether this may be a token of the platform."""
    return _TOKENS[platform].fullmatch(token) is not None


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def news_of(conversation: str, customer: str, message: Message) -> News:
    """What may be told of a message on a locked screen."""
    body = message.body
    code = body.code if isinstance(body, Notice) else message.by.role.value
    claim = ""
    if isinstance(body, Notice):
        claim = body.data.get("claim", "")
    elif isinstance(body, Progress | Checklist | Signing):
        claim = body.claim
    return News(conversation, customer, message.seq, code, claim)
