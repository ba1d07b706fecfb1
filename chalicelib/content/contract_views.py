"""Contracts and their changes, as pages see them."""

from typing import Literal

from msgspec import Struct


class VehicleView(Struct, frozen=True):
    """The insured car."""

    plate: str
    model: str
    year: int


class ContractView(Struct, frozen=True, omit_defaults=True):
    """The contract at a glance. Dates are ISO; `coverages` are label and limit as the insurer names them, `money`
    payments, driving data and discounts as agents see them: label and value."""

    number: str
    product: str
    starts_on: str
    ends_on: str
    vehicle: VehicleView
    coverages: tuple[tuple[str, str], ...]
    drivers: str
    money: tuple[tuple[str, str], ...] = ()


ChangeKind = Literal["extension", "drivers", "vehicle", "amounts", "cover"]
"""The kinds of changes that an agent prepares with a form."""


class WantedChange(Struct, frozen=True):
    """A change that the customer asked for in the chat: its kind, None for none, and the values for its form that
    were said, by field name."""

    kind: ChangeKind | None = None
    values: dict[str, str] = {}


class ChangeRow(Struct, frozen=True):
    """A value of a contract before and after a change."""

    label: str
    before: str
    after: str


class ChangeView(Struct, frozen=True, omit_defaults=True):
    """A change of a contract. `difference` says what a year costs more or less (`difference_won`); the customer signs
    `text`, whose SHA-256 is `digest`, until `expires_at` (ms since 1970 UTC). `status`: prepared, withdrawn, expired,
    ordered, done, refused (`reason`)."""

    id: str
    kind: str
    contract: str
    title: str
    rows: tuple[ChangeRow, ...]
    difference_won: int
    difference: str
    starts_on: str
    text: str
    digest: str
    status: str
    expires_at: int
    conversation: str = ""
    reason: str = ""


class UsableCoupon(Struct, frozen=True):
    """A coupon for a contract; `percent` as text, "" if unknown, `won` what it takes off a year's premium."""

    code: str
    contract: str
    percent: str
    won: int
