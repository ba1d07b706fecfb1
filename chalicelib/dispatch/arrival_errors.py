"""Errors of positions, arrivals and what a responder does at the customer."""

from chalicelib.kernel.errors import BaroError


class PositionOutside(BaroError):
    """The position is not in Korea."""

    code = "position_outside"


class PositionJumped(BaroError):
    """Nobody drives from the last position to this one, as that would take `kmh`."""

    code = "position_jumped"


class ClockWrong(BaroError):
    """The position is from the future by `seconds`: the device's clock is wrong."""

    code = "clock_wrong"


class PositionTooOld(BaroError):
    """The position is older than `hours`."""

    code = "position_too_old"


class PositionInaccurate(BaroError):
    """The position is true within `metres` only."""

    code = "position_inaccurate"


class TooManyPositions(BaroError):
    """Positions come faster than anybody moves: send them after `retry_after_ms`."""

    code = "too_many_positions"
    retryable = True
    status = 429


class PositionNotWanted(BaroError):
    """Nobody follows a responder who is off duty and has no job: the position isn't kept."""

    code = "position_not_wanted"
    status = 409


class NotThereYet(BaroError):
    """The truck is `metres` away from the customer, who hasn't said that it is there."""

    code = "not_there_yet"
    status = 409


class CustomerMet(BaroError):
    """The customer has said that the responder is there: a job with nobody there is another one."""

    code = "customer_met"
    status = 409


class NobodyTooSoon(BaroError):
    """The customer has `minutes` more to come: the use counts where nobody is there."""

    code = "nobody_too_soon"
    status = 409


class TooManyPhotos(BaroError):
    """A job has `max` photographs at most."""

    code = "too_many_photos"


class ProposalIncomplete(BaroError):
    """The customer can't be asked to agree: the proposal lacks `missing` (terms: it changes nothing, reason,
    destination, km)."""

    code = "proposal_incomplete"


class ExtraTooMuch(BaroError):
    """An extra of a job is counted higher than `max`."""

    code = "extra_too_much"


class TooManyChanges(BaroError):
    """The same was done `max` times to a job: another proposal, another consent, another rating."""

    code = "too_many_changes"
    status = 429


class TermsChanged(BaroError):
    """The proposal that the customer agreed to is no longer the present one."""

    code = "terms_changed"
    status = 409


class PlaceNotShared(BaroError):
    """A place is shared with the customer's consent only."""

    code = "place_not_shared"


class UnknownGarage(BaroError):
    """The partner garage isn't in the configuration."""

    code = "unknown_garage"


class NotRateable(BaroError):
    """A job is rated once it has ended, and had a responder."""

    code = "not_rateable"
    status = 409
