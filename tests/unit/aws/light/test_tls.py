"""Server certificates are verified: issuer, validity and name."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws.light.client import JsonClient
from chalicelib.aws.light.errors import NotSent, OutOfTime, UntrustedCertificate
from chalicelib.aws.light.operations import DYNAMODB
from tests.fakes.authority import Authority, serving
from tests.unit.aws.light import peer as peers
from tests.unit.aws.light.conftest import KEYS

MakePeer = Callable[..., peers.Peer]
MakeClient = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def known(folder: Path) -> Authority:
    return Authority.make(folder, "known")


def test_a_connection_over_tls_is_reused(known: Authority, folder: Path, peer: MakePeer, client: MakeClient) -> None:
    one = peer(tls=serving(known.server(folder)))
    calling = client(one, authorities=str(known.file))
    for _ in range(3):
        assert calling.get_item(TableName="t")["Item"] == {"pk": {"S": "x"}}
    assert one.handshakes == 1


def test_a_dropped_idle_tls_connection_costs_one_handshake_and_no_second_effect(
    known: Authority, folder: Path, peer: MakePeer, client: MakeClient, pauses: list[float]
) -> None:
    one = peer(tls=serving(known.server(folder)))
    calling = client(one, posts=True, authorities=str(known.file))
    calling.post_to_connection(ConnectionId="a", Data=b"1")
    one.drop_connections()
    calling.post_to_connection(ConnectionId="a", Data=b"2")
    assert (one.seen, one.handshakes, pauses) == ([b"1", b"2"], 2, [])


@pytest.mark.parametrize("fault", ["expired", "foreign", "another name"])
def test_an_untrusted_certificate_is_refused(
    fault: str, known: Authority, folder: Path, peer: MakePeer, client: MakeClient, pauses: list[float]
) -> None:
    server = {
        "expired": lambda: known.server(folder, until=timedelta(days=-1)),
        "foreign": lambda: Authority.make(folder, "foreign").server(folder),
        "another name": lambda: known.server(folder, address="127.0.0.2"),
    }[fault]()
    one = peer(tls=serving(server))
    with pytest.raises(UntrustedCertificate):
        client(one, authorities=str(known.file)).get_item(TableName="t")
    assert (one.seen, pauses) == ([], [])


def test_a_server_without_tls_is_refused(known: Authority, peer: MakePeer, client: MakeClient) -> None:
    one = peer()
    around = client(one, authorities=str(known.file), time_left_s=lambda: 0.3)._environment
    secure = JsonClient(DYNAMODB, f"https://127.0.0.1:{one.port}", "ap-northeast-2", KEYS, str(known.file), around)
    with pytest.raises((NotSent, OutOfTime)):
        secure.get_item(TableName="t")
    assert one.seen == []
