"""Certificates across contexts: made of the customer's contract, issued when they are opened, and checked by
anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation
from chalicelib.certificates.errors import CertificateUnwritable
from chalicelib.certificates.model import IssuedCertificate, IssuedKind, state_of, typed_number
from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import contract_reference
from chalicelib.content.hours import SEOUL
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from chalicelib.certificates.model import CertificateContent
    from chalicelib.service_ports import WithCertificates, WithClaims, WithContracts, WithPresence

    class Needs(WithContracts, WithCertificates, WithClaims, WithPresence, Protocol): ...


class OpenedCertificate(NamedTuple):
    """A certificate with a short-lived link, its title and its file's name."""

    certificate: IssuedCertificate
    url: str
    title: str
    name: str


class CertificateCheck(NamedTuple):
    """What anybody may learn about a number: when it was issued, ISO date, only if it is `unchanged`."""

    state: Literal["unchanged", "unknown"]
    issued_on: str = ""


def issue_and_open(services: Needs, actor: Actor, kind: IssuedKind, contract: str) -> OpenedCertificate:
    """The certificate about one of the actor's contracts, by its number or its `contract_reference`, or the letter of a
    decision: issued, unless it was issued today, and opened; audited. Raises NotAllowed, CertificateUnavailable,
    CertificateUnwritable."""
    from chalicelib.certificates.rendering import (
        are_written,  # the libraries of certificates are loaded where one is issued
        file_name,
    )
    from chalicelib.certificates.service import issue, open_certificate

    require_allowed("open_certificate", Relation.OWNER)
    ports, words = services.certificates(), texts(actor.locale)
    today = datetime.fromtimestamp(ports.clock() / 1000, UTC).astimezone(SEOUL).date()
    try:
        content = _content(services, actor, kind, contract, today)
    except NotAllowed:
        audit("certificate_refused", actor.id, kind=kind)
        raise
    if kind != "letter" and not are_written(content):  # a letter is the customer's right, whatever stands in it
        raise CertificateUnwritable
    certificate = issue(ports, actor.id, content)
    name = file_name(content.title, certificate.number, words)
    url = open_certificate(ports, certificate, actor.id, name)
    audit("certificate_opened", actor.id, certificate=certificate.number, kind=kind, customer=certificate.customer)
    return OpenedCertificate(certificate, url, content.title, name)


def _content(services: Needs, actor: Actor, kind: IssuedKind, of: str, today: date) -> CertificateContent:
    """What is to stand on it. Raises NotAllowed, CertificateUnavailable."""
    from chalicelib.processes.letters import letter_content
    from chalicelib.queries.certificate_contents import certificate_content

    words = texts(actor.locale)
    if kind == "letter":
        return letter_content(services, actor.id, of, today, words)
    holder = services.contracts().get(actor.id)
    contracts = holder.contracts if holder else ()
    found = next((each for each in contracts if of in (each.number, contract_reference(each.number))), None)
    if holder is None or found is None:
        raise NotAllowed
    return certificate_content(holder, found, kind, today, words)


def check_certificate(services: Needs, address: str, typed: str, digest: str) -> CertificateCheck | None:
    """What is known of a number that somebody typed, with the SHA-256 of their file or ""; None for an address that has
    checked too often. Nothing tells whose certificate it is, or of what kind."""
    ports = services.certificates()
    rules, now = ports.rules, ports.clock()
    window_ms = rules.tries_window_seconds * 1000
    start = now // window_ms * window_ms
    window, until = f"certificate#{start}", start + window_ms
    if not services.presence().count_actions(f"address#{address}", window, 1, rules.tries, until):
        return None
    number = typed_number(typed)
    certificate = ports.store.get(number) if number else None
    state = state_of(certificate, digest.strip().lower())
    return CertificateCheck(state, certificate.issued_on if certificate is not None and state == "unchanged" else "")
