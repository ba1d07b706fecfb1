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


class NotThereYet(BaroError):
    """The truck is `metres` away from the customer, who hasn't said that it is there."""

    code = "not_there_yet"
    status = 409


class TooManyPhotos(BaroError):
    """A job has `max` photographs at most."""

    code = "too_many_photos"


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
