"""A change of a contract, and what moves it on: pure rules."""

import hashlib
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.amendments.errors import AmendmentOver, AmendmentTextVoid
from chalicelib.content.contract_views import ChangeRow
from chalicelib.content.views import Named

AmendmentKind = Literal["extension", "drivers", "vehicle", "amounts", "cover", "coupon"]

Status = Literal["prepared", "withdrawn", "ordered", "done", "refused"]
"""Prepared by staff, or withdrawn by them; ordered at the core system with the customer's consent; its answer."""


class Terms(Struct, frozen=True, omit_defaults=True):
    """What changes in the contract with the number `contract`: `values` are for the core system, `rows` what the
    customer reads; `difference_won` is what a year costs more, below zero less, an extension what its days cost.
    `proposed_won` is what the tariff said, None where it doesn't tell; `reason` why staff set another difference."""

    kind: AmendmentKind
    contract: str
    rows: tuple[ChangeRow, ...]
    values: dict[str, str]
    difference_won: int
    starts_on: str
    proposed_won: int | None = None
    reason: str = ""


class Amendment(Struct, frozen=True, omit_defaults=True):
    """A change of a contract, in the customer's language `locale`. The signature is for `text`, whose SHA-256 is
    `digest`. Times in ms since 1970 UTC."""

    id: str
    terms: Terms
    customer: Named
    conversation: str
    title: str
    text: str
    digest: str
    locale: str
    by: Named
    prepared_at: int
    expires_at: int
    status: Status = "prepared"
    version: int = 1
    upload: str = ""
    ordered_at: int = 0
    settled_at: int = 0
    reason: str = ""


def amendment_id(*parts: str) -> str:
    """The id of a change that is asked for by these parts: a repeat is the same change."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def consent_digest(text: str) -> str:
    """What a signature is bound to."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_offered(amendment: Amendment, now: int) -> bool:
    """Whether the customer may still agree."""
    return amendment.status == "prepared" and now < amendment.expires_at


def signed(amendment: Amendment, digest: str, upload: str, now: int) -> Amendment | None:
    """The change once the customer has signed its text; None if it was ordered by this text already. Raises
    AmendmentTextVoid, AmendmentOver."""
    if not digest == amendment.digest == consent_digest(amendment.text):
        raise AmendmentTextVoid
    if amendment.status in ("ordered", "done", "refused"):
        return None
    if not is_offered(amendment, now):
        raise AmendmentOver
    return replace(amendment, status="ordered", version=amendment.version + 1, upload=upload, ordered_at=now)


def withdrawn(amendment: Amendment) -> Amendment | None:
    """The change once staff have withdrawn it; None if they have already. Raises AmendmentOver after the customer's
    consent."""
    if amendment.status == "withdrawn":
        return None
    if amendment.status != "prepared":
        raise AmendmentOver
    return replace(amendment, status="withdrawn", version=amendment.version + 1)


def settled(amendment: Amendment, outcome: Literal["done", "refused"], reason: str, now: int) -> Amendment | None:
    """The change with the core system's answer; None for one that has it. Raises AmendmentOver for one that wasn't
    ordered."""
    if amendment.status in ("done", "refused"):
        return None
    if amendment.status != "ordered":
        raise AmendmentOver
    return replace(amendment, status=outcome, version=amendment.version + 1, settled_at=now, reason=reason)
