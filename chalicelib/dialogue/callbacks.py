"""Bookings of what chat can't finish: identification for a large amount, disputes. The bot explains it, collects what
agents need, and books a call or letter."""

from typing import Literal, get_args

from chalicelib.content.claim_views import ClaimView, ExposureView
from chalicelib.content.configuration import Flow, Texts
from chalicelib.content.message_bodies import Button, Text
from chalicelib.dialogue.claim_answers import claim_button_label, is_contestable

BookingKind = Literal["identity", "dispute"]
BOOKING_KINDS = frozenset(get_args(BookingKind))

_CLOSED_STAGES = frozenset({"closed", "denied", "withdrawn", "duplicate"})


def eligible_exposures(kind: str, claim: ClaimView) -> tuple[ExposureView, ...]:
    """The exposures of a claim that a booking of this kind may be about: held ones; those that can be disputed now, or,
    if there are none, all open ones."""
    if kind == "identity":
        return tuple(exposure for exposure in claim.exposures if exposure.stage == "identity_hold")
    ready = tuple(exposure for exposure in claim.exposures if is_contestable(exposure))
    return ready or tuple(exposure for exposure in claim.exposures if exposure.stage not in _CLOSED_STAGES)


def booking_subjects(
    kind: str, claims: tuple[ClaimView, ...], number: str = "", coverage: str = ""
) -> tuple[tuple[ClaimView, ExposureView], ...]:
    """The exposures that may be meant, of all claims or of one."""
    return tuple(
        (claim, exposure)
        for claim in claims
        if number in ("", claim.id)
        for exposure in eligible_exposures(kind, claim)
        if coverage in ("", exposure.coverage)
    )


def ask_which_coverage(
    kind: str, candidates: tuple[tuple[ClaimView, ExposureView], ...], texts: Texts, most: int = 8
) -> Text:
    """Asks which coverage is meant, where several may be."""
    buttons = tuple(
        Button(
            f"claim:{claim.id}:{kind}:{exposure.coverage}",
            f"{exposure.label} · {claim_button_label(claim, texts)}"[:80],
        )
        for claim, exposure in candidates[:most]
    )
    return Text(texts.render("bot", f"{kind}_which"), buttons)


def booking_flow(kind: str, flows: dict[str, Flow]) -> tuple[str, Flow]:
    """The flow that ends with such a booking."""
    return next((name, flow) for name, flow in flows.items() if flow.booking == kind)
