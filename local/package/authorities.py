"""The certificates that the light client trusts: Amazon Trust Services' roots, picked from botocore's list.

Every AWS endpoint chains to one of them (https://www.amazontrust.com/repository/). Parsing botocore's whole
list of 140 would cost each cold start more than the handshake itself.
"""

import re
from pathlib import Path

NAME = "chalicelib/aws/authorities.pem"
"""Where the light client looks for them in the package."""

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
