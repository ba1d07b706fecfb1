"""Errors of certificates."""

from chalicelib.kernel.errors import BaroError


class CertificateUnavailable(BaroError):
    """There is nothing to certify: no such contract, or nothing known or paid."""

    code = "certificate_unavailable"
    status = 409
