"""Registered devices, notifications, and the decision whether to push.

Every category of pushes has a watermark in every conversation: the newest message pushed, and when. It only rises, so
no message is pushed twice, and a newer message supersedes older ones of its category.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from msgspec import Struct

from chalicelib.content.message_bodies import Checklist, Notice, Progress, SignatureRequest
from chalicelib.content.messages import Message

Platform = Literal["fcm", "apns", "web"]

MAX_DEVICES = 10
"""Maximum number of registered devices of a person; another registration removes the oldest."""

_TOKENS: dict[Platform, re.Pattern[str]] = {
    "fcm": re.compile(r"[\w:-]{20,2048}", re.ASCII),
    "apns": re.compile(r"[0-9a-fA-F]{64,400}"),
    "web": re.compile(r"[\w-]{100,2048}", re.ASCII),
}


class PushDevice(Struct, frozen=True):
    """The app on a device, registered for push. `endpoint` is SNS's ARN, `at` when it was registered in ms since 1970
    UTC, `digest` the SHA-256 of the token, which SNS alone stores."""

    person: str
    device: str
    platform: Platform
    digest: str
    endpoint: str
    locale: str
    at: int


class Notification(Struct, frozen=True, omit_defaults=True):
    """A message that reached no device of its customer. `code` is a notice's code, else the speaker; `claim` is
    the claim that it is about. It holds nothing of the content."""

    conversation: str
    customer: str
    seq: int
    code: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class PushWatermark:
    """The newest message that a category's pushes cover, and the time of the push, ms since 1970 UTC."""

    seq: int
    at: int


class PushDecision(Enum):
    """What happens to a notification."""

    PUSH = "push"
    RESUME = "finish"
    """An earlier job raised the watermark to this message: devices may be missing."""
    SKIP = "leave"


def decide_push(seq: int, delivered_seq: int, watermark: PushWatermark | None, now: int, quiet_ms: int) -> PushDecision:
    """Decides on the message `seq`. `delivered_seq` is the newest message on any of the customer's devices, `watermark`
    that of the category. After a push the category pauses for `quiet_ms`, unless the customer has received the pushed
    message since, so that several messages in a row make one push."""
    if delivered_seq >= seq:
        return PushDecision.SKIP
    if watermark is None:
        return PushDecision.PUSH
    if watermark.seq >= seq:
        return PushDecision.RESUME if watermark.seq == seq else PushDecision.SKIP
    paused = delivered_seq < watermark.seq and now - watermark.at < quiet_ms
    return PushDecision.SKIP if paused else PushDecision.PUSH


def is_push_token(platform: Platform, token: str) -> bool:
    """Whether the token has the platform's format."""
    return _TOKENS[platform].fullmatch(token) is not None


def token_digest(token: str) -> str:
    """The SHA-256 of a token, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def notification_of(conversation: str, customer: str, message: Message) -> Notification:
    """The notification of a message."""
    body = message.body
    code = body.code if isinstance(body, Notice) else message.by.role.value
    claim = ""
    if isinstance(body, Notice):
        claim = body.data.get("claim", "")
    elif isinstance(body, Progress | Checklist | SignatureRequest):
        claim = body.claim
    return Notification(conversation, customer, message.seq, code, claim)
