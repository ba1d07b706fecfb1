"""What talking can be refused for."""

from chalicelib.kernel.errors import BaroError


class ConversationClosed(BaroError):
    """It is resolved or closed; reopen it or open a new one."""

    code = "conversation_closed"
    status = 409


class TooFast(BaroError):
    """More than 5 messages in a second. Try again after `retry_after_ms`."""

    code = "too_fast"
    retryable = True
    status = 429


class StaleNumber(BaroError):
    """The client_id's number is below one this device has used already and was never seen: take the next number."""

    code = "stale_number"


class BotFenced(BaroError):
    """A human took over, or the state moved on, since the bot began its answer; the answer is dropped."""

    code = "bot_fenced"


class IllegalTransition(BaroError):
    """`state` can't become `wanted`."""

    code = "illegal_transition"
    status = 409


class TopicBusy(BaroError):
    """Another conversation on the same topic is open: `conversation`."""

    code = "topic_busy"
    status = 409


class NotOffered(BaroError):
    """Message `to` of this conversation doesn't offer that button, or that field or choice of a form: press what the
    newest message of the bot or the agent offers."""

    code = "not_offered"
    status = 409


class FormIncomplete(BaroError):
    """Required fields of the form are empty, or hold what such a field doesn't take: `fields` are their labels."""

    code = "form_incomplete"
