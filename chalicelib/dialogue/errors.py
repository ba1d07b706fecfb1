"""What can be refused about an unfinished accident form."""

from chalicelib.kernel.errors import BaroError


class FormGone(BaroError):
    """There is no unfinished form of that key: it was registered or discarded. Look again."""

    code = "form_gone"
    status = 409


class FormChanged(BaroError):
    """The form was changed since version `seen`; it has version `version` now. Look again."""

    code = "form_changed"
    status = 409


class BadAnswers(BaroError):
    """Answers that don't fit their questions: `fields` says which and why, `slots` their names, by comma."""

    code = "bad_answers"


class AnswersMissing(BaroError):
    """`fields` must be known before the form can be registered; `slots` are their names, by comma."""

    code = "answers_missing"


class UnfinishedAccident(BaroError):
    """The customer has `forms` accidents that are not registered; `keys` names them, by comma. Say whether to keep or
    to discard them (`draft`), or register them first."""

    code = "unfinished_accident"
    status = 409
