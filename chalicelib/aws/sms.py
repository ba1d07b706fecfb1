"""Text messages to telephones, through SNS."""

import logging
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger("baro")


class SnsSms:
    """`routing.ports.OnCall` by SMS."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def page(self, numbers: Sequence[str], words: str) -> bool:
        """Whether SNS accepted the message for at least one of the numbers (E.164). Numbers aren't logged."""
        return sum([self._send(number, words) for number in numbers]) > 0

    def _send(self, number: str, words: str) -> bool:
        kind = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}
        try:
            self._client.publish(PhoneNumber=number, Message=words, MessageAttributes=kind)
        except ClientError as error:  # only the code is logged: the message may contain the number
            log.error("on call: not sent: %s", error.response["Error"]["Code"])  # noqa: TRY400
            return False
        except BotoCoreError as error:
            log.error("on call: not sent: %s", type(error).__name__)  # noqa: TRY400
            return False
        return True
