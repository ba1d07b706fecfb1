"""Certificates: their table, their bucket, and the insurer's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.certificates.model import CertificateContent
    from chalicelib.certificates.ports import CertificatePorts


@cache
def certificates() -> CertificatePorts:
    """Certificates. What renders them is loaded when one is issued."""
    import secrets

    from chalicelib.aws.blobs import Bucket
    from chalicelib.aws.clients import client
    from chalicelib.certificates.ports import CertificatePorts
    from chalicelib.certificates.rules import certificate_rules
    from chalicelib.certificates.store import DynamoCertificateStore

    return CertificatePorts(
        store=DynamoCertificateStore(infrastructure.table("certificates")),
        objects=Bucket(client("s3"), settings().bucket("certificates")),
        render=_render,
        rules=certificate_rules(),
        clock=infrastructure.clock,
        random_bits=secrets.randbits,
    )


def _render(content: CertificateContent, number: str) -> bytes:
    from chalicelib.certificates.rendering import render_certificate
    from chalicelib.certificates.rules import certificate_rules

    return render_certificate(content, number, certificate_rules(), settings().certificates_page)
