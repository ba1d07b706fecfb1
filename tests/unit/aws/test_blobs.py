"""Addresses of the bucket, as pages are given them: signed here, kept by S3."""

from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.session import get_session

from chalicelib.aws.blobs import Bucket
from chalicelib.aws.clients import _CONFIG

ADDRESSES = {
    "a whole file": lambda bucket: bucket.address("incoming/u", 1_000, 900),
    "a part": lambda bucket: bucket.part_address("incoming/u", "multipart", 2, 1_000, 900),
    "a link": lambda bucket: bucket.link("original/u/d", 300, '진단서".pdf', inline=True),
}


@pytest.fixture(scope="module")
def bucket() -> Bucket:
    made = get_session()
    made.set_credentials("key", "secret")
    return Bucket(made.create_client("s3", "ap-northeast-2", config=_CONFIG), "baro-uploads")


@pytest.mark.parametrize("what", ADDRESSES)
def test_addresses_name_the_region_and_end_in_minutes(bucket: Bucket, what: str) -> None:
    address = urlsplit(ADDRESSES[what](bucket))
    asked = parse_qs(address.query)
    assert address.netloc == "baro-uploads.s3.ap-northeast-2.amazonaws.com"
    assert asked["X-Amz-Expires"] == ["300" if what == "a link" else "900"]


@pytest.mark.parametrize("what", ["a whole file", "a part"])
def test_no_more_bytes_can_be_sent_than_were_announced(bucket: Bucket, what: str) -> None:
    asked = parse_qs(urlsplit(ADDRESSES[what](bucket)).query)
    assert "content-length" in asked["X-Amz-SignedHeaders"][0].split(";")


def test_a_name_cannot_end_the_header_it_stands_in(bucket: Bucket) -> None:
    asked = parse_qs(urlsplit(ADDRESSES["a link"](bucket)).query)
    assert asked["response-content-disposition"] == ["inline; filename*=UTF-8''%EC%A7%84%EB%8B%A8%EC%84%9C%22.pdf"]
