"""What claims can refuse."""

from chalicelib.kernel.errors import BaroError, NotAllowed


class NoSuchStep(BaroError):
    """There is no step `step`."""

    code = "no_such_step"


class NoSuchCoverage(BaroError):
    """The claim has no coverage `coverage`, or the insurer has none of that name."""

    code = "no_such_coverage"


class IllegalStep(BaroError):
    """`step` isn't possible in stage `stage`; `allowed` are those that are, separated by commas."""

    code = "illegal_step"
    status = 409


class StepIncomplete(BaroError):
    """`step` needs `field`."""

    code = "step_incomplete"


class NotYourCoverage(NotAllowed):
    """The step belongs to the handler of `coverage`, or to others of its `department`, or to a supervisor."""

    code = "not_your_coverage"


class SecondPerson(BaroError):
    """Of two signatures the second is another person's: who assessed an amount can't approve it, who proposed a denial
    can't confirm it."""

    code = "second_person"
    status = 403


class WordsChanged(BaroError):
    """What the customer would be told isn't any more what was read: another proposal, or another day. Read again."""

    code = "words_changed"
    status = 409


class TooMuch(BaroError):
    """An amount above what is allowed here: at most `most` won."""

    code = "too_much"


class AppealOver(BaroError):
    """The time to appeal ended on `until`."""

    code = "appeal_over"
    status = 409


class HolderDiffers(BaroError):
    """The account isn't the customer's own."""

    code = "holder_differs"


class NoAccount(BaroError):
    """There is no account to pay to yet."""

    code = "no_account"
    status = 409


class ClaimChanged(BaroError):
    """Somebody changed the claim since version `seen`; it has version `version` now. Look again."""

    code = "claim_changed"
    status = 409


class NoSuchPaper(BaroError):
    """The claim's checklist has no `item`."""

    code = "no_such_paper"


class NothingToReview(BaroError):
    """That file wasn't handed in as this paper."""

    code = "nothing_to_review"
    status = 409


class PaperSettled(BaroError):
    """A file that was accepted as a paper stays that paper: its sender can't take it away."""

    code = "paper_settled"
    status = 409


class PaperElsewhere(BaroError):
    """The file is a paper of claim `claim`, and who asks can't take it from there: send the file once more."""

    code = "paper_elsewhere"
    status = 409


class BadFact(BaroError):
    """A field of the form that can't be: `field`."""

    code = "bad_fact"
