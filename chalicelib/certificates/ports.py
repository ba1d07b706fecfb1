"""The ports of certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.certificates.model import CertificateContent, IssuedCertificate
from chalicelib.certificates.rules import CertificateRules
from chalicelib.kernel.clock import Clock


class CertificateStore(Protocol):
    """Issued certificates by number, and who opened them."""

    def claim_number(self, customer: str, content: str, number: str) -> str:
        """The number of the customer's certificate with this content: `number`, unless it has one already."""

    def get(self, number: str) -> IssuedCertificate | None:
        """A certificate, or None."""

    def add(self, certificate: IssuedCertificate) -> IssuedCertificate:
        """Stores a certificate. Returns the one with its number, which another process may have stored first."""

    def record_opening(self, number: str, person: str, at: int) -> None:
        """Notes that somebody got the link of a certificate; kept as long as the certificate."""

    def openings(self, number: str) -> list[tuple[int, str]]:
        """When, in ms since 1970 UTC, and by whom a certificate was opened, in order."""


class CertificateObjects(Protocol):
    """The private bucket of certificates."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Writes a file."""

    def get_url(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        """A URL for download, valid for `seconds`, with `name` as the file's name."""


Render = Callable[[CertificateContent, str], bytes]
"""Renders a content with its number as PDF."""


@dataclass(frozen=True, slots=True)
class CertificatePorts:
    """`random_bits` gives as many random bits as it is asked for."""

    store: CertificateStore
    objects: CertificateObjects
    render: Render
    rules: CertificateRules
    clock: Clock
    random_bits: Callable[[int], int]
