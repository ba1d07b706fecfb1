"""Deferred work of routing, as SQS messages."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct


class MatchQueue(Struct, frozen=True, tag_field="job", tag="match"):
    """Assign waiting conversations of a queue."""

    queue: str


class CheckAgentPresence(Struct, frozen=True, tag_field="job", tag="check_presence"):
    """Check whether an agent has reconnected, and requeue their conversations if not."""

    agent: str


class ShowBoard(Struct, frozen=True, tag_field="job", tag="board"):
    """Show a queue to its agents."""

    queue: str


class CheckAnswer(Struct, frozen=True, tag_field="job", tag="check_answer"):
    """Check whether the agent has answered a conversation after the move `number`, which was made at `assigned_at` (ms
    since 1970 UTC)."""

    conversation: str
    number: int
    assigned_at: int


class CheckInvitation(Struct, frozen=True, tag_field="job", tag="check_invitation"):
    """Check whether a colleague has answered the invitation `number` to a conversation, which may be answered until
    `until` (ms since 1970 UTC)."""

    conversation: str
    person: str
    number: int
    until: int


class CheckSilence(Struct, frozen=True, tag_field="job", tag="check_silence"):
    """Check whether the customer of a conversation, assigned by the move `number`, is silent. `woken`: they have
    written again."""

    conversation: str
    number: int = 0
    woken: bool = False


class ShowFront(Struct, frozen=True, tag_field="job", tag="front"):
    """Show the first customers of a queue their places."""

    queue: str


class ShowLine(Struct, frozen=True, tag_field="job", tag="line"):
    """Show the other customers of a queue their places, where the shown step changed."""

    queue: str


class ShowStaffing(Struct, frozen=True, tag_field="job", tag="staffing"):
    """Show the customers of a queue what changed with the agents on duty."""

    queue: str


class CheckDelay(Struct, frozen=True, tag_field="job", tag="check_delay"):
    """Check whether a customer who waits since then (ms since 1970 UTC) still does, and notify them of the delay."""

    conversation: str
    since: int


class CheckSign(Struct, frozen=True, tag_field="job", tag="check_sign"):
    """Check whether a customer has given a sign of life since an agent was assigned at `assigned_at` (ms since 1970
    UTC)."""

    conversation: str
    assigned_at: int


class LearnWaits(Struct, frozen=True, tag_field="job", tag="learn_waits"):
    """Learn from the waits that ended on a day (ISO)."""

    day: str


WaitingJob = ShowFront | ShowLine | ShowStaffing | CheckDelay | CheckSign | LearnWaits

RoutingJob = MatchQueue | CheckAgentPresence | ShowBoard | CheckAnswer | CheckInvitation | CheckSilence | WaitingJob

decode_job = msgspec.json.Decoder(RoutingJob).decode
"""Decodes a job from an SQS body. Raises msgspec.MsgspecError; the message then goes to the dead-letter queue."""

Send = Callable[[Mapping[str, str | int], int], None]


class SqsRoutingJobs:
    """`ports.RoutingJobs` on an SQS queue; `relay` requests the relay of a subject."""

    def __init__(self, send: Send, relay: Callable[[str], None]) -> None:
        self._send = send
        self._relay = relay

    def relay_moves(self, conversation: str) -> None:
        from chalicelib.routing.events import routing_subject  # not needed where a connection ends

        self._relay(routing_subject(conversation))

    def match_queue(self, queue: str, delay_s: int = 0) -> None:
        self._send(msgspec.to_builtins(MatchQueue(queue)), delay_s)

    def show_board(self, queue: str, delay_s: int) -> None:
        self._send(msgspec.to_builtins(ShowBoard(queue)), delay_s)

    def check_answer(self, job: CheckAnswer, delay_s: int) -> None:
        self._send(msgspec.to_builtins(job), delay_s)

    def check_invitation(self, job: CheckInvitation, delay_s: int) -> None:
        self._send(msgspec.to_builtins(job), delay_s)

    def check_silence(self, job: CheckSilence, delay_s: int = 0) -> None:
        self._send(msgspec.to_builtins(job), delay_s)

    def check_presence(self, agent: str, delay_s: int) -> None:
        self._send(msgspec.to_builtins(CheckAgentPresence(agent)), delay_s)

    def defer(self, job: RoutingJob, delay_s: int) -> None:
        self._send(msgspec.to_builtins(job), delay_s)
