"""What the insurer's core system sends: decisions about claims, and answers to orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from chalicelib.processes.amendments import Needs as AmendmentsNeeds
    from chalicelib.processes.claim_commands import Needs as ClaimCommandsNeeds

    class Needs(AmendmentsNeeds, ClaimCommandsNeeds, Protocol): ...


class _Envelope(Struct, frozen=True):
    change: str = ""


def carry_out_core_message(services: Needs, body: str) -> None:
    """Applies a decision about a claim, or the answer to an order. Raises msgspec.MsgspecError, BaroError."""
    if msgspec.json.decode(body, type=_Envelope).change:
        from chalicelib.amendments.core_orders import read_answer
        from chalicelib.processes.amendments import carry_out_answer

        carry_out_answer(services, read_answer(body))
        return
    from chalicelib.claims.core_inbound import read_decision
    from chalicelib.processes.claim_commands import carry_out_decision

    carry_out_decision(services, read_decision(body))
