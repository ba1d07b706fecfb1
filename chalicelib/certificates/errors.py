"""Errors of certificates."""

from chalicelib.kernel.errors import BaroError


class CertificateUnavailable(BaroError):
    """There is nothing to certify: no such contract, or nothing known or paid."""

    code = "certificate_unavailable"
    status = 409


class CertificateUnwritable(BaroError):
    """A name on it has characters that the font lacks: nobody is certified as "???"."""

    code = "certificate_unwritable"
    status = 409
