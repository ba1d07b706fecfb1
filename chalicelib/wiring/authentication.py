"""Sign-in: tickets and the verifier of the insurer's tokens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.settings import settings

if TYPE_CHECKING:
    from chalicelib.identity.tickets import TicketStore
    from chalicelib.identity.tokens import TokenVerifier


@cache
def tickets() -> TicketStore:
    """The store of tickets."""
    from chalicelib.aws.hot_path import dynamodb_client
    from chalicelib.identity.store import DynamoTicketStore

    return DynamoTicketStore(dynamodb_client(), settings().table("identity"))


@cache
def verifier() -> TokenVerifier:
    """The verifier of the insurer's tokens."""
    from pathlib import Path

    from chalicelib.content.configuration import LOCALES, texts
    from chalicelib.identity.tokens import JwksFile, JwksUrl, TokenVerifier

    where = settings().jwks
    keys = JwksUrl(where) if where.startswith("https://") else JwksFile(Path(where))
    bot_names = [texts(locale).render("bot", "name") for locale in LOCALES]
    return TokenVerifier(keys, settings().issuer, settings().audience, bot_names)
