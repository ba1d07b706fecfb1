"""The centre over fakes behind a real gateway: WebSockets with tickets, the authorizer, and API Gateway's events."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

import app
from chalicelib.identity.tickets import Identity, issue_ticket
from chalicelib.kernel.ids import secret_token
from local.aws import Options, StandinThread
from tests.entry.centre import Centre, Frame

RESOURCES = Path(__file__).parents[2] / ".chalice" / "resources.json"
PARAMETERS = {"Stage": "dev", "JwtIssuer": "local", "JwtAudience": "local", "Jwks": "local", "PageOrigins": "*"}


class Gateway:
    """The stand-in's gateway with a WebSocket for each person."""

    def __init__(self, url: str, closing: ExitStack) -> None:
        self._url, self._closing = url, closing
        self._sockets: dict[str, ClientConnection] = {}

    def socket(self, centre: Centre, person: Identity) -> ClientConnection:
        """The person's WebSocket, opened with a ticket."""
        if person.id not in self._sockets:
            ticket = issue_ticket(centre.tickets, person, centre.clock, secret_token)
            opened = connect(f"{self._url}?ticket={ticket}", compression=None, proxy=None)
            self._sockets[person.id] = self._closing.enter_context(opened)
        return self._sockets[person.id]


@contextmanager
def running_gateway() -> Iterator[Gateway]:
    """Runs `app.py` behind the stand-in's gateway."""
    with (
        StandinThread(app.app, RESOURCES, PARAMETERS, options=Options(schedules=False)) as standin,
        ExitStack() as closing,
    ):
        yield Gateway(standin.ws_url, closing)


class WireCentre(Centre):
    """A centre whose frames go over WebSockets, once it has a gateway."""

    gateway: Gateway | None = None

    def raw(self, person: Identity, body: str, connection: str = "") -> Frame:
        if self.gateway is None:
            return super().raw(person, body, connection)
        socket = self.gateway.socket(self, person)
        socket.send(body)
        return {"body": socket.recv(timeout=10)}
