"""What claims can refuse."""

from chalicelib.kernel.errors import BaroError, NotAllowed


class UnknownTransition(BaroError):
    """There is no step `step`."""

    code = "unknown_transition"


class UnknownCoverage(BaroError):
    """The claim has no coverage `coverage`, or the insurer has none of that name."""

    code = "unknown_coverage"


class TransitionUnavailable(BaroError):
    """`step` isn't possible in stage `stage`; `allowed` are those that are, separated by commas."""

    code = "transition_unavailable"
    status = 409


class TransitionIncomplete(BaroError):
    """`step` needs `field`."""

    code = "transition_incomplete"


class NotYourCoverage(NotAllowed):
    """The step belongs to the handler of `coverage`, or to others of its `department`, or to a supervisor."""

    code = "not_your_coverage"


class SecondPerson(BaroError):
    """Of two signatures the second is another person's: who assessed an amount can't approve it, who proposed a denial
    can't confirm it."""

    code = "second_person"
    status = 403


class DenialTextChanged(BaroError):
    """What the customer would be told isn't any more what was read: another proposal, or another day. Read again."""

    code = "denial_text_changed"
    status = 409


class AmountTooHigh(BaroError):
    """An amount above what is allowed here: at most `most` won."""

    code = "amount_too_high"


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


class UnknownDocument(BaroError):
    """The claim's checklist has no `item`."""

    code = "unknown_document"


class NothingToReview(BaroError):
    """That file wasn't handed in as this paper."""

    code = "nothing_to_review"
    status = 409


class DocumentAlreadyAccepted(BaroError):
    """A file that was accepted as a paper stays that paper: its sender can't take it away."""

    code = "document_already_accepted"
    status = 409


class DocumentOnOtherClaim(BaroError):
    """The file is a paper of claim `claim`, and who asks can't take it from there: send the file once more."""

    code = "document_on_other_claim"
    status = 409


class InvalidFact(BaroError):
    """A field of the form that can't be: `field`."""

    code = "invalid_fact"
