"""Actions of certificates: receipts and certificates as PDF."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor
from chalicelib.processes import certificate_issue
from chalicelib.services import Services


class OpenCertificateCommand(Command, frozen=True):
    """Issues a certificate about one of the customer's contracts, and gets a short-lived link to it. `contract` is its
    number, or what stands in the id of the card's button; for a letter, `<claim>:<event>` of the notice's data. A
    repeat on the same day is the same certificate, unless the contract changed."""

    kind: Literal["receipt", "insurance", "payment", "letter"]
    contract: Annotated[str, Meta(min_length=1, max_length=80)]


class CertificateOpened(Result, frozen=True):
    """A certificate: the number that anybody can check, the day of its issue (ISO), its file's name and size in bytes,
    and the link, which is valid for minutes."""

    number: str
    title: str
    issued_on: str
    name: str
    size: int
    url: str


@action(OpenCertificateCommand, CertificateOpened)
def _open_certificate(services: Services, actor: Actor, command: OpenCertificateCommand) -> CertificateOpened:
    opened = certificate_issue.issue_and_open(services, actor, command.kind, command.contract)
    certificate = opened.certificate
    return CertificateOpened(
        certificate.number, opened.title, certificate.issued_on, opened.name, certificate.size, opened.url
    )
