"""What routing can refuse."""

from chalicelib.kernel.errors import BaroError


class NoSuchQueue(BaroError):
    """There is no queue `queue`."""

    code = "no_such_queue"


class AgentUnavailable(BaroError):
    """The colleague isn't on duty or has no free place."""

    code = "agent_unavailable"
    status = 409


class AlreadyTaken(BaroError):
    """The conversation doesn't wait any more: a colleague was quicker, or the customer ended it."""

    code = "already_taken"
    status = 409


class DeskFull(BaroError):
    """The agent isn't on duty or has as many conversations as he may."""

    code = "desk_full"
    status = 409


class NotOnDesk(BaroError):
    """The conversation isn't (any longer) this agent's."""

    code = "not_on_desk"
    status = 409
