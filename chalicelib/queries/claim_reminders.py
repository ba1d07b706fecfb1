"""The documents of a claim that a customer is to be reminded of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.model import Claim
from chalicelib.claims.rules import ClaimRules
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.reminders.model import Occasion, Span
from chalicelib.reminders.rules import FriendlyRules

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims

    class Needs(WithClaims, Protocol): ...


DAY_MS = 86_400_000


def claim_occasion(claim: Claim, claim_rules: ClaimRules, rules: FriendlyRules, now: int) -> Occasion | None:
    """What a claim is to be reminded of some days from now: the documents that are needed and missing; None for none.
    The same documents are one occasion."""
    missing = documents_due(claim, document_needs(claim, claim_rules)) if claim.is_open else ()
    if not missing:
        return None
    data = {"claim": claim.id} | {
        f"items_{locale}": ", ".join(texts(locale).labels("documents", missing)) for locale in LOCALES
    }
    best = now + rules.documents_after_days * DAY_MS
    span = Span(best, best, best + rules.valid_days * DAY_MS)
    key = f"claim:{claim.id}:document_missing:{crc32(','.join(sorted(missing)).encode()):08x}"
    return Occasion(key, "document_missing", claim.customer.id, claim.id, span, data)


def current_claim(services: Needs, occasion: Occasion, rules: FriendlyRules) -> Claim | None:
    """The claim of an occasion; None where its documents came, or others are missing now."""
    claim = services.claims().store.get(occasion.subject)
    known = claim_occasion(claim, services.claims().rules, rules, 0) if claim is not None else None
    return claim if known is not None and known.key == occasion.key else None
