"""Signatures equal AWS's byte by byte."""

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as TheirCredentials
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.aws.light.operations import connection_request
from chalicelib.aws.light.signing import Credentials, Signer

# AWS's published test suite: its example keys, its moment, its service.
_KEYS = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
_MOMENT = datetime(2015, 8, 30, 12, 36, tzinfo=UTC).timestamp()
_HOST = {"host": "example.amazonaws.com"}


@pytest.mark.parametrize(
    "method,path,headers,signature",
    [
        ("GET", "/", {}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "/", {}, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("POST", "/", {"my-header1": "value1"}, "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
        ("POST", "/", {"my-header1": "VALUE1"}, "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
    ],
    ids=["get-vanilla", "post-vanilla", "post-header-key-sort", "post-header-value-case"],
)
def test_signatures_match_aws_test_vectors(method: str, path: str, headers: dict[str, str], signature: str) -> None:
    signed = Signer(_KEYS, "us-east-1", "service").sign(method, path, {**_HOST, **headers}, b"", _MOMENT)
    assert signed["authorization"].endswith(f"Signature={signature}")


_words = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30)
_keys = st.text(st.sampled_from("ABCXYZabc019/+="), min_size=1, max_size=40)


@given(
    keys=st.builds(Credentials, _keys, _keys, st.one_of(st.just(""), _keys)),
    region=st.sampled_from(["ap-northeast-2", "us-east-1", "cn-north-1"]),
    service=st.sampled_from(["dynamodb", "sqs", "execute-api"]),
    connection=st.text(st.sampled_from("AZaz09=+/-_~@ 한"), min_size=1, max_size=20),
    extra=st.dictionaries(st.sampled_from(["content-type", "x-amz-target", "x-other"]), _words),
    body=st.binary(max_size=200),
    moment=st.integers(min_value=0, max_value=4_000_000_000),
)
def test_signatures_equal_botocores(
    keys: Credentials,
    region: str,
    service: str,
    connection: str,
    extra: dict[str, str],
    body: bytes,
    moment: int,
) -> None:
    path = f"/prod{connection_request('PostToConnection', connection, body).path}"
    headers = {"host": "abc.example.com", **extra}
    ours = Signer(keys, region, service).sign("POST", path, headers, body, moment)
    theirs = _signed_by_botocore(keys, region, service, path, headers, body, ours["x-amz-date"])
    assert ours["authorization"] == theirs["Authorization"]
    assert ours.get("x-amz-security-token") == theirs.get("X-Amz-Security-Token")


def test_the_signing_key_follows_the_date() -> None:
    signer = Signer(_KEYS, "us-east-1", "service")
    for moment in (_MOMENT, _MOMENT + 86_400, _MOMENT):
        again = Signer(_KEYS, "us-east-1", "service").sign("GET", "/", _HOST, b"", moment)
        assert signer.sign("GET", "/", _HOST, b"", moment) == again


def _signed_by_botocore(
    keys: Credentials, region: str, service: str, path: str, headers: dict[str, str], body: bytes, date: str
) -> dict[str, str]:
    request = AWSRequest("POST", f"https://{headers['host']}{path}", headers=dict(headers), data=body)
    request.context["timestamp"] = date
    auth: Any = SigV4Auth(TheirCredentials(keys.key_id, keys.secret, keys.token or None), service, region)
    auth._modify_request_before_signing(request)
    string = auth.string_to_sign(request, auth.canonical_request(request))
    auth._inject_signature_to_request(request, auth.signature(string, request))
    return dict(request.headers.items())
