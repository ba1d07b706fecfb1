"""Errors about an unfinished accident form."""

from chalicelib.kernel.errors import BaroError


class FormGone(BaroError):
    """No unfinished form has that key: it was registered or discarded. Load the forms again."""

    code = "form_gone"
    status = 409


class FormChanged(BaroError):
    """The form has changed since version `seen`; its version is `version`. Load it again."""

    code = "form_changed"
    status = 409


class BadAnswers(BaroError):
    """Invalid answers: `fields` says which and why, `slots` are their names, separated by commas."""

    code = "bad_answers"


class AnswersMissing(BaroError):
    """`fields` are required before registration; `slots` are their names, separated by commas."""

    code = "answers_missing"


class UnfinishedAccident(BaroError):
    """The customer has `forms` unregistered accidents; `keys` are their keys, separated by commas. Choose in `draft`
    whether to keep or discard them, or register them first."""

    code = "unfinished_accident"
    status = 409
