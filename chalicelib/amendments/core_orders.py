"""Orders to the insurer's core system and its answers. docs/core-system.md describes the format."""

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from chalicelib.amendments.model import Amendment
from chalicelib.content.sanitising import sanitised
from chalicelib.content.views import Named
from chalicelib.kernel.plain_text import plain_json


class Consent(Struct, frozen=True, omit_defaults=True):
    """What the customer agreed to: the digest of the text, the drawn signature, when. A coupon has no signature."""

    digest: str
    at: int
    upload: str = ""


class OutboundOrder(Struct, frozen=True, omit_defaults=True):
    """An order. `id` is the same for a repeat; `values` are what the contract shall have. `proposed_won`: what the
    tariff says; `difference_reason`: why staff set another difference."""

    id: str
    code: Literal["change_ordered"]
    change: str
    kind: str
    contract: str
    customer: Named
    values: dict[str, str]
    difference_won: int
    starts_on: str
    consent: Consent
    prepared_by: Named
    proposed_won: int | None = None
    difference_reason: str = ""


class InboundAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """The core system's answer to an order. A repeat is ignored."""

    id: Annotated[str, Meta(min_length=8, max_length=80, pattern=r"^[\w.:-]+$")]
    change: Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[0-9a-z]+$")]
    outcome: Literal["done", "refused"]
    reason: Annotated[str, Meta(max_length=400)] = ""


_decode = msgspec.json.Decoder(InboundAnswer).decode


def read_answer(body: str) -> InboundAnswer:
    """Decodes an answer, resident numbers masked. Raises msgspec.MsgspecError."""
    return sanitised(_decode(plain_json(body)))


def outbound_order(amendment: Amendment) -> OutboundOrder:
    """The order of a change."""
    return OutboundOrder(
        id=f"change-{amendment.id}",
        code="change_ordered",
        change=amendment.id,
        kind=amendment.terms.kind,
        contract=amendment.terms.contract,
        customer=amendment.customer,
        values=amendment.terms.values,
        difference_won=amendment.terms.difference_won,
        starts_on=amendment.terms.starts_on,
        consent=Consent(amendment.digest, amendment.ordered_at, amendment.upload),
        prepared_by=amendment.by,
        proposed_won=amendment.terms.proposed_won,
        difference_reason=amendment.terms.reason,
    )


class OrderQueue:
    """`ports.Orders` on an SQS queue."""

    def __init__(self, send: Callable[[dict[str, object], int], None]) -> None:
        self._send = send

    def send(self, amendment: Amendment) -> None:
        self._send(msgspec.to_builtins(outbound_order(amendment)), 0)
