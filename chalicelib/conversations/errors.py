"""Errors of conversations."""

from chalicelib.kernel.errors import BaroError


class ConversationClosed(BaroError):
    """The conversation is resolved or closed; reopen it or open a new one."""

    code = "conversation_closed"
    status = 409


class TooFast(BaroError):
    """More than 5 messages in a second. Try again after `retry_after_ms`."""

    code = "too_fast"
    retryable = True
    status = 429


class StaleNumber(BaroError):
    """The number in `client_id` is unknown and below one that this device has already used: use the next number."""

    code = "stale_number"


class BotFenced(BaroError):
    """An agent took over or the state changed since the bot started its answer; the answer is dropped."""

    code = "bot_fenced"


class IllegalTransition(BaroError):
    """There is no transition from `state` to `wanted`."""

    code = "illegal_transition"
    status = 409


class TopicBusy(BaroError):
    """Another conversation on the same topic is open: `conversation`."""

    code = "topic_busy"
    status = 409


class UnknownOutcome(BaroError):
    """The outcome isn't configured, or not for the conversation's queue."""

    code = "unknown_outcome"


class WrapUpIncomplete(BaroError):
    """The conversation's queue needs an outcome, or the outcome a note: `field` is `outcome` or `note`."""

    code = "wrap_up_incomplete"


class UnknownTag(BaroError):
    """Tags are chosen from the configured ones: `tag` isn't one of them."""

    code = "unknown_tag"


class NotOffered(BaroError):
    """Message `to` of this conversation doesn't offer that button, or that field or choice of a form: press what the
    newest message of the bot or the agent offers."""

    code = "not_offered"
    status = 409


class FormIncomplete(BaroError):
    """Required fields of the form are empty, or hold what such a field doesn't take: `fields` are their labels."""

    code = "form_incomplete"


class TakesPartAlready(BaroError):
    """The colleague serves the conversation or is in it: `agent`."""

    code = "takes_part_already"
    status = 409


class InvitationOver(BaroError):
    """The invitation was withdrawn or its time is over: ask the conversation's agent to send it again."""

    code = "invitation_over"
    status = 409
