"""Actions of supervisors."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from chalicelib.content.message_bodies import LongText
from chalicelib.content.queue_views import ColleagueView
from chalicelib.content.views import ConversationView, NoteView
from chalicelib.entry.action import TextLimit, action
from chalicelib.entry.protocol.base import Command, ConversationId, Done, PersonId, QueueName, Result
from chalicelib.entry.protocol.shared import ConversationChanged
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import InvalidFrame
from chalicelib.processes import supervision
from chalicelib.queries import reports
from chalicelib.queries import supervision as overview
from chalicelib.queries.reports import ReportWanted
from chalicelib.queries.supervision import QueueBoardView
from chalicelib.reporting.reports import Grouping, ReportRow
from chalicelib.services import Services


class BoardCommand(Command, frozen=True):
    """Gets the queues that the caller supervises as they are now, with today's figures."""


class Board(Result, frozen=True):
    """Queues now, and in how many seconds to ask again."""

    queues: tuple[QueueBoardView, ...]
    refresh_seconds: int


@action(BoardCommand, Board)
def _board(services: Services, actor: Actor, _command: BoardCommand) -> Board:
    return Board(overview.board(services, actor), overview.board_seconds())


class TeamCommand(Command, frozen=True):
    """Lists the first 200 agents on duty of a queue, free ones first."""

    queue: QueueName


class Team(Result, frozen=True):
    """Agents on duty."""

    agents: tuple[ColleagueView, ...]


@action(TeamCommand, Team)
def _team(services: Services, actor: Actor, command: TeamCommand) -> Team:
    return Team(overview.team(services, actor, command.queue))


class ServedCommand(Command, frozen=True):
    """Lists what an agent serves in the queues that the caller supervises."""

    agent: PersonId


class ServedConversations(Result, frozen=True):
    """Conversations, the longest open first."""

    conversations: tuple[ConversationView, ...]


@action(ServedCommand, ServedConversations)
def _served(services: Services, actor: Actor, command: ServedCommand) -> ServedConversations:
    return ServedConversations(overview.served(services, actor, command.agent))


class MonitorCommand(Command, frozen=True):
    """Reads a running conversation along: the caller gets `assigned` and all further frames of it. Its customer isn't
    shown that. `end_part` ends it."""

    conversation: ConversationId


@action(MonitorCommand, ConversationChanged)
def _monitor(services: Services, actor: Actor, command: MonitorCommand) -> ConversationChanged:
    return ConversationChanged(supervision.monitor(services, actor, command.conversation).view(for_staff=True))


class BargeCommand(Command, frozen=True):
    """Joins a running conversation, which its customer is told. `end_part` ends it."""

    conversation: ConversationId


@action(BargeCommand, ConversationChanged)
def _barge(services: Services, actor: Actor, command: BargeCommand) -> ConversationChanged:
    return ConversationChanged(supervision.barge(services, actor, command.conversation).view(for_staff=True))


class WhisperCommand(Command, frozen=True):
    """A word to the agent of a running conversation, who gets the event `whisper`. It is kept as a note; the customer
    gets nothing."""

    conversation: ConversationId
    text: LongText


def _whispered(command: WhisperCommand) -> str:
    return command.text


class Whispered(Result, frozen=True):
    """The stored note."""

    note: NoteView


@action(WhisperCommand, Whispered, text_limit=TextLimit("$.text", _whispered))
def _whisper(services: Services, actor: Actor, command: WhisperCommand) -> Whispered:
    return Whispered(supervision.whisper(services, actor, command.conversation, command.text))


class TakeOverCommand(Command, frozen=True):
    """Assigns a conversation that waits, or that an agent serves, to the caller."""

    conversation: ConversationId


@action(TakeOverCommand, Done)
def _take_over(services: Services, actor: Actor, command: TakeOverCommand) -> Done:
    supervision.take_over(services, actor, command.conversation)
    return Done()


class ReassignCommand(Command, frozen=True):
    """Gives a conversation to an agent, or one that an agent serves back to a queue; exactly one of the two."""

    conversation: ConversationId
    agent: PersonId | None = None
    queue: QueueName | None = None


@action(ReassignCommand, Done)
def _reassign(services: Services, actor: Actor, command: ReassignCommand) -> Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="reassign needs exactly one of queue and agent")
    supervision.reassign(services, actor, command.conversation, command.agent, command.queue)
    return Done()


class SetMembershipCommand(Command, frozen=True):
    """Sets the queues that an agent serves, and how many conversations at once, in place of their token's; served
    conversations stay. A supervisor adds and removes their own queues alone."""

    agent: PersonId
    queues: Annotated[tuple[QueueName, ...], Meta(max_length=20)]
    capacity: Annotated[int, Meta(ge=0, le=50)]


@action(SetMembershipCommand, Done)
def _set_membership(services: Services, actor: Actor, command: SetMembershipCommand) -> Done:
    supervision.set_membership(services, actor, command.agent, frozenset(command.queues), command.capacity)
    return Done()


RowKey = Annotated[str, Meta(max_length=64, description="Go on after the row with this key.")]


class ReportCommand(Command, frozen=True):
    """Gets figures of the past from the day `first` to the day `last` (Korean days, both included) `by` hour of the
    day, day, queue or agent; of one queue, or of all that the caller supervises."""

    first: date
    last: date
    by: Grouping
    queue: QueueName | None = None
    after: RowKey = ""


class Report(Result, frozen=True):
    """Rows of a report; `more` follow after the last one."""

    rows: tuple[ReportRow, ...]
    more: bool = False


@action(ReportCommand, Report)
def _report(services: Services, actor: Actor, command: ReportCommand) -> Report:
    part = reports.report(services, actor, _wanted(command))
    return Report(part.rows, part.more)


class ExportReportCommand(Command, frozen=True):
    """Gets a report as CSV, part by part; fields as in `report`."""

    first: date
    last: date
    by: Grouping
    queue: QueueName | None = None
    after: RowKey = ""


class ReportExported(Result, frozen=True):
    """Lines of CSV in UTF-8, which follow those of the part before; `after` for the next part, "" at the end."""

    text: str
    after: str = ""


@action(ExportReportCommand, ReportExported)
def _export_report(services: Services, actor: Actor, command: ExportReportCommand) -> ReportExported:
    return ReportExported(*reports.exported_report(services, actor, _wanted(command)))


def _wanted(command: ReportCommand | ExportReportCommand) -> ReportWanted:
    return ReportWanted(command.first, command.last, command.by, command.queue, command.after)
