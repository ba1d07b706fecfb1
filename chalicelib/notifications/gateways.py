"""The push service of a device, by its endpoint."""

from collections.abc import Mapping

from chalicelib.notifications.ports import PushGateway, PushOutcome

WEB = "web:"
"""How the endpoints of browsers begin."""


class PushGateways:
    """`PushGateway` for telephones and browsers; `web` is None where nothing is pushed to browsers."""

    def __init__(self, telephones: PushGateway, web: PushGateway | None) -> None:
        self._telephones, self._web = telephones, web

    def create_endpoint(self, application: str, token: str) -> str:
        """As `PushGateway`; a browser's application is no ARN."""
        if application.startswith("arn:"):
            return self._telephones.create_endpoint(application, token)
        return self._web.create_endpoint(application, token) if self._web is not None else ""

    def delete_endpoint(self, endpoint: str) -> None:
        """As `PushGateway`; a browser ends its subscription itself."""
        if not endpoint.startswith(WEB):
            self._telephones.delete_endpoint(endpoint)

    def publish(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> PushOutcome:
        """As `PushGateway`."""
        if not endpoint.startswith(WEB):
            return self._telephones.publish(endpoint, payload, collapse)
        return self._web.publish(endpoint, payload, collapse) if self._web is not None else "gone"
