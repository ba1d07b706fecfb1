"""The stand-in's S3 accepts a presigned URL as it was signed, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit, urlunsplit

import boto3
import pytest
from botocore.config import Config

from chalicelib.aws.blobs import Bucket
from local.aws.options import REGION, SECRET
from local.aws.presigned_urls import refusal

SECONDS = 24 * 3600
"""The links are signed when the tests are collected, and used minutes later."""


def bucket(secret: str = SECRET, name: str = "uploads") -> Bucket:
    client = boto3.client(
        "s3",
        region_name=REGION,
        endpoint_url="http://127.0.0.1:5000",
        aws_access_key_id="local",
        aws_secret_access_key=secret,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    return Bucket(client, name)


def refused(url: str, method: str = "GET", length: int = 0, after_s: float = 0) -> str | None:
    """The code with which a request is refused."""
    parts = urlsplit(url)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "HTTP_HOST": parts.netloc,
        "CONTENT_LENGTH": str(length),
    }
    found = refusal(environ, SECRET, datetime.now(UTC) + timedelta(seconds=after_s))
    return found and found[0]


def altered(url: str, **changes: str | None) -> str:
    """The URL with parameters of its query replaced; None leaves one out."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {name.replace("_", "-"): value for name, value in changes.items()}
    kept = {name: value for name, value in query.items() if value is not None}
    return urlunsplit(parts._replace(query=urlencode(kept)))


GET = bucket().get_url("u/1/진단서", SECONDS, "진단서 (1).pdf", inline=True)
PUT = bucket().put_url("u/1/original", 1_000, SECONDS)
PART = bucket().part_url("u/1/original", "upload", 2, 500, SECONDS)


@pytest.mark.parametrize(
    "url, method, length", [(GET, "GET", 0), (PUT, "PUT", 1_000), (PART, "PUT", 500)], ids=["get", "put", "part"]
)
def test_a_link_is_accepted_as_it_was_signed(url: str, method: str, length: int) -> None:
    assert refused(url, method, length) is None
    assert refused(url.replace("%2F", "/"), method, length) is None
    assert refused(url, method, length, after_s=SECONDS + 1) == "AccessDenied"
    assert refused(url, "DELETE", length) == "SignatureDoesNotMatch"


@pytest.mark.parametrize(
    "url, code",
    [
        (urlunsplit(urlsplit(GET)._replace(query="")), "AccessDenied"),
        (altered(GET, X_Amz_Signature=None), "AccessDenied"),
        (altered(GET, X_Amz_Signature="0" * 64), "SignatureDoesNotMatch"),
        (altered(GET, X_Amz_Expires="3600"), "SignatureDoesNotMatch"),
        (altered(GET, X_Amz_Expires="604801"), "AuthorizationQueryParametersError"),
        (altered(GET, X_Amz_Expires=None), "AuthorizationQueryParametersError"),
        (altered(GET, X_Amz_SignedHeaders=""), "SignatureDoesNotMatch"),
        (altered(GET, response_content_disposition="inline"), "SignatureDoesNotMatch"),
        (GET.replace("u/1", "u/2"), "SignatureDoesNotMatch"),
        (GET.replace("/uploads/", "/others/"), "SignatureDoesNotMatch"),
        (bucket("another's").get_url("u/1/a", SECONDS, "a", inline=True), "SignatureDoesNotMatch"),
    ],
)
def test_an_altered_or_foreign_link_is_refused(url: str, code: str) -> None:
    assert refused(url) == code


@pytest.mark.parametrize("length", [0, 999, 1_001])
def test_another_length_is_refused(length: int) -> None:
    assert refused(PUT, "PUT", length) == "SignatureDoesNotMatch"
