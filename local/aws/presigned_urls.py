"""S3's check of presigned URLs, which moto doesn't make: expiry, signature, and the headers that were signed, such as
the length of an upload.

Query string authentication: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote, unquote_to_bytes

_SIGNATURE = "X-Amz-Signature"
_LONGEST_S = 7 * 24 * 3600


def refusal(environ: Mapping[str, Any], secret: str, now: datetime) -> tuple[str, str] | None:
    """Code and message with which S3 refuses a request without an `Authorization` header; None if it accepts it.
    `environ` is WSGI's."""
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    given = {name: values[0] for name, values in query.items()}
    if _SIGNATURE not in given:
        return "AccessDenied", "Access Denied"
    try:
        signed_at = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        seconds = int(given["X-Amz-Expires"])
        scope = given["X-Amz-Credential"].split("/", 1)[1]
        names = given["X-Amz-SignedHeaders"].split(";")
    except (KeyError, ValueError, IndexError):
        return "AuthorizationQueryParametersError", "Query-string authentication requires all parameters"
    if not 0 < seconds <= _LONGEST_S:
        return "AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds"
    if signed_at + timedelta(seconds=seconds) < now:
        return "AccessDenied", "Request has expired"
    wanted = _signature(_canonical_request(environ, names), given["X-Amz-Date"], scope, secret)
    if not hmac.compare_digest(wanted, given[_SIGNATURE]):
        return "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided"
    return None


def _canonical_request(environ: Mapping[str, Any], names: list[str]) -> str:
    path = quote(environ["PATH_INFO"].encode("latin-1"), safe="/~")
    pairs = sorted(
        f"{_encoded(name)}={_encoded(value)}"
        for name, _, value in (pair.partition("=") for pair in environ["QUERY_STRING"].split("&"))
        if name != _SIGNATURE
    )
    headers = "".join(f"{name}:{' '.join(_header(environ, name).split())}\n" for name in names)
    return f"{environ['REQUEST_METHOD']}\n{path}\n{'&'.join(pairs)}\n{headers}\n{';'.join(names)}\nUNSIGNED-PAYLOAD"


def _encoded(part: str) -> str:
    """A part of the query as it was signed: clients may write "/" for "%2F"."""
    return quote(unquote_to_bytes(part), safe="~")


def _header(environ: Mapping[str, Any], name: str) -> str:
    variable = name.upper().replace("-", "_")
    prefix = "" if variable in ("CONTENT_LENGTH", "CONTENT_TYPE") else "HTTP_"
    return str(environ.get(prefix + variable, ""))


def _signature(request: str, moment: str, scope: str, secret: str) -> str:
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{sha256(request.encode()).hexdigest()}"
    key = b"AWS4" + secret.encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()
