"""Presigned addresses of the bucket."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.session import get_session

from chalicelib.aws.blobs import Bucket
from chalicelib.aws.clients import config_of

ADDRESSES: dict[str, Callable[[Bucket], str]] = {
    "a whole file": lambda bucket: bucket.put_url("incoming/u", 1_000, 900),
    "a part": lambda bucket: bucket.part_url("incoming/u", "multipart", 2, 1_000, 900),
    "a link": lambda bucket: bucket.get_url("original/u/d", 300, '진단서".pdf', inline=True),
}


SESSION = get_session()
SESSION.set_credentials("key", "secret")
REGIONS = [
    *(
        region
        for partition in SESSION.get_available_partitions()
        for region in SESSION.get_available_regions("s3", partition)
    ),
    "ap-north-9",  # one that opens after this release of botocore
]


def bucket_in(region: str, endpoint: str | None = None) -> Bucket:
    client = SESSION.create_client("s3", region, config=config_of("s3"), endpoint_url=endpoint)
    return Bucket(client, "baro-uploads")


@pytest.fixture(scope="module")
def bucket() -> Bucket:
    return bucket_in("ap-northeast-2")


@pytest.mark.parametrize("region", REGIONS)
def test_addresses_are_signed_v4_for_the_host_of_the_region(region: str) -> None:
    """S3 refuses V2 for new buckets, and the global host redirects a PUT, which a page can't follow."""
    bucket = bucket_in(region)
    for give in ADDRESSES.values():
        address = urlsplit(give(bucket))
        asked = parse_qs(address.query)
        assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
        assert asked["X-Amz-Credential"][0].split("/")[2:4] == [region, "s3"]
        assert address.netloc.startswith(f"baro-uploads.s3.{region}.")
        assert not {"AWSAccessKeyId", "Signature"} & asked.keys()


def test_regions_where_botocore_defaults_to_v2_are_covered() -> None:
    assert {"ap-northeast-1", "us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-northeast-2"} <= set(REGIONS)


def test_a_local_endpoint_has_the_bucket_in_the_path() -> None:
    for give in ADDRESSES.values():
        address = urlsplit(give(bucket_in("ap-northeast-2", "http://127.0.0.1:4566")))
        assert address.netloc == "127.0.0.1:4566"
        assert address.path.startswith("/baro-uploads/")


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


def test_a_file_name_cannot_end_its_header(bucket: Bucket) -> None:
    asked = parse_qs(urlsplit(ADDRESSES["a link"](bucket)).query)
    assert asked["response-content-disposition"] == ["inline; filename*=UTF-8''%EC%A7%84%EB%8B%A8%EC%84%9C%22.pdf"]
