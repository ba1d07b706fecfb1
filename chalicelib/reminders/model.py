"""A reminder: what it is about, when it may be sent, and what became of it."""

from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

LegalKind = Literal["expiry_first", "expiry_second"]
"""The notices before the end of a contract that the law asks for."""

FriendlyKind = Literal["renewal", "payment_failed", "plug_silent", "odometer_photo", "document_missing", "appointment"]
"""Those that a customer may turn off."""

ReminderKind = Literal[LegalKind, FriendlyKind]
LEGAL_KINDS: tuple[LegalKind, ...] = get_args(LegalKind)
FRIENDLY_KINDS: tuple[FriendlyKind, ...] = get_args(FriendlyKind)

Outcome = Literal["", "sent", "obsolete", "turned_off", "missed"]
"""`obsolete`: what it was about is over; `missed`: its time passed before it could be sent."""


class Span(Struct, frozen=True):
    """When a reminder may be sent: from `starts_at` until before `ends_at`, best from `best_at` on; ms since 1970
    UTC."""

    starts_at: int
    best_at: int
    ends_at: int


class Occasion(Struct, frozen=True):
    """A reason for a reminder. `key` names it once and for all: no occasion is reminded of twice. `subject` is the
    contract, claim or call; `data` what its text needs, beside what is read when it is sent."""

    key: str
    kind: ReminderKind
    customer: str
    subject: str
    span: Span
    data: dict[str, str] = {}


class Proof(Struct, frozen=True):
    """What proves that a reminder was sent: when (ms since 1970 UTC), where it stands, the text's SHA-256, and whether
    a text message went out as well (`unknown` after a crash in between)."""

    at: int
    conversation: str
    seq: int
    digest: str
    sms: Literal["no", "sent", "refused", "unknown"] = "no"


class Reminder(Struct, frozen=True, omit_defaults=True):
    """A reminder as stored. It is due at `due_at` until it has an `outcome`. `conversation` and `sms_claimed` were
    written before it was sent there: after a crash the same is sent again, which nobody sees twice."""

    occasion: Occasion
    due_at: int
    version: int = 1
    conversation: str = ""
    sms_claimed: bool = False
    outcome: Outcome = ""
    proof: Proof | None = None

    @property
    def is_open(self) -> bool:
        return not self.outcome


def is_legal(kind: ReminderKind) -> bool:
    """Whether the law asks for it: preferences don't stop it."""
    return kind in LEGAL_KINDS


def planned_again(before: Reminder | None, occasion: Occasion, due_at: int) -> Reminder:
    """A reminder of an occasion in place of an earlier one, which is open again."""
    if before is None:
        return Reminder(occasion, due_at)
    return replace(before, occasion=occasion, due_at=due_at, outcome="", version=before.version + 1)


def ended(reminder: Reminder, outcome: Outcome, proof: Proof | None = None) -> Reminder:
    """The reminder with its outcome."""
    return replace(reminder, outcome=outcome, proof=proof, version=reminder.version + 1)


def addressed(reminder: Reminder, conversation: str, sms_claimed: bool) -> Reminder:
    """The reminder right before it is sent."""
    return replace(reminder, conversation=conversation, sms_claimed=sms_claimed, version=reminder.version + 1)
