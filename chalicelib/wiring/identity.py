"""The second identity check."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings
from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.identity.fresh_checks import FreshCheckPorts, IdentityProvider


def identity_provider() -> IdentityProvider:
    """Who confirms a person."""
    from chalicelib.identity.pass_gateway import PassGateway

    return PassGateway(settings().identity_gateway)


@cache
def fresh_checks() -> FreshCheckPorts:
    """The second identity check."""
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.identity.fresh_check_store import DynamoFreshCheckStore
    from chalicelib.identity.fresh_checks import FreshCheckPorts
    from chalicelib.kernel.ids import secret_token

    return FreshCheckPorts(
        DynamoFreshCheckStore(dynamodb_client(), settings().table("identity")),
        identity_provider(),
        infrastructure.clock,
        secret_token,
    )
