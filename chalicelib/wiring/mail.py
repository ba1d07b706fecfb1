"""E-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.services import Mail


def mail() -> Mail:
    """E-mail to departments and customers."""
    from chalicelib.aws.clients import client
    from chalicelib.aws.mail import SesMail
    from chalicelib.settings import settings

    return SesMail(client("ses"), settings().mail_sender)
