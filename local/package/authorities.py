"""The certificates that the light client trusts: the roots of Amazon Trust Services, selected from botocore's list.

The certificates of all AWS endpoints chain to one of them (https://www.amazontrust.com/repository/). Parsing botocore's
list of 140 certificates at each cold start takes longer than the TLS handshake.
"""

import re
from pathlib import Path

NAME = "chalicelib/aws/authorities.pem"
"""Path of the file in the package, where the light client reads it."""

_LABELLED = re.compile(
    rb'# Label: "(?:Amazon Root CA [1-4]|Starfield Services Root Certificate Authority - G2)"\n(?:#.*\n)*'
    rb"(-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----\n)"
)
_COUNT = 5


def amazon_roots(site: Path) -> bytes:
    """The certificates as PEM, from the botocore among the unpacked packages. Raises RuntimeError if one is missing."""
    found = _LABELLED.findall((site / "botocore/cacert.pem").read_bytes())
    if len(found) != _COUNT:
        raise RuntimeError(f"botocore's list of authorities holds {len(found)} of Amazon's {_COUNT} roots")
    return b"".join(found)
