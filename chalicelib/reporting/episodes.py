"""What a conversation's log tells about one service by people: from asking for a person to the end.

The log is the only source: the same messages always give the same figures, whenever and however often they are read.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.views import Named

ENDINGS = frozenset({"queue_left", "resolved", "closed", "reopened"})
"""Codes of the notices after which nobody waits and nobody serves."""


class Question(Struct, frozen=True):
    """Something of the customer's that awaits an answer since then; `first`: the request for a person."""

    queue: str
    since: int
    first: bool


class Response(Struct, frozen=True):
    """An agent's answer. Times in ms since 1970 UTC."""

    question: Question
    agent: Named
    at: int


class Handling(Struct, frozen=True):
    """The time in which an agent served: from joining until leaving or the end."""

    agent: Named
    queue: str
    start: int
    end: int


class Episode(Struct, frozen=True):
    """A service. `waited_until` is when the agent who answered first had joined; without an answer, the end.
    `unanswered` is the question that was open at the end. Times in ms since 1970 UTC."""

    queue: str
    since: int
    waited_until: int
    ended: int
    responses: tuple[Response, ...] = ()
    parts: tuple[Handling, ...] = ()
    unanswered: Question | None = None


class _Reader:
    """Follows the messages of one service."""

    def __init__(self, queue: str, since: int) -> None:
        self.queue, self.since = queue, since
        self._joined = 0
        self._waited_until = 0
        self._serving: dict[str, tuple[Named, int]] = {}
        self._question: Question | None = Question(queue, since, first=True)
        self._responses: list[Response] = []
        self._parts: list[Handling] = []

    def release(self, queue: str, at: int) -> None:
        self._end_parts(at)
        self._joined, self.queue = 0, queue
        if self._question is not None and self._question.first:
            self._question = Question(queue, self.since, first=True)

    def join(self, at: int) -> None:
        self._end_parts(at)
        self._joined = at

    def ask(self, at: int) -> None:
        self._question = self._question or Question(self.queue, at, first=False)

    def answer(self, agent: Named, at: int) -> None:
        """The first to write is the agent who joined; others are beside them."""
        self._serving.setdefault(agent.id, (agent, at if self._serving else self._joined or at))
        if self._question is not None:
            if not self._responses:
                self._waited_until = self._joined or at
            self._responses.append(Response(self._question, agent, at))
            self._question = None

    def end(self, at: int) -> Episode:
        self._end_parts(at)
        waited_until = self._waited_until or at
        responses, parts = tuple(self._responses), tuple(self._parts)
        return Episode(self.queue, self.since, waited_until, at, responses, parts, self._question)

    def _end_parts(self, at: int) -> None:
        self._parts += [Handling(agent, self.queue, start, at) for agent, start in self._serving.values()]
        self._serving.clear()


def code_of(message: Message) -> str:
    """The code of a notice of the centre; "" for other messages."""
    if isinstance(message.body, Notice) and message.by.role is Speaker.SYSTEM:
        return message.body.code
    return ""


def last_episode(messages: Iterable[Message]) -> Episode | None:
    """The service that the last of these messages ended; None if it ended none. They must reach back to its
    beginning."""
    found = None
    for found in _episodes(messages):  # noqa: B007 - the last one
        pass
    return found


def _episodes(messages: Iterable[Message]) -> Iterator[Episode | None]:
    """The service that each message ended, if any."""
    reader: _Reader | None = None
    for message in messages:
        ended = None
        body, at = message.body, message.at
        if isinstance(body, Notice) and message.by.role is Speaker.SYSTEM:
            if body.code in ENDINGS:
                ended, reader = reader.end(at) if reader is not None else None, None
            elif "staffing" in body.data:  # it waits in a queue
                reader = reader or _Reader(body.data["queue"], at)
                reader.release(body.data["queue"], at)
            elif body.code == "agent_joined" and reader is not None:
                reader.join(at)
        elif reader is not None and message.by.role is Speaker.CUSTOMER:
            reader.ask(at)
        elif reader is not None and message.by.role is Speaker.AGENT:
            reader.answer(Named(message.by.id, message.by.name), at)
        yield ended
