"""One stand-in for most tests of this directory: starting its child process takes a second or two."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from local.aws import Faults, Options, StandinThread
from tests.local.toy import Toy, sockets

RESOURCES = Path(__file__).with_name("toy_resources.json")


class World:
    """The running stand-in, its toy app, and a client's ways to it."""

    def __init__(self, standin: StandinThread, toy: Toy, faults: Faults) -> None:
        self.standin = standin
        self.toy = toy
        self.faults = faults
        self.sockets: Any = sockets()
        self.sqs: Any = standin.client("sqs")

    def connect(self, ticket: str = "kim", **options: Any) -> ClientConnection:
        url = f"{self.standin.ws_url}?ticket={ticket}"
        client: ClientConnection = connect(url, compression=None, proxy=None, **options)
        return client

    def connection_id(self) -> str:
        """The id of the connection made last, from its `$connect` event."""
        return str(self.toy.seen("connect")["requestContext"]["connectionId"])

    def queue(self, name: str) -> str:
        return str(self.sqs.get_queue_url(QueueName=name)["QueueUrl"])


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    toy = Toy()
    faults = Faults()
    pages = tmp_path_factory.mktemp("pages")
    (pages / "secret.txt").write_text("secret")
    for name in ("customer", "panel"):
        (pages / name / "assets").mkdir(parents=True)
        (pages / name / "index.html").write_text(f"<title>{name}</title>")
        (pages / name / "assets" / "index-B7x_9aQ2.js").write_text("export {}")
        (pages / name / "assets" / "long.css").write_text(".row { color: red }\n" * 100)
        (pages / name / "assets" / "long.woff2").write_bytes(bytes(4000))
        (pages / name / "way-out").symlink_to(pages / "secret.txt")
    with StandinThread(
        app=lambda: toy.app,
        resources=RESOURCES,
        parameters={"Stage": "test"},
        pages={"/": pages / "customer", "/panel/": pages / "panel"},
        options=Options(faults=faults, retry_s=0),
    ) as standin:
        yield World(standin, toy, faults)
    assert "BARO_SOCKETS_ENDPOINT" not in os.environ


@pytest.fixture
def world(running: World) -> World:
    """The shared stand-in with nothing left of the test before."""
    running.toy.refresh()
    running.faults.on_post = None
    running.faults.lose_disconnect = None
    return running
