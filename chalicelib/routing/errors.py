"""Errors of routing."""

from chalicelib.kernel.errors import BaroError


class NoSuchQueue(BaroError):
    """There is no queue `queue`."""

    code = "no_such_queue"


class AgentUnavailable(BaroError):
    """The colleague isn't on duty or has no free capacity."""

    code = "agent_unavailable"
    status = 409


class AlreadyTaken(BaroError):
    """The conversation isn't waiting any more: a colleague picked it, or the customer closed it."""

    code = "already_taken"
    status = 409


class NotOnDuty(BaroError):
    """The agent isn't available: they take no conversation until they are."""

    code = "not_on_duty"
    status = 409


class DeskFull(BaroError):
    """The agent serves as many conversations as their capacity allows."""

    code = "desk_full"
    status = 409


class NotOnDesk(BaroError):
    """The conversation isn't assigned to this agent."""

    code = "not_on_desk"
    status = 409
