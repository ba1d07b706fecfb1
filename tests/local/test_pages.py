"""Static pages."""

import gzip
import http.client

import pytest

from local.aws.pages import accepts_gzip
from tests.local.conftest import World


def get(world: World, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(world.standin.http_url.removeprefix("http://"), timeout=5)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_each_directory_has_its_index_and_the_longest_path_wins(world: World) -> None:
    assert b"customer" in get(world, "/")[1]
    assert b"panel" in get(world, "/panel/?agent=kim")[1]
    redirect, _ = get(world, "/panel")
    assert (redirect.status, redirect.headers["Location"]) == (301, "/panel/")


def test_pages_are_revalidated_and_hashed_assets_immutable(world: World) -> None:
    page, _ = get(world, "/")
    asset, _ = get(world, "/panel/assets/index-B7x_9aQ2.js")
    assert page.headers["Cache-Control"] == "no-cache"
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "immutable" in asset.headers["Cache-Control"]
    assert asset.headers["Content-Type"].startswith("text/javascript")
    again, body = get(world, "/", If_None_Match=page.headers["ETag"])
    assert (again.status, body) == (304, b"")


def test_security_headers_are_those_of_the_deployment(world: World) -> None:
    page, _ = get(world, "/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy
    assert world.standin.aws_endpoint in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_text_is_compressed_by_accept_encoding_and_each_encoding_has_its_etag(world: World) -> None:
    plain, whole = get(world, "/panel/assets/long.css")
    assert "Content-Encoding" not in plain.headers
    packed, small = get(world, "/panel/assets/long.css", Accept_Encoding="br, gzip;q=0.8")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert (gzip.decompress(small), len(small) < len(whole)) == (whole, True)
    assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}
    assert packed.headers["ETag"] != plain.headers["ETag"]
    tag = packed.headers["ETag"]
    again, body = get(world, "/panel/assets/long.css", Accept_Encoding="gzip", If_None_Match=tag)
    assert (again.status, body) == (304, b"")
    other, body = get(world, "/panel/assets/long.css", If_None_Match=tag)
    assert (other.status, body) == (200, whole)


def test_short_or_compressed_files_are_sent_unchanged(world: World) -> None:
    for path in ("/", "/panel/assets/long.woff2"):
        answer, _ = get(world, path, Accept_Encoding="gzip")
        assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "header, taken",
    [
        ("gzip", True),
        ("br;q=1.0, GZIP; q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0, *", False),
        ("gzip;q=much", False),
    ],
)
def test_gzip_is_sent_only_where_it_is_accepted(header: str, taken: bool) -> None:
    assert accepts_gzip(header) is taken


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/panel/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/panel/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/way-out",
        "//etc/passwd",
        "/%00",
        "/" + "x" * 5000,
        "/missing.js",
    ],
)
def test_nothing_outside_the_directories_is_served(world: World, path: str) -> None:
    answer, body = get(world, path)
    assert answer.status in (400, 404)
    assert b"secret" not in body
