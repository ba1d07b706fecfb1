"""What customers are told of a claim that was registered just now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from chalicelib.claims.model import Claim
from chalicelib.claims.views import registration_view
from chalicelib.content.claim_views import RegistrationView
from chalicelib.content.configuration import texts

if TYPE_CHECKING:
    from chalicelib.service_ports import WithClaims, WithNotifications

    class Needs(WithClaims, WithNotifications, Protocol): ...


def registration_for_customer(services: Needs, claim: Claim, locale: str) -> RegistrationView:
    """What the customer is told of a claim that was registered just now, and whether notifications reach them."""
    view = registration_view(claim, services.claims().rules, texts(locale))
    ports = services.notifications()
    devices = ports.store.devices(claim.customer.id)
    return replace(view, push=any(ports.applications.get(device.platform) for device in devices))
