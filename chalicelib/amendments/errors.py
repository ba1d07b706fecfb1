"""Errors of changes of contracts."""

from chalicelib.kernel.errors import BaroError


class AmendmentOver(BaroError):
    """The offer has expired, was withdrawn, or was answered already."""

    code = "amendment_over"
    status = 409


class AmendmentTextVoid(BaroError):
    """The signature is for another text than the one of this change. Nothing was ordered."""

    code = "amendment_text_void"
    status = 409


class NothingToChange(BaroError):
    """The values are those of the contract already."""

    code = "nothing_to_change"


class InvalidChange(BaroError):
    """A value can't be what is wanted; `field` names it."""

    code = "invalid_change"


class CouponGone(BaroError):
    """The customer has no such coupon, or it can't be used any more."""

    code = "coupon_gone"
    status = 409
