"""AWS Signature Version 4, without I/O.

Algorithm: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
"""

import hmac
import time
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import quote

from msgspec import Struct


class Credentials(Struct, frozen=True):
    """The credentials of the function's role. `token` is "" for permanent credentials."""

    key_id: str
    secret: str
    token: str = ""


class Signer:
    """Signs requests to one service in one region."""

    def __init__(self, credentials: Credentials, region: str, service: str) -> None:
        self._credentials = credentials
        self._region = region
        self._service = service
        self._day = ""
        self._key = b""

    def sign(self, method: str, path: str, headers: Mapping[str, str], body: bytes, now_s: float) -> dict[str, str]:
        """The headers to send: those given (lower-case names, `host` among them), the date, the session token where
        there is one, and the signature over all of them.

        `path` is as it stands in the request line, without a query. Like botocore, path segments are encoded once more
        for the signature.
        """
        moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now_s))
        signed = {**headers, "x-amz-date": moment}
        if self._credentials.token:
            signed["x-amz-security-token"] = self._credentials.token
        names = sorted(signed)
        listed = ";".join(names)
        lines = "".join(f"{name}:{' '.join(signed[name].split())}\n" for name in names)
        request = f"{method}\n{quote(path, safe='/~')}\n\n{lines}\n{listed}\n{sha256(body).hexdigest()}"
        scope = f"{moment[:8]}/{self._region}/{self._service}/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{sha256(request.encode()).hexdigest()}"
        signature = hmac.digest(self._key_of(moment[:8]), text.encode(), "sha256").hex()
        signed["authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self._credentials.key_id}/{scope}, "
            f"SignedHeaders={listed}, Signature={signature}"
        )
        return signed

    def _key_of(self, day: str) -> bytes:
        """The signing key, which is valid for a day. Concurrent threads compute the same key."""
        if self._day != day:
            key = b"AWS4" + self._credentials.secret.encode()
            for part in (day, self._region, self._service, "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            self._key, self._day = key, day
        return self._key
