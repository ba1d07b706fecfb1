"""Errors of claims."""

from chalicelib.kernel.errors import BaroError, NotAllowed


class UnknownTransition(BaroError):
    """There is no transition `transition`."""

    code = "unknown_transition"


class UnknownCoverage(BaroError):
    """The claim, or the insurer, has no coverage `coverage`."""

    code = "unknown_coverage"


class TransitionUnavailable(BaroError):
    """`transition` isn't available in stage `stage`; `allowed` are those that are, separated by commas."""

    code = "transition_unavailable"
    status = 409


class TransitionIncomplete(BaroError):
    """`transition` needs `field`."""

    code = "transition_incomplete"


class NotYourCoverage(NotAllowed):
    """The transition is for the adjuster of `coverage`, others of its `department`, or a supervisor."""

    code = "not_your_coverage"


class SecondPerson(BaroError):
    """The second signature must be another person's: the person who assessed an amount can't approve it, and the person
    who proposed a denial can't confirm it."""

    code = "second_person"
    status = 403


class DenialTextChanged(BaroError):
    """The customer's text changed since it was read: another proposal, or another day. Read it again."""

    code = "denial_text_changed"
    status = 409


class AmountTooHigh(BaroError):
    """The amount is above the limit of `max` won."""

    code = "amount_too_high"


class AppealOver(BaroError):
    """The period to appeal ended on `until`."""

    code = "appeal_over"
    status = 409


class HolderDiffers(BaroError):
    """The account isn't the customer's own."""

    code = "holder_differs"


class NoAccount(BaroError):
    """The customer has no account for payments yet."""

    code = "no_account"
    status = 409


class ClaimChanged(BaroError):
    """The claim changed since version `seen` and has version `version` now. Fetch it again."""

    code = "claim_changed"
    status = 409


class UnknownDocument(BaroError):
    """`item` isn't a required document of the claim."""

    code = "unknown_document"


class NothingToReview(BaroError):
    """The file wasn't submitted as this document."""

    code = "nothing_to_review"
    status = 409


class DocumentAlreadyAccepted(BaroError):
    """The file was accepted as a document; its sender can't withdraw it."""

    code = "document_already_accepted"
    status = 409


class DocumentOnOtherClaim(BaroError):
    """The file is a document of claim `claim`, and the requester can't withdraw it there. Upload it once more."""

    code = "document_on_other_claim"
    status = 409


class InvalidFact(BaroError):
    """Invalid value of the form field `field`."""

    code = "invalid_fact"
