"""Certificates across contexts: made of the customer's contract, issued when they are opened, and checked by
anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from chalicelib.access.decisions import require_allowed
from chalicelib.access.relations import Relation
from chalicelib.certificates.model import CertificateKind, IssuedCertificate, state_of, typed_number
from chalicelib.content.configuration import texts
from chalicelib.content.contract_questions import contract_reference
from chalicelib.content.hours import SEOUL
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from chalicelib.service_ports import WithCertificates, WithContracts, WithPresence

    class Needs(WithContracts, WithCertificates, WithPresence, Protocol): ...


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


def issue_and_open(services: Needs, actor: Actor, kind: CertificateKind, contract: str) -> OpenedCertificate:
    """The certificate about one of the actor's contracts, by its number or its `contract_reference`: issued, unless it
    was issued today, and opened; audited. Raises NotAllowed, CertificateUnavailable."""
    from chalicelib.certificates.rendering import (
        file_name,  # the libraries of certificates are loaded where one is issued
    )
    from chalicelib.certificates.service import issue, open_certificate
    from chalicelib.queries.certificate_contents import certificate_content

    require_allowed("open_certificate", Relation.OWNER)
    holder = services.contracts().get(actor.id)
    found = [
        each
        for each in (holder.contracts if holder else ())
        if contract in (each.number, contract_reference(each.number))
    ]
    if holder is None or not found:
        audit("certificate_refused", actor.id, kind=kind)
        raise NotAllowed
    ports, words = services.certificates(), texts(actor.locale)
    today = datetime.fromtimestamp(ports.clock() / 1000, UTC).astimezone(SEOUL).date()
    content = certificate_content(holder, found[0], kind, today, words)
    certificate = issue(ports, actor.id, content)
    name = file_name(content.title, certificate.number, words)
    url = open_certificate(ports, certificate, actor.id, name)
    audit("certificate_opened", actor.id, certificate=certificate.number, kind=kind, customer=certificate.customer)
    return OpenedCertificate(certificate, url, content.title, name)


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
