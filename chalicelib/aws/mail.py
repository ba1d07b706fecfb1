"""E-mail through SES."""

import logging
from typing import Any

log = logging.getLogger("baro")


class SesMail:
    """`services.Mail` by SES; without a `sender` nothing is sent, which is logged."""

    def __init__(self, client: Any, sender: str) -> None:
        self._client = client
        self._sender = sender

    def send(self, to: str, subject: str, text: str, reply_to: str = "") -> None:
        if not self._sender:
            log.warning("mail: not sent, as the stack has no MailSender")
            return
        self._client.send_email(
            Source=self._sender,
            Destination={"ToAddresses": [to]},
            Message={
                "Subject": {"Data": subject, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
            },
            **({"ReplyToAddresses": [reply_to]} if reply_to else {}),
        )
