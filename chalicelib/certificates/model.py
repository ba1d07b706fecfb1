"""Certificates: what stands on one, and what is known of one that was issued."""

import hashlib
import unicodedata
from typing import Any, Literal

import msgspec
from msgspec import Struct

CertificateKind = Literal["receipt", "insurance", "payment"]
"""A receipt of the last payment, a certificate of insurance, a certificate of all payments."""
IssuedKind = CertificateKind | Literal["letter"]
"""A certificate about a contract, or the letter of a decision about a claim."""

_NUMBER_CHARS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: without i, l, o, u, which are easily misread."""
NUMBER_LENGTH = 16
"""80 random bits: a number can't be guessed."""
_MISREAD = str.maketrans("ilo", "110", " -")


class CertificateRow(Struct, frozen=True):
    """A row of a certificate."""

    label: str
    value: str


class CertificateSection(Struct, frozen=True):
    """Rows under a heading."""

    heading: str
    rows: tuple[CertificateRow, ...]


class CertificateContent(Struct, frozen=True):
    """What stands on a certificate, in a language; `facts` are the same as data for machines: ISO dates, integers and
    strings. `contract` is its number, or that of a claim; `issued_on` an ISO date in Seoul."""

    kind: IssuedKind
    locale: Literal["ko", "en"]
    contract: str
    issued_on: str
    title: str
    sections: tuple[CertificateSection, ...]
    statement: str
    facts: dict[str, Any]


class IssuedCertificate(Struct, frozen=True):
    """A certificate that was issued. `digest` is the SHA-256 of its file, hexadecimal; `size` is in bytes, `issued_at`
    in ms since 1970 UTC."""

    number: str
    kind: IssuedKind
    customer: str
    contract: str
    locale: Literal["ko", "en"]
    issued_on: str
    issued_at: int
    digest: str
    size: int


def number_from(bits: int) -> str:
    """The number of a certificate from `NUMBER_LENGTH` × 5 random bits."""
    return "".join(_NUMBER_CHARS[(bits >> (5 * place)) & 31] for place in range(NUMBER_LENGTH))


def displayed_number(number: str) -> str:
    """A number as it is printed: "7K3M-9XQ2-…"."""
    upper = number.upper()
    return "-".join(upper[place : place + 4] for place in range(0, len(upper), 4))


def typed_number(words: str) -> str:
    """The number that somebody typed, whatever the case, blanks and hyphens; "" where it can't be one."""
    typed = unicodedata.normalize("NFKC", words).lower().translate(_MISREAD)
    return typed if len(typed) == NUMBER_LENGTH and set(typed) <= set(_NUMBER_CHARS) else ""


def content_digest(content: CertificateContent) -> str:
    """The SHA-256 of what stands on a certificate: the same content of the same day is the same certificate."""
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def certificate_key(number: str, digest: str) -> str:
    """The key of a certificate's file: one that is rendered again has a key of its own."""
    return f"issued/{number}/{digest}.pdf"


def state_of(certificate: IssuedCertificate | None, digest: str) -> Literal["unchanged", "unknown"]:
    """What anybody may learn: a file that isn't the certificate's is as unknown as a number that was never issued.
    Without a `digest` it is the number that is checked."""
    return "unchanged" if certificate is not None and digest in ("", certificate.digest) else "unknown"
