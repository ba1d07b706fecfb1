"""Use cases of certificates. The caller has checked permissions."""

import hashlib

from chalicelib.certificates.model import (
    NUMBER_LENGTH,
    CertificateContent,
    IssuedCertificate,
    certificate_key,
    content_digest,
    number_from,
)
from chalicelib.certificates.ports import CertificatePorts

MEDIA_TYPE = "application/pdf"


def issue(ports: CertificatePorts, customer: str, content: CertificateContent) -> IssuedCertificate:
    """The customer's certificate with this content: the one that was issued, or a new one.

    The number is claimed before the file is written, and the certificate is stored last: after a crash in between, the
    next request goes on with the same number.
    """
    wanted = number_from(ports.random_bits(5 * NUMBER_LENGTH))
    number = ports.store.claim_number(customer, content_digest(content), wanted)
    issued = ports.store.get(number)
    if issued is not None:
        return issued
    file = ports.render(content, number)
    digest = hashlib.sha256(file).hexdigest()
    ports.objects.put(certificate_key(number, digest), file, MEDIA_TYPE)
    return ports.store.add(
        IssuedCertificate(
            number=number,
            kind=content.kind,
            customer=customer,
            contract=content.contract,
            locale=content.locale,
            issued_on=content.issued_on,
            issued_at=ports.clock(),
            digest=digest,
            size=len(file),
        )
    )


def open_certificate(ports: CertificatePorts, certificate: IssuedCertificate, person: str, name: str) -> str:
    """A short-lived link to a certificate for somebody, which is noted; `name` is the file's."""
    ports.store.record_opening(certificate.number, person, ports.clock())
    return ports.objects.get_url(
        certificate_key(certificate.number, certificate.digest), ports.rules.link_seconds, name, inline=True
    )
