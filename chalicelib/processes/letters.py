"""The letter of a decision about a claim, as a certificate: the rows of its card, and what the customer may do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.certificates.errors import CertificateUnavailable
from chalicelib.certificates.model import CertificateContent, CertificateRow, CertificateSection
from chalicelib.claims.model import ClaimEvent, seoul_date
from chalicelib.content.configuration import Texts
from chalicelib.content.formatting import format_date, format_moment
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes.claim_subscribers import claim_notice

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims

    class Needs(WithClaims, Protocol): ...


def letter_content(services: Needs, customer: str, reference: str, today: date, words: Texts) -> CertificateContent:
    """The content of a letter by `<claim>:<number of the event>`. Raises NotAllowed for a claim that isn't the
    customer's, CertificateUnavailable for an event that has no letter."""
    number, _, event_number = reference.partition(":")
    ports = services.claims()
    claim = ports.store.get(number)
    if claim is None or claim.customer.id != customer:
        raise NotAllowed
    event = next((each for each in ports.store.history(claim) if str(each.number) == event_number), None)
    notice = claim_notice(claim, _dated(event, words), ports.rules, words) if event and event.notify_customer else None
    opened = {button.id for button in notice.buttons} if notice else set()
    if event is None or notice is None or "letter" not in opened:
        raise CertificateUnavailable
    say = words.render
    about = (
        (say("certificates", "addressee"), claim.customer.name),
        (say("certificates", "claim"), claim.id),
        (
            words.label("fields", "occurred_at"),
            format_moment(claim.facts.get("occurred_at", ""), words.sections["dates"]),
        ),
        (words.label("fields", "place"), claim.facts.get("place", "")),
    )
    decision = tuple(CertificateRow(row.label, row.value) for row in notice.rows)
    return CertificateContent(
        kind="letter",
        locale=words.locale,
        contract=claim.id,
        issued_on=today.isoformat(),
        title=say("certificates", "title_letter"),
        sections=(
            CertificateSection(say("certificates", "accident"), tuple(CertificateRow(*row) for row in about if row[1])),
            CertificateSection(notice.title, decision),
        ),
        statement=say("certificates", "statement_dispute" if "dispute" in opened else "statement_letter"),
        facts={"kind": "letter", "issued_on": today.isoformat(), "claim": claim.id, **_facts(event)},
    )


def _dated(event: ClaimEvent, words: Texts) -> ClaimEvent:
    """The event with its days in words with their years: a letter is kept for long."""
    dates = words.sections["dates"]
    return replace(event, data={name: format_date(value, dates) for name, value in event.data.items()})


def _facts(event: ClaimEvent) -> dict[str, str | int]:
    won = event.data.get("amount", "").replace(",", "")
    facts = {"decision": event.code, "coverage": event.coverage, "decided_on": seoul_date(event.at).isoformat()}
    return {**facts, "won": int(won)} if won else {**facts}
