"""Issued certificates, and who opened them."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.certificates.model import IssuedCertificate
from chalicelib.certificates.ports import CertificateStore

CERTIFICATE = IssuedCertificate("", "receipt", "c1", "12345678901234567890", "ko", "2026-11-30", 5, "d" * 64, 20_000)


def test_the_same_content_of_a_customer_keeps_its_number(
    certificates: CertificateStore, fresh: Callable[[str], str]
) -> None:
    one, other = fresh("customer"), fresh("customer")
    assert certificates.claim_number(one, "digest", "number1") == "number1"
    assert certificates.claim_number(one, "digest", "number2") == "number1"
    assert certificates.claim_number(one, "another", "number3") == "number3"
    assert certificates.claim_number(other, "digest", "number4") == "number4"


def test_a_certificate_that_is_stored_twice_stays_the_first(
    certificates: CertificateStore, fresh: Callable[[str], str]
) -> None:
    certificate = replace(CERTIFICATE, number=fresh("certificate"))
    assert certificates.get(certificate.number) is None
    assert certificates.add(certificate) == certificate
    assert certificates.add(replace(certificate, digest="e" * 64)) == certificate
    assert certificates.get(certificate.number) == certificate


def test_openings_are_kept_in_order(certificates: CertificateStore, fresh: Callable[[str], str]) -> None:
    certificate = certificates.add(replace(CERTIFICATE, number=fresh("certificate")))
    for at, person in ((20, "b"), (3, "a"), (20, "a"), (3, "a")):
        certificates.record_opening(certificate.number, person, at)
    assert certificates.openings(certificate.number) == [(3, "a"), (20, "a"), (20, "b")]
    assert certificates.get(certificate.number) == certificate
    assert certificates.openings(fresh("certificate")) == []
