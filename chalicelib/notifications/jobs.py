"""News on their way to telephones, as they lie in SQS."""

from collections.abc import Callable, Mapping

import msgspec

from chalicelib.content.messages import Message
from chalicelib.notifications.model import News, news_of

PATIENCE_S = 3
"""So long a push waits: a telephone that changes its network is back within seconds and needs none."""

read_news = msgspec.json.Decoder(News).decode
"""News from an SQS body. Raises msgspec.MsgspecError."""


class QueueNews:
    """Tells of messages that reached nobody, on a queue."""

    def __init__(self, send: Callable[[Mapping[str, object], int], None]) -> None:
        self._send = send

    def tell(self, conversation: str, customer: str, message: Message) -> None:
        """Tells of a message to the customer of a conversation."""
        self._send(msgspec.to_builtins(news_of(conversation, customer, message)), PATIENCE_S)
